import React from 'react'
import type { DeskState, EnumValue, FieldState, Me, ModelState, Notice } from '../state.ts'
import { en } from '../text/en.ts'
import { fr, type Words } from '../text/fr.ts'

/** What every screen may ask for. */
export type Desk = {
  state: DeskState
  me: Me
  t: Words
  notify: (notice: Notice) => void
}

declare global {
  interface Window {
    PREAU: { state: DeskState; me: Me }
    AdminJS: { Application: React.ReactElement; UserComponents: Record<string, React.ComponentType> }
    createRoot: (element: Element) => { render: (node: React.ReactNode) => void }
  }
}

export const DeskContext = React.createContext<Desk | null>(null)

export function useDesk(): Desk {
  const desk = React.useContext(DeskContext)
  if (!desk) throw new Error('useDesk() outside of the desk')
  return desk
}

export const wordsFor = (locale: string): Words => (locale === 'en' ? en : fr)

export const useModel = (name: string): ModelState | undefined => useDesk().state.models[name]

export function valuesOf(state: DeskState, field: FieldState): EnumValue[] {
  return field.choices ?? state.enums[field.enum ?? ''] ?? []
}
