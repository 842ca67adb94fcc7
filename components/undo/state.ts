import type { HistoryEntry, RecordJson } from '../state.ts'

/** What the trash shows: plain data, already in words. */
export type TrashItem = {
  id: string
  noun: string
  icon: string
  title: string
  deletedBy: string
  deletedAt: string
  /** The day on which it leaves for good */
  goneOn: string
  restored: { at: string; by: string; href: string } | null
  /** This person may ask for it back */
  mayRestore: boolean
}

export type TrashAnswer = {
  items: TrashItem[]
  total: number
  page: number
  perPage: number
  days: number
  person: string | null
  /** Reads what everybody threw away */
  everybody: boolean
}

/** What going back would change, in words; `left`: what only the record’s own verbs move. */
export type RevertAnswer = { record: RecordJson; changes: HistoryEntry['changes']; left: string[] }
