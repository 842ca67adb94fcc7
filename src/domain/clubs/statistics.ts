/** What a period of a club is worth, from its finished activities: presences that count, and whether they were taken. */
export type Held = { present: number; isTaken: boolean }

export type Attended = {
  activities: number
  /** Among them, those where attendance was taken: an unknown number is no zero */
  taken: number
  presences: number
  mean: number | null
}

export function attendedOf(held: Held[]): Attended {
  const taken = held.filter(({ isTaken }) => isTaken)
  const presences = taken.reduce((total, { present }) => total + present, 0)
  return {
    ...{ activities: held.length, taken: taken.length, presences },
    mean: taken.length === 0 ? null : presences / taken.length,
  }
}

/** `percent` is null without a previous period, or when nobody came then; `isSmall`: too few activities to conclude. */
export type Evolution = { percent: number | null; isSmall: boolean }

const FEW = 3

export function evolutionOf(now: Attended, before: Attended): Evolution {
  const percent = now.mean === null || !before.mean ? null : (100 * (now.mean - before.mean)) / before.mean
  return { percent, isSmall: percent !== null && (now.taken < FEW || before.taken < FEW) }
}

/** How often one person came; null when nobody did. */
export const perPerson = (presences: number, people: number): number | null =>
  people === 0 ? null : presences / people

/** Opinions from 1 to 5. A handful of them says less than a hundred: the rank starts from 3.5, held by ten people. */
export type Rating = { n: number; mean: number | null; score: number }

const PRIOR = { mean: 3.5, people: 10 }
/** Fewer opinions than this are shown to nobody outside */
export const LEAST_OPINIONS = 5

export const ratingOf = (n: number, sum: number): Rating => ({
  n,
  mean: n === 0 ? null : sum / n,
  score: (PRIOR.mean * PRIOR.people + sum) / (PRIOR.people + n),
})
