/// <reference lib="dom" />
import { adminState } from './shell/admin-state.ts'
import type { DeskState, Me } from './state.ts'

// Runs before AdminJS’s own script, which reads these globals as soon as it loads.
const read = <T>(id: string): T => JSON.parse(document.getElementById(id)?.textContent ?? '{}') as T

const state = read<DeskState>('desk-state')
const me = read<Me>('desk-me')

Object.assign(window, {
  PREAU: { state, me },
  REDUX_STATE: adminState(state, me),
  THEME: {},
  THEME_COMPONENTS: {},
})
