import type { Notice } from '../state.ts'

/** One day of the week: what is written, and why nothing may be. */
export type DayState = {
  day: string
  hours: string
  content: string
  isAbsent: boolean
  status: { value: string; label: string; tone: string } | null
  comment: string | null
  /** Nothing may be written: the reason */
  closed: string | null
  /** A holiday of the host’s country: worked or not, it is said */
  holiday: string | null
}

export type WeekAnswer = {
  placement: { id: string; title: string } | null
  monday: string
  previous: string
  next: string | null
  cap: number
  approved: number
  planned: number | null
  days: DayState[]
  notice?: Notice
}

export type WaitingWeek = {
  placementId: string
  title: string
  student: string
  monday: string
  total: number
  days: { day: string; hours: number; content: string; isAbsent: boolean }[]
  verbs: string[]
}

export type WeeksAnswer = { weeks: WaitingWeek[] }
