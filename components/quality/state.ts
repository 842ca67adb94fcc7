/** A survey as a whole; `said` is null while too few answered. */
export type SurveyResults = {
  n: number
  asked: number
  rate: number | null
  said: { nps: number; promoters: number; passives: number; detractors: number; comments: string[] } | null
}

/** Why a company has its score: each part, what it is worth, what it weighs. */
export type QualityAnswer = {
  score: number | null
  at: string | null
  parts: {
    name: string
    label: string
    /** In words: « 8,4 / 10 sur 6 réponses » */
    value: string
    /** Out of 100; null when nothing is known */
    points: number | null
    weight: number
    how: string
  }[]
}
