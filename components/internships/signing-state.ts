import type { Tone } from '../state.ts'

type Said = { label: string; tone: Tone }

/** Those who sign, in their order; every instant and day is in words. */
export type CircuitAnswer = {
  document: { version: number; sha256: string | null; file: string | null; code: string | null } | null
  ways: 'paper' | 'online' | 'mixed' | null
  signed: number
  total: number
  lines: CircuitLine[]
  /** Circuits that were stopped: their signatures are void, and kept */
  previous: { title: string; lines: CircuitLine[] }[]
}

export type CircuitLine = {
  id: string
  order: number
  name: string
  capacity: string
  /** As the forms call it */
  capacityName: string
  status: Said & { value: string }
  method: string | null
  signedAt: string | null
  /** When it is not the one named */
  signedBy: string | null
  delegate: string | null
  reason: string | null
  scan: string | null
  /** Of those who may know */
  link: (Said & { detail: string }) | null
  /** Verbs of this line that are open to whoever looks */
  verbs: string[]
  onPaper: boolean
}

export type InForceAnswer = {
  on: string
  agreement: string | null
  lines: { field: string; label: string; value: string; first: string | null }[]
  presence: { days: number; hours: string; shown: string } | null
  steps: InForceStepState[]
}

export type InForceStepState = {
  /** Null: the agreement itself */
  amendment: { id: string; number: number; kind: string } | null
  signedOn: string | null
  from: string | null
  inForce: boolean
  changes: { label: string; old: string; new: string }[]
  presence: { days: number; hours: string; shown: string } | null
}

export type PortalAnswer = {
  active: boolean
  standIn: { id: string; title: string } | null
  standsInFor: { id: string; title: string }[]
  links: { id: string; purpose: string; recipient: string; until: string; used: string | null; state: Said }[]
  trainees: { id: string; title: string; status: Said }[]
  may: boolean
  message?: { text: string; phone: string | null }
}
