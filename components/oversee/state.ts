import type { HistoryEntry, Tone } from '../state.ts'

/** What the pages of the administration are told: plain data, already in words. */
export type Link = { title: string; href: string | null }

export type Right = {
  id: string
  version: number
  person: Link
  role: string
  roleLabel: string
  department: string | null
  startsOn: string
  endsOn: string | null
  grantedBy: string | null
  when: 'now' | 'later' | 'past'
  account: { status: string; tone: Tone; secondFactor: boolean; lastLoginAt: string | null } | null
}
export type RightsAnswer = {
  rows: Right[]
  total: number
  page: number
  perPage: number
  today: string
  admins: number
}

export type AuditEntry = Omit<HistoryEntry, 'actor'> & {
  actor: Link
  impersonator: string | null
  noun: string
  record: Link & { id: string; noun: string }
  ip: string | null
}
export type Option = { value: string; label: string }
export type AuditAnswer = {
  entries: AuditEntry[]
  total: number
  page: number
  perPage: number
  nouns: Option[]
  verbs: Option[]
  person: string | null
  /** The same filter as the address of the list, for its export */
  search: string
  ignored: string[]
}
export type ChainAnswer = { ok: boolean; sealed: number; sentence: string; event: string | null }

export type Queue = {
  name: string
  label: string
  waiting: number
  active: number
  retry: number
  done: number
  oldest: string | null
}
export type Letter = { id: string; queue: string; about: Link | null; error: string; failedAt: string }
export type Scheduled = {
  name: string
  label: string
  rhythm: string
  last: string | null
  status: string | null
  tone: Tone
  error: string | null
  next: string | null
}
export type JobsAnswer = { queues: Queue[]; letters: Letter[]; dead: number; schedules: Scheduled[] }

export type OutboxMail = {
  id: string
  recipient: string
  subject: string
  template: string
  status: string
  statusLabel: string
  tone: Tone
  attempts: number
  lastError: string | null
  createdAt: string
  sentAt: string | null
}
export type OutboxAnswer = {
  mails: OutboxMail[]
  counts: { status: string; label: string; tone: Tone; count: number }[]
  total: number
  page: number
  perPage: number
}
export type MailText = { subject: string; recipient: string; text: string; from: string }

export type SettingState = {
  key: string
  label: string
  help: string
  kind: 'text' | 'number'
  value: string
  fallback: string
  chosen: { id: string; version: number; at: string } | null
}
export type SettingsAnswer = { settings: SettingState[]; fixed: { label: string; value: string; name: string }[] }

export type ProcessState = {
  id: string
  role: string
  host: string
  pid: number
  node: string
  startedAt: string
  seenAt: string
  alive: boolean
  rss: number
  heap: number
  delayMs: number
}
export type SlowState = { process: string; at: string; ms: number; sql: string }
export type HealthAnswer = {
  at: string
  database: { version: string; bytes: number; connections: number; most: number; latencyMs: number }
  queue: { waiting: number; active: number; retry: number; dead: number; oldest: string | null }
  files: { count: number; bytes: number; free: number | null; total: number | null }
  mail: { pending: number; failed: number }
  chain: { sealed: number; waiting: number; anchor: { seq: string; at: string; genuine: boolean } | null }
  processes: ProcessState[]
  slow: SlowState[]
}
