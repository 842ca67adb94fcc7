import type { Tone } from '../state.ts'

export type MorningLine = {
  id: string
  title: string
  href: string
  why: string
  /** A day or an instant */
  since: string | null
  who: string
  next: { at: string; text: string } | null
}

export type MorningGroup = {
  name: string
  title: string
  tone: Tone
  /** How many; above the most that anybody counts, `more` */
  count: number
  more: boolean
  /** The list of all of them, and what may be done to all */
  href: string | null
  bulk: { model: string; search: string; verbs: string[] } | null
  lines: MorningLine[]
}

export type MorningAnswer = { groups: MorningGroup[] }

export type TwinState = {
  id: string
  title: string
  version: number
  registration: string
  city: string
  phone: string
}

export type DuplicatesAnswer = { groups: { by: 'registration' | 'name'; companies: TwinState[] }[] }
