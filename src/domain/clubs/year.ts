import { type Day, schoolDay } from '../../kit/calendar.ts'
import { setting } from '../../platform/settings.ts'

/** From a day to a day, both included. */
export type Span = { name: string; from: Day; to: Day }

/** The academic year a day falls in, and its four quarters; the month it starts in is a setting, October unless chosen. */
export type AcademicYear = Span & { quarters: Span[] }

export async function yearNow(now: Date): Promise<AcademicYear> {
  return academicYear(schoolDay(now), Number(await setting('clubs.yearStart')))
}

export function academicYear(day: Day, startMonth: number): AcademicYear {
  const [year = 0, month = 0] = day.split('-').map(Number)
  const first = month >= startMonth ? year : year - 1
  const quarters = [0, 1, 2, 3].map((n): Span => span(`T${n + 1}`, first, startMonth + n * 3, 3))
  return { ...span(`${first}-${first + 1}`, first, startMonth, 12), quarters }
}

export const yearBefore = (year: AcademicYear): AcademicYear => {
  const [first = 0, month = 1] = year.from.split('-').map(Number)
  return academicYear(`${first - 1}-${String(month).padStart(2, '0')}-15`, month)
}

function span(name: string, year: number, month: number, months: number): Span {
  // Day 0 of a month is the last of the one before
  const [from, to] = [Date.UTC(year, month - 1, 1), Date.UTC(year, month - 1 + months, 0)]
  return { name, from: isoDay(from), to: isoDay(to) }
}

const isoDay = (instant: number): Day => new Intl.DateTimeFormat('sv-SE', { timeZone: 'UTC' }).format(instant)
