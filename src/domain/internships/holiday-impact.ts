import type { Event } from '@prisma/client'
import { Decimal } from 'decimal.js'
import { asDay, type Day, type Holidays, schoolDay, shownDay } from '../../kit/calendar.ts'
import { dateOfDay, later, now } from '../../platform/clock.ts'
import type { Tx } from '../../platform/db.ts'
import { raiseAlert } from './alert.ts'
import { gridOf, presenceOf } from './legal/facts.ts'
import { profileFor } from './legal/profile.ts'
import { countPlannedHours } from './logbook-hours.ts'
import { DAYS_A_MONTH, HOURS_A_DAY } from './presence.ts'
import { holidaysIn } from './proposal.ts'

/** A feast decreed late: the days that stop being off, and those that become so. */
export type Move = { country: string; freed: Day[]; taken: Day[] }

/** What a moved day changes for an internship under way or to come; its signed papers stay as they are. */
export type Affected = {
  placementId: string
  departmentId: string
  isSigned: boolean
  old: string
  new: string
  /** The last day within the legal length, when there is one; null when the end comes first either way */
  capOld: Day | null
  capNew: Day | null
}

/** Tried on the calendar as it stands: nothing is written. */
export async function impactOf(tx: Tx, { country, freed, taken }: Move): Promise<Affected[]> {
  const before = await holidaysIn(tx, country)
  const after = new Set([...before].filter((day) => !freed.includes(day)))
  for (const day of taken) after.add(day)
  return between(tx, country, { before, after }, MOST_CAPS)
}

/** Past this number nobody reads the list to its end; the hours are still counted. */
const MOST_CAPS = 100

type Calendars = { before: Holidays; after: Holidays }

async function between(tx: Tx, country: string, { before, after }: Calendars, caps = 0): Promise<Affected[]> {
  const moved = [...before, ...after].filter((day) => before.has(day) !== after.has(day)).sort()
  const [first, last] = [moved[0], moved.at(-1)]
  if (!first || !last) return []
  const placements = await tx.placement.findMany({
    where: {
      ...{ status: { in: [...UNDER_WAY] }, company: { country } },
      ...{ startsOn: { lte: dateOfDay(last) }, endsOn: { gte: dateOfDay(first < today() ? today() : first) } },
    },
    include: { ...PARTS, agreements: { where: { status: 'signed' }, select: { id: true } } },
    orderBy: { id: 'asc' },
  })
  const affected: Affected[] = []
  for (const placement of placements) {
    const exceptions = { grid: placement.presence.map(gridOf), without: placement.interruptions }
    const hours = (holidays: Holidays) => presenceOf(placement, holidays, exceptions)?.hours
    const [old, next] = [hours(before), hours(after)]
    if (!old || !next || old.eq(next)) continue
    const most = affected.length < caps ? await mostHours(tx, placement) : null
    const cap = (holidays: Holidays) =>
      most &&
      lastDayWithin(most, placement, (endsOn) => presenceOf({ ...placement, endsOn }, holidays, exceptions)?.hours)
    affected.push({
      ...{
        placementId: placement.id,
        departmentId: placement.campaign.departmentId,
        isSigned: placement.agreements.length > 0,
      },
      ...{ old: old.toFixed(2), new: next.toFixed(2), capOld: cap(before) ?? null, capNew: cap(after) ?? null },
    })
  }
  return affected
}

const UNDER_WAY = ['proposed', 'prevalidated', 'confirmed', 'ready', 'ongoing', 'suspended'] as const
const PARTS = { company: true, campaign: true, presence: true, interruptions: true } as const

const today = (): Day => schoolDay(now())

/** The legal length at one host, in hours; null where the school keeps no such rule. */
async function mostHours(tx: Tx, placement: Parameters<typeof profileFor>[1]): Promise<Decimal | null> {
  const rules = (await profileFor(tx, placement, now()))?.rules
  const [hours, months] = [rules?.get('max_hours'), rules?.get('max_months')]
  if (hours) return new Decimal(hours.value)
  return months ? new Decimal(months.value).mul(DAYS_A_MONTH).mul(HOURS_A_DAY) : null
}

/** Somebody full-time passes any legal length in a year; a few hours a week take longer. */
const furthest = (weeklyHours: unknown): number => (Number(weeklyHours ?? 35) >= 20 ? 400 : 900)

/** By halves: the hours only grow with the last day. */
function lastDayWithin(
  most: Decimal,
  { startsOn, weeklyHours }: { startsOn: Date | null; weeklyHours: unknown },
  upTo: (endsOn: Date) => Decimal | undefined,
): Day | null {
  if (!startsOn) return null
  let [low, high] = [0, furthest(weeklyHours)]
  const fits = (days: number) => upTo(later(startsOn, { days }))?.lte(most) ?? false
  if (fits(high)) return null
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2)
    if (fits(middle)) low = middle
    else high = middle
  }
  return asDay(later(startsOn, { days: low }))
}

/** Once a day of a calendar has changed: planned hours follow, and each department concerned is told, once. */
export async function followHoliday(tx: Tx, event: Event): Promise<void> {
  const { country, freed, taken, name } = await moveOf(tx, event)
  if (!country) return
  const after = await holidaysIn(tx, country)
  const before = new Set([...after].filter((day) => !taken.includes(day)))
  for (const day of freed) before.add(day)
  const affected = await between(tx, country, { before, after })
  for (const { placementId } of affected) await countPlannedHours(tx, placementId)
  for (const [departmentId, own] of Map.groupBy(affected, (one) => one.departmentId)) {
    const signed = own.filter(({ isSigned }) => isSigned).length
    await raiseAlert(tx, {
      ...{ key: `holiday:${event.id}:${departmentId}`, severity: 'info', departmentId },
      ...{ noun: 'Holiday', recordId: event.recordId },
      title: `${name} : ${own.length} ${own.length > 1 ? 'stages changent' : 'stage change'} d’heures prévues`,
      advice: `${said(freed, taken)} Les heures prévues sont recalculées.${signed > 0 ? ` ${signed} convention${signed > 1 ? 's signées restent telles quelles' : ' signée reste telle quelle'} : un avenant n’est utile que si la date de fin doit changer.` : ''}`,
    })
  }
}

function said(freed: Day[], taken: Day[]): string {
  const off = taken.map(shownDay).join(', ')
  const on = freed.map(shownDay).join(', ')
  if (off && on) return `Le jour férié passe du ${on} au ${off}.`
  return off ? `Le ${off} devient férié.` : `Le ${on} n’est plus férié.`
}

type Told = { country: string | null; freed: Day[]; taken: Day[]; name: string }

async function moveOf(tx: Tx, { recordId, before, after, verb }: Event): Promise<Told> {
  const row = await tx.holiday.findUnique({ where: { id: recordId }, include: { calendar: true } })
  const [old, next] = [dayIn(before), dayIn(after)]
  const isOff = row !== null && !row.isWorked
  const wasOff =
    verb === 'create' || verb === 'restore'
      ? false
      : boolOf(before, 'isWorked') === null
        ? isOff || verb === 'delete'
        : boolOf(before, 'isWorked') === false
  const here = row ? asDay(row.day) : null
  const was = wasOff ? (old ?? here) : null
  const is = isOff ? (next ?? here) : null
  const calendarId = row?.calendarId ?? textOf(before, 'calendarId')
  const calendar =
    row?.calendar ?? (calendarId ? await tx.holidayCalendar.findUnique({ where: { id: calendarId } }) : null)
  const same = was === is
  return {
    country: calendar?.country ?? null,
    freed: was && !same ? [was] : [],
    taken: is && !same ? [is] : [],
    name: row?.name ?? textOf(before, 'name') ?? 'Jour férié',
  }
}

const valueIn = (values: unknown, name: string): unknown =>
  values !== null && typeof values === 'object' && name in values ? Reflect.get(values, name) : undefined
const textOf = (values: unknown, name: string): string | null => {
  const value = valueIn(values, name)
  return typeof value === 'string' ? value : null
}
const boolOf = (values: unknown, name: string): boolean | null => {
  const value = valueIn(values, name)
  return typeof value === 'boolean' ? value : null
}
const dayIn = (values: unknown): Day | null => textOf(values, 'day')?.slice(0, 10) ?? null
