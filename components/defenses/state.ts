import type { Notice, Tone } from '../state.ts'

export type Choice = { id: string; name: string }

/** How the table is planned: kept in the address of the page. */
export type Settings = {
  from: string
  to: string
  start: string
  end: string
  pauseFrom: string
  pauseTo: string
  minutes: number
  /** How many sit in each jury */
  size: number
  rooms: string[]
  /** Who may sit in what is proposed; nobody named: everybody */
  jurors: string[]
}

/** What the officer chooses for one defense; empty strings are not chosen yet. */
export type Draft = {
  id: string
  version: number
  /** An instant */
  startsAt: string
  minutes: number
  roomId: string
  /** The chair, then two more */
  jury: string[]
}

export type LineState = Draft & {
  href: string
  student: string
  company: string
  tutor: string
  tutorId: string
  isResit: boolean
  status: { label: string; tone: Tone }
  /** Invited already: it only moves by being postponed */
  fixed: boolean
}

export type Marks = Record<string, { errors: string[]; warnings: string[] }>

export type DefensesAnswer = {
  campaigns: Choice[]
  campaign: string
  settings: Settings
  rooms: Choice[]
  jurors: (Choice & { rank: string })[]
  slots: { day: string; label: string; times: { value: string; label: string }[] }[]
  lines: LineState[]
  /** Planned and not invited yet: how many, and the list of them */
  planned: { n: number; search: string }
  /** Nobody looks at more at once: the others come when these are planned */
  most: number
  marks: Marks
}

export type CheckedAnswer = { marks: Marks; drafts?: Draft[]; notice?: Notice }
export type SavedAnswer = {
  saved: number
  refused: { id: string; student: string; message: string }[]
  notice?: Notice
}
