import type { Tone } from '../state.ts'
import type { Choice, Rate } from './run-state.ts'

export type ExecutionAnswer = {
  isFrozen: boolean
  mayPlan: boolean
  mayDrop: boolean
  kinds: Choice[]
  rates: Rate[]
  lines: {
    id: string
    theme: string
    href: string
    on: string | null
    kind: string
    status: { label: string; tone: Tone }
    cancellation: string | null
  }[]
}

export type MarksAnswer = {
  /** `mark`: the sheet is open; `correct`: one mark at a time, with a motive; null: only read */
  open: 'mark' | 'correct' | null
  choices: { value: string; label: string; tone: Tone }[]
  members: { id: string; name: string; post: string; mark: string; note: string }[]
}

export type ShareAnswer = { text: string | null; reportHref: string | null; finishedAt: string | null }

export type HandoverAnswer = {
  mayHandOver: boolean
  today: string
  posts: Choice[]
  members: { id: string; name: string; post: string; until: string | null }[]
  archives: { id: string; year: string; href: string | null }[]
}
