import { DateTime } from 'luxon'
import { dayOf, endOfDay } from '../platform/clock.ts'
import { config } from '../platform/config.ts'

/** Days are texts, `2026-03-02`: a day has no time zone. Holidays are a set of them. */
export type Day = string
export type Holidays = ReadonlySet<Day>

/** The day an instant falls on at the school. */
export const schoolDay = (instant: Date): Day => dayOf(instant, config.schoolTz)

/** The last instant of a day at the school. `day` may be a `@db.Date` value. */
export const schoolDayEnd = (day: Day | Date): Date => endOfDay(asDay(day), config.schoolTz)

/** A `@db.Date` value is midnight UTC of its day. */
export const asDay = (day: Day | Date): Day =>
  typeof day === 'string' ? day.slice(0, 10) : day.toISOString().slice(0, 10)

export const isWorkingDay = (day: Day, holidays: Holidays): boolean =>
  DateTime.fromISO(day, { zone: 'utc' }).weekday <= FRIDAY && !holidays.has(day)

const FRIDAY = 5

/** The nth working day after this one, which does not count itself. */
export function workingDaysAfter(day: Day, count: number, holidays: Holidays): Day {
  let at = DateTime.fromISO(day, { zone: 'utc' })
  for (let left = count; left > 0; ) {
    at = at.plus({ days: 1 })
    if (isWorkingDay(at.toISODate() ?? day, holidays)) left -= 1
  }
  return at.toISODate() ?? day
}

/** Until when somebody told now may answer: the end of the nth working day at the school. */
export const workingDeadline = (from: Date, count: number, holidays: Holidays): Date =>
  schoolDayEnd(workingDaysAfter(schoolDay(from), count, holidays))

/** Nights from one day to another. */
export const daysBetween = (from: Day, to: Day): number =>
  Math.round(DateTime.fromISO(to, { zone: 'utc' }).diff(DateTime.fromISO(from, { zone: 'utc' }), 'days').days)

/** `12/06/2026` */
export const shownDay = (day: Day | Date): string => asDay(day).split('-').reverse().join('/')

/** `12/06/2026 à 23:59`, at the school. */
export const shownInstant = (instant: Date): string =>
  DateTime.fromJSDate(instant, { zone: config.schoolTz }).toFormat("dd/MM/yyyy 'à' HH:mm")
