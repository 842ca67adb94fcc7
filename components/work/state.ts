import type { Tone } from '../state.ts'

/** What the bell, the comments and the alerts are told: plain data, already in words. */
export type NoticeState = {
  id: string
  title: string
  body: string | null
  href: string | null
  at: string
  read: boolean
}
export type NoticesAnswer = { notices: NoticeState[]; total: number; page: number; perPage: number; unread: number }

export type PreferencesAnswer = { pace: string; email: string; official: string[] }

export type CommentState = {
  id: string
  author: string
  body: string
  at: string
  edited: boolean
  /** Names of those it mentions, as they stand in the text */
  mentions: { id: string; name: string }[]
  /** Until when its author, who is reading, may still correct it */
  until: string | null
}
export type CommentsAnswer = { comments: CommentState[]; more: boolean }
export type Colleague = { id: string; name: string }

export type AlertState = {
  id: string
  version: number
  title: string
  advice: string | null
  severity: string
  status: string
  statusLabel: string
  tone: Tone
  owner: string | null
  mine: boolean
  dueOn: string | null
  snoozedUntil: string | null
  closeReason: string | null
  about: { label: string; title: string; href: string | null } | null
  verbs: string[]
}
export type AlertsAnswer = {
  groups: { severity: string; label: string; tone: Tone; alerts: AlertState[] }[]
  counts: Record<string, number>
  view: string
  total: number
  page: number
  perPage: number
}

/** What stands in the margin of a record: how much was said about it, what Préau noticed. */
export type MarginAnswer = {
  comments: number | null
  alerts: { id: string; title: string; severityLabel: string; tone: Tone; owner: string | null }[]
}
