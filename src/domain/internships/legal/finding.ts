import type { Text } from '../../../platform/catalogue.ts'

/**
 * One line of the checklist: a rule of the profile, what it found here, and what it allows.
 * `unknown`: something is still missing to judge; it blocks nothing by itself.
 */
export type Finding = {
  key: string
  /** The rule’s id, to waive it; absent for the campaign’s own policy */
  ruleId?: string
  label: Text
  outcome: 'ok' | 'warning' | 'blocked' | 'waived' | 'unknown'
  /** What stands in this internship, and the limit it is measured against */
  value: Text
  limit: Text
  /** What is wrong and what to do; null when all is well */
  sentence: Text | null
  /** The article it comes from */
  source: string | null
  waiver?: { reason: string; by: string | null; until: string | null }
  /** Who may pass over it, beside the administrator */
  waivableBy: string | null
}

/** What a rule says of the facts, before severity and waivers. */
export type Verdict = { value: Text; limit: Text } & (
  | { holds: true }
  | { holds: false; sentence: Text }
  | { holds: 'unknown'; sentence: Text }
)

export const same = (text: string): Text => ({ fr: text, en: text })
