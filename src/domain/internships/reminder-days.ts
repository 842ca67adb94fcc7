import { DateTime } from 'luxon'
import { asDay, type Day, type Holidays, isWorkingDay, schoolDay } from '../../kit/calendar.ts'
import { atSchool, dateOfDay, later } from '../../platform/clock.ts'
import { config } from '../../platform/config.ts'
import { daysOf, setting } from '../../platform/settings.ts'

/** How the school wants to be reminded: from which hour to which, and whether only on working days. */
export type Manners = { from: number; until: number; workingDays: boolean }

export async function manners(): Promise<Manners> {
  const [from, until, days] = await Promise.all([
    daysOf('reminder.from'),
    daysOf('reminder.until'),
    setting('reminder.days'),
  ])
  return { from, until, workingDays: days === 'ouvrés' }
}

/** The morning of a step: so many days before, on the working day before when that one is a day off. */
export function morningOf(dueOn: Day, step: number, { from, workingDays }: Manners, holidays: Holidays): Date {
  let day = daysBefore(dueOn, step)
  while (workingDays && !isWorkingDay(day, holidays)) day = daysBefore(day, 1)
  return atSchool(`${day}T${String(from).padStart(2, '0')}:00`, config.schoolTz)
}

const daysBefore = (day: Day, count: number): Day => asDay(later(dateOfDay(day), { days: -count }))

/** Nobody’s telephone rings in the evening, nor on a day off when the school says so. */
export function isQuiet(instant: Date, { from, until, workingDays }: Manners): boolean {
  const { hour } = DateTime.fromJSDate(instant, { zone: config.schoolTz })
  return hour < from || hour >= until || (workingDays && !isWorkingDay(schoolDay(instant), NO_HOLIDAYS))
}

// Which days are holidays depends on the host of each internship: those were moved when the reminder was planned
const NO_HOLIDAYS: Holidays = new Set()
