import { asDay, type Day } from './calendar.ts'

/** From a day to a day, both included: an internship of one day starts and ends on it. */
export type Period = { startsOn: Day | Date; endsOn: Day | Date }

export const isReversed = (period: Period): boolean => asDay(period.endsOn) < asDay(period.startsOn)

/** Two periods that share at least one day; the day after the end is no overlap. */
export const overlap = (one: Period, other: Period): boolean =>
  asDay(one.startsOn) <= asDay(other.endsOn) && asDay(other.startsOn) <= asDay(one.endsOn)

/** True when no later date comes before an earlier one; absent dates are skipped. */
export function isOrdered(dates: readonly (Day | Date | null | undefined)[]): boolean {
  const days = dates.filter((day) => day !== null && day !== undefined).map((day) => asDay(day))
  return days.every((day, i) => i === 0 || (days[i - 1] ?? day) <= day)
}
