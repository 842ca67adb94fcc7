import type { Tone } from '../state.ts'

export type ExportState = {
  id: string
  what: string
  list: string
  format: string
  status: string
  statusLabel: string
  tone: Tone
  rows: number
  size: number | null
  href: string | null
  expiresAt: string | null
  askedAt: string
  error: string | null
}
export type ExportsState = { exports: ExportState[] }
