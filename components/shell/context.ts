import React from 'react'
import type { Parts } from '../load-lazy.ts'
import type { Proof } from '../oversee/prove.ts'
import type { DeskState, EnumValue, FieldState, Me, ModelState, Notice } from '../state.ts'
import type { Words } from '../text/fr.ts'
import type { LiveLine } from '../work/live.ts'

/** What every screen may ask for. */
export type Desk = {
  state: DeskState
  me: Me
  t: Words
  notify: (notice: Notice) => void
}

declare global {
  interface Window {
    PREAU: {
      state: DeskState
      me: Me
      context?: React.Context<Desk | null>
      live?: LiveLine
      proof?: Proof
      lazy?: Parts
    }
    AdminJS: { Application: React.ReactElement; UserComponents: Record<string, React.ComponentType> }
    createRoot: (element: Element) => { render: (node: React.ReactNode) => void }
  }
}

// One for the page: the parts of components/lazy are modules of their own, and hold this file a second time
export const DeskContext = window.PREAU.context ?? React.createContext<Desk | null>(null)
window.PREAU.context = DeskContext

export function useDesk(): Desk {
  const desk = React.useContext(DeskContext)
  if (!desk) throw new Error('useDesk() outside of the desk')
  return desk
}

export const useModel = (name: string): ModelState | undefined => useDesk().state.models[name]

export function valuesOf(state: DeskState, field: FieldState): EnumValue[] {
  return field.choices ?? state.enums[field.enum ?? ''] ?? []
}
