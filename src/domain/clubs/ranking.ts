import type { Day } from '../../kit/calendar.ts'

/** One activity somebody attended, as a ranking counts it: `session` is one for two sessions of a day. */
export type Session = { session: string; clubs: string[]; day: Day }

export type Scored = {
  id: string
  /** Distinct sessions */
  score: number
  /** Distinct clubs, which part people when a list grows too long */
  clubs: number
  /** The mean of the days, as a number: the earlier comes first */
  day: number
}

export type Ranked<T> = T & { rank: number }

/** Who came to what, counted once a session: two sessions of one activity on one day are one, a joint activity is one. */
export function scoresOf(sessions: Map<string, Session[]>): Scored[] {
  return [...sessions].map(([id, all]) => {
    const distinct = [...new Map(all.map((one) => [one.session, one])).values()]
    const days = distinct.reduce((total, { day }) => total + Date.parse(day), 0)
    const clubs = new Set(distinct.flatMap((one) => one.clubs)).size
    return { id, score: distinct.length, clubs, day: distinct.length === 0 ? 0 : days / distinct.length }
  })
}

/** Standard competition ranking: equals share a rank, and the next one is as far as if they did not (1, 2, 2, 4). */
export function ranked<T extends { score: number }>(scored: T[]): Ranked<T>[] {
  const sorted = scored.toSorted((a, b) => b.score - a.score)
  return sorted.map((one) => ({ ...one, rank: sorted.findIndex(({ score }) => score === one.score) + 1 }))
}

const LAST_RANK = 10
const MOST_LINES = 15

export type TopTen<T> = { lines: Ranked<T>[]; more: number }

/**
 * Every rank up to the tenth, equals included. Beyond fifteen lines the last ones are parted by the number of clubs, then
 * by who came earlier in the period; `more` says how many are as good as the last one shown.
 */
export function topTen<T extends Scored>(scored: T[]): TopTen<T> {
  const all = ranked(scored.filter(({ score }) => score > 0)).filter(({ rank }) => rank <= LAST_RANK)
  const sorted = all.toSorted((a, b) => a.rank - b.rank || b.clubs - a.clubs || a.day - b.day)
  const lines = sorted.slice(0, Math.min(all.length, MOST_LINES))
  return { lines, more: all.length - lines.length }
}

/** Without consent a name is its initials: « A. O. ». */
export const initials = (firstName: string, lastName: string): string =>
  [firstName, lastName].map((name) => `${name.trim().charAt(0).toUpperCase()}.`).join(' ')
