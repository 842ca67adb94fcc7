import { schoolDay } from '../../kit/calendar.ts'
import type { Text } from '../../platform/catalogue.ts'
import { type AcademicYear, academicYear, type Span, yearBefore, yearNow } from './year.ts'

/** What somebody looks at: a span, the one before it, and the academic year it belongs to. */
export type Period = { name: PeriodName; span: Span; before: Span; year: AcademicYear; quarter: Quarter }
export type Quarter = { span: Span; before: Span }

export const PERIODS = ['year', 'T1', 'T2', 'T3', 'T4', 'last'] as const
export type PeriodName = (typeof PERIODS)[number]

/** `year` (unless asked otherwise), a quarter of it, or the year before. */
export async function periodAsked(asked: string | undefined, now: Date): Promise<Period> {
  const current = await yearNow(now)
  const name = PERIODS.find((one) => one === asked) ?? 'year'
  const year = name === 'last' ? yearBefore(current) : current
  const before = yearBefore(year)
  const quarter = quarterAt(year, now)
  const n = year.quarters.findIndex((one) => one.name === name)
  const span = year.quarters[n]
  if (!span) return { name, span: year, before, year, quarter }
  return { name, span, before: quarterBefore(year, n), year, quarter }
}

/** The quarter under way; the last one of a year that is over. */
function quarterAt(year: AcademicYear, now: Date): Quarter {
  const day = academicYear(schoolDay(now), Number(year.from.slice(5, 7)))
  const isOver = day.name !== year.name
  const reached = year.quarters.findLastIndex(({ from }) => from <= schoolDay(now))
  const n = isOver ? 3 : Math.max(0, reached)
  return { span: year.quarters[n] ?? year, before: quarterBefore(year, n) }
}

const quarterBefore = (year: AcademicYear, n: number): Span =>
  year.quarters[n - 1] ?? yearBefore(year).quarters[3] ?? year

export const PERIOD_NAMES: Record<PeriodName, Text> = {
  year: { fr: 'Cette année universitaire', en: 'This academic year' },
  T1: { fr: '1er trimestre', en: '1st quarter' },
  T2: { fr: '2e trimestre', en: '2nd quarter' },
  T3: { fr: '3e trimestre', en: '3rd quarter' },
  T4: { fr: '4e trimestre', en: '4th quarter' },
  last: { fr: 'Année précédente', en: 'Year before' },
}
