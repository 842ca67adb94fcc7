import { Decimal } from 'decimal.js'
import { DateTime } from 'luxon'
import { asDay, type Holidays } from '../../kit/calendar.ts'
import type { Period } from '../../kit/period.ts'

/** So many hours over so many days a week, from Monday on: four days are Monday to Thursday. */
export type Rhythm = { weeklyHours: Decimal.Value; weeklyDays: number }

export type Presence = { days: number; hours: Decimal; shown: string }

/** Days and hours of real presence: holidays do not count, whole days only. */
export function plannedPresence(period: Period, rhythm: Rhythm, holidays: Holidays): Presence {
  const end = asDay(period.endsOn)
  let days = 0
  for (let at = DateTime.fromISO(asDay(period.startsOn), { zone: 'utc' }); ; at = at.plus({ days: 1 })) {
    const day = at.toISODate()
    if (!day || day > end) break
    if (at.weekday <= rhythm.weeklyDays && !holidays.has(day)) days += 1
  }
  const hours = new Decimal(rhythm.weeklyHours).div(rhythm.weeklyDays).mul(days).toDecimalPlaces(2)
  return { days, hours, shown: monthsAndDays(hours) }
}

/** The law counts 7 hours of presence as a day and 22 days as a month (Code de l’éducation, D124-6). */
export function monthsAndDays(hours: Decimal): string {
  const days = hours.div(HOURS_A_DAY).floor().toNumber()
  const months = Math.floor(days / DAYS_A_MONTH)
  const rest = days % DAYS_A_MONTH
  const parts = [months > 0 && `${months} mois`, rest > 0 && `${rest} jour${rest > 1 ? 's' : ''}`].filter(Boolean)
  return parts.join(' ') || '0 jour'
}

const HOURS_A_DAY = 7
const DAYS_A_MONTH = 22
