import type { Role } from '../access/actor.ts'
import type { ModelName } from '../access/model.ts'
import type { Text, Tone } from '../platform/catalogue.ts'
import type { Chart } from './chart.ts'

/**
 * What a domain puts on somebody’s first page. A card is a filtered list: its number is counted by the very filter
 * that its link opens, so the two cannot differ. Filters are written as in the address of a list (`status~~in`).
 */
export type Card = {
  model: ModelName
  filters: Record<string, string>
  title: Text
  hint: Text
  tone: Tone
  /** What to do about these; without it the card only informs */
  action?: Text
}

/** A few records by name, first things first. */
export type Shortlist = {
  model: ModelName
  filters: Record<string, string>
  sort: { field: string; direction: 'asc' | 'desc' }
  title: Text
  /** The columns said beside each title */
  hints: string[]
}

/** `day(n)`: the day n days from today, at the school; `me`: whose page it is. */
export type Calendar = { day: (offset: number) => string; me: string }

export type RoleDashboard = { cards: Card[]; lists: Shortlist[]; charts?: Chart[] }
export type Dashboard = Partial<Record<Role, (calendar: Calendar) => RoleDashboard>>
