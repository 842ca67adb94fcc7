import type { Notice, Tone } from '../state.ts'

/** Days are `2026-03-02`, the last one included; instants are the school’s wall clock, `2026-03-02T14:30`. */
export type CalendarItem = {
  id: string
  title: string
  /** What happens that day, when the list alone does not say it */
  what: string | null
  start: string
  end: string | null
  tone: Tone
  state: string | null
  href: string
}

export type CalendarAnswer = {
  items: CalendarItem[]
  /** There was more than can be shown */
  more: boolean
  /** What the calendar may go by, and what it goes by now */
  dates: { name: string; label: string; add: string | null }[]
  by: string | null
  /** The school’s wall clock */
  now: string
}

export type Feed = { id: string; createdAt: string; lastUsedAt: string | null }
export type FeedsAnswer = { feeds: Feed[]; url?: string; notice?: Notice }
