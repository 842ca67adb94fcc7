import type { Tone } from '../state.ts'

/** What would happen, as the server worked it out. */
export type PreviewState = {
  total: number
  eligible: number
  same: number
  tried: number
  reasons: { sentence: string; count: number }[]
  refused: { id: string; title: string; sentence: string }[]
  allowed: { id: string; title: string }[]
  fields: { label: string; differ: number | null }[]
}

/** A run, live and afterwards. */
export type BulkState = {
  id: string
  model: string
  many: string
  verb: string
  changes: string[]
  reason: string | null
  isAtomic: boolean
  status: 'waiting' | 'running' | 'done' | 'partial' | 'failed' | 'cancelled'
  statusLabel: string
  tone: Tone
  total: number
  done: number
  same: number
  refusedCount: number
  refused: { title: string; href: string | null; sentence: string }[]
  page: number
  perPage: number
  startedAt: string
  finishedAt: string | null
  failure: string | null
  list: string
  file: string | null
}
