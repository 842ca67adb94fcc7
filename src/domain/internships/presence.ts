import { Decimal } from 'decimal.js'
import { DateTime } from 'luxon'
import { asDay, type Day, type Holidays } from '../../kit/calendar.ts'
import type { Period } from '../../kit/period.ts'

/** So many hours over so many days a week, from Monday on: four days are Monday to Thursday, four and a half end on Friday noon. */
export type Rhythm = { weeklyHours: Decimal.Value; weeklyDays: number }

/** Hours of each weekday, Monday first, for as long as the period lasts: what a planning says beyond a rhythm. */
export type Grid = Period & { hours: readonly Decimal.Value[] }

export type Presence = { days: number; hours: Decimal; shown: string }

/** What a planning adds to a rhythm: days with hours of their own, and stretches when nobody comes. */
export type Exceptions = { grid?: readonly Grid[]; without?: readonly Period[] }

/** Days and hours of real presence: neither holidays nor interruptions count. */
export function plannedPresence(
  period: Period,
  rhythm: Rhythm,
  holidays: Holidays,
  { grid = [], without = [] }: Exceptions = {},
): Presence {
  let days = 0
  let hours = new Decimal(0)
  for (const at of daysOf(period)) {
    const day = at.toISODate() ?? ''
    if (holidays.has(day) || without.some((off) => holds(off, day))) continue
    const planned = grid.find((one) => holds(one, day))
    const present = planned ? new Decimal(planned.hours[at.weekday - 1] ?? 0) : hoursOn(at.weekday, rhythm)
    if (present.isZero()) continue
    days += planned ? 1 : shareOf(at.weekday, rhythm)
    hours = hours.plus(present)
  }
  const total = hours.toDecimalPlaces(2)
  return { days, hours: total, shown: monthsAndDays(total) }
}

function* daysOf(period: Period): Generator<DateTime> {
  const end = asDay(period.endsOn)
  let at = DateTime.fromISO(asDay(period.startsOn), { zone: 'utc' })
  for (; (at.toISODate() ?? '') <= end; at = at.plus({ days: 1 })) yield at
}

const holds = (period: Period, day: Day): boolean => asDay(period.startsOn) <= day && day <= asDay(period.endsOn)

/** 1 for a whole day of the rhythm, 0.5 for its half day, 0 for none. */
const shareOf = (weekday: number, { weeklyDays }: Rhythm): number => Math.min(1, Math.max(0, weeklyDays - weekday + 1))

const hoursOn = (weekday: number, rhythm: Rhythm): Decimal =>
  new Decimal(rhythm.weeklyHours).div(rhythm.weeklyDays).mul(shareOf(weekday, rhythm))

/** The law counts 7 hours of presence as a day and 22 days as a month (Code de l’éducation, D124-6). */
export function monthsAndDays(hours: Decimal): string {
  const days = hours.div(HOURS_A_DAY).floor().toNumber()
  const months = Math.floor(days / DAYS_A_MONTH)
  const rest = days % DAYS_A_MONTH
  const parts = [months > 0 && `${months} mois`, rest > 0 && `${rest} jour${rest > 1 ? 's' : ''}`].filter(Boolean)
  return parts.join(' ') || '0 jour'
}

export const HOURS_A_DAY = 7
export const DAYS_A_MONTH = 22
