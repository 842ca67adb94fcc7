import type { Agreement, Placement } from '@prisma/client'
import { Decimal } from 'decimal.js'
import { asDay, type Holidays } from '../../../kit/calendar.ts'
import { isReversed, type Period } from '../../../kit/period.ts'
import { dateOfDay } from '../../../platform/clock.ts'
import type { Tx } from '../../../platform/db.ts'
import { type Exceptions, type Grid, type Presence, plannedPresence } from '../presence.ts'
import { holidaysIn } from '../proposal.ts'

/** What the rules look at: the internship as it stands, or as somebody asks what it would be. */
export type Facts = Placement & {
  student: { cohort: { programme: { teachingHours: number | null } } }
  company: { id: string; name: string; country: string; headcount: number | null }
  campaign: { academicYear: string; overlapPolicy: string; legalProfileId: string | null }
  offer: { title: string } | null
  presence: Presence | null
  holidays: Holidays
}

/** “What if”: dates, hours, pay or tutors other than those on file. */
export type WhatIf = Partial<
  Pick<
    Placement,
    | 'startsOn'
    | 'endsOn'
    | 'weeklyHours'
    | 'weeklyDays'
    | 'pay'
    | 'payUnit'
    | 'currency'
    | 'contactId'
    | 'schoolTutorId'
    | 'brokenOn'
  >
> & {
  /** Interruptions to come, beside those on file */
  without?: Period[]
}

/** What an agreement promises, where it differs from the placement it was drawn from. */
export const termsOf = ({ startsOn, endsOn, weeklyHours, pay, payUnit, currency }: Agreement): WhatIf => ({
  startsOn,
  endsOn,
  weeklyHours,
  pay,
  payUnit,
  currency,
})

export async function factsOf(tx: Tx, placementId: string, { without = [], ...whatIf }: WhatIf = {}): Promise<Facts> {
  const {
    presence: grid,
    interruptions,
    ...placement
  } = await tx.placement.findUniqueOrThrow({
    where: { id: placementId },
    include: {
      student: { include: { cohort: { include: { programme: true } } } },
      company: true,
      campaign: true,
      offer: true,
      presence: true,
      interruptions: true,
    },
  })
  const asked = { ...placement, ...whatIf }
  const holidays = await holidaysIn(tx, placement.company.country)
  const exceptions = { grid: grid.map(gridOf), without: [...interruptions, ...without] }
  return { ...asked, holidays, presence: presenceOf(asked, holidays, exceptions) }
}

/** Hours of real presence of a stay, until its true end; null while its dates or hours are not known. */
export function presenceOf(stay: Stay, holidays: Holidays, exceptions: Exceptions = {}): Presence | null {
  const period = periodOf(stay)
  if (!period || !stay.weeklyHours) return null
  const rhythm = { weeklyHours: stay.weeklyHours.toString(), weeklyDays: Number(stay.weeklyDays ?? USUAL_DAYS) }
  return plannedPresence(period, rhythm, holidays, exceptions)
}

type Stay = Pick<Placement, 'startsOn' | 'endsOn' | 'brokenOn' | 'weeklyHours' | 'weeklyDays'>

/** From the first day to the last one really spent there: a breach ends it early. */
export function periodOf({
  startsOn,
  endsOn,
  brokenOn,
}: Pick<Stay, 'startsOn' | 'endsOn' | 'brokenOn'>): Period | null {
  if (!startsOn || !endsOn) return null
  const period = { startsOn, endsOn: brokenOn ?? endsOn }
  return isReversed(period) ? null : period
}

const USUAL_DAYS = 5

type Week = { monday: unknown; tuesday: unknown; wednesday: unknown; thursday: unknown; friday: unknown } & {
  saturday: unknown
  sunday: unknown
}

export const gridOf = (week: Period & Week): Grid => ({
  startsOn: asDay(week.startsOn),
  endsOn: asDay(week.endsOn),
  hours: WEEK.map((name) => new Decimal(String(week[name]))),
})

const WEEK = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'] as const

/** What was confirmed and not undone: it counts against every limit. What is only proposed does not yet. */
export const HOLDING = ['confirmed', 'ready', 'ongoing', 'suspended', 'finished', 'closed', 'broken'] as const

/** The other stays that share at least a day with this period. */
export const around = ({ startsOn, endsOn }: Period) => ({
  startsOn: { lte: dateOfDay(asDay(endsOn)) },
  endsOn: { gte: dateOfDay(asDay(startsOn)) },
})
