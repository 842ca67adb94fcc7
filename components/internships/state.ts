/** What the legal checklist of an internship says, in the reader’s language. */
export type LegalAnswer = {
  placementId: string
  /** `France (01/01/2026)`; null when the school keeps no rules for this host */
  profile: string | null
  presence: { days: number; hours: string; shown: string } | null
  lines: LegalLine[]
}

export type LegalLine = {
  key: string
  outcome: 'ok' | 'warning' | 'blocked' | 'waived' | 'unknown'
  label: string
  value: string
  limit: string
  sentence: string | null
  source: string | null
  waiver?: { reason: string; by: string | null; until: string | null }
  /** The rule this person may waive here */
  ruleId?: string
}

/** A student’s wishes for a campaign, the favourite first. */
export type WishesAnswer = { most: number; open: boolean; offers: { id: string; title: string }[] }

/** How well a draw served people; `byRank`: how many obtained their first wish, their second… */
export type FairnessAnswer = {
  students: number
  placed: number
  pinned: number
  unplaced: number
  withoutWish: number
  byRank: Record<string, number>
  meanRank: number | null
  seats: number
  seatsLeft: number
  wanted: { offerId: string; title: string; seats: number; firstWishes: number; wishes: number }[]
}
