import { Decimal } from 'decimal.js'
import { DateTime } from 'luxon'
import { asDay, type Day, schoolDay, shownDay } from '../../kit/calendar.ts'
import { defineCheck } from '../../kit/check.ts'
import type { Text } from '../../platform/catalogue.ts'
import { dateOfDay } from '../../platform/clock.ts'
import { Prisma, type Tx } from '../../platform/db.ts'
import { periodOf } from './legal/facts.ts'
import { profileFor } from './legal/profile.ts'

/** A day of the logbook as somebody wants to write it. */
export type Written = { placementId: string; day: Date; hours: Decimal.Value; isAbsent: boolean }

const MOST_A_DAY = 10
// Where the school keeps no rule for the host’s country
const USUAL_WEEK = 44
const LIVED = ['ongoing', 'suspended', 'finished', 'broken', 'closed']

defineCheck('LogbookEntry', async ({ tx, ctx, after }) => {
  if (!after) return {}
  const [placementId, day] = [String(after.placementId), after.day]
  if (!(day instanceof Date)) return {}
  return problemsOf(tx, { placementId, day, hours: String(after.hours), isAbsent: after.isAbsent === true }, ctx.now)
})

/** What forbids this line, by column; the week is counted with its other days. */
export async function problemsOf(tx: Tx, entry: Written, now: Date): Promise<Record<string, Text>> {
  // Two tabs must not both write the last hours that a week allows
  await tx.$queryRaw(Prisma.sql`SELECT id FROM "Placement" WHERE id = ${entry.placementId}::uuid FOR UPDATE`)
  const day = asDay(entry.day)
  const closed = await closedDay(tx, entry.placementId, day, now)
  if (closed) return { day: closed }
  const hours = new Decimal(entry.hours)
  if (entry.isAbsent) return hours.isZero() ? {} : { hours: ABSENT }
  if (hours.lte(0)) return { hours: NO_HOURS }
  if (hours.gt(MOST_A_DAY)) return { hours: TOO_LONG }
  const cap = await weeklyCap(tx, entry.placementId, now)
  const others = await tx.logbookEntry.aggregate({
    where: { placementId: entry.placementId, day: weekAround(day), NOT: { day: entry.day } },
    _sum: { hours: true },
  })
  const total = hours.plus(String(others._sum.hours ?? 0))
  return total.gt(cap) ? { hours: overWeek(total, cap) } : {}
}

/** Why nothing may be written on this day; null when it is a day of the internship, already come. */
export async function closedDay(tx: Tx, placementId: string, day: Day, now: Date): Promise<Text | null> {
  const placement = await tx.placement.findUniqueOrThrow({
    where: { id: placementId },
    include: { interruptions: true },
  })
  if (day > schoolDay(now)) return FUTURE
  if (!LIVED.includes(placement.status)) return NOT_STARTED
  const period = periodOf(placement)
  if (placement.brokenOn && day > asDay(placement.brokenOn)) return brokenOff(placement.brokenOn)
  if (!period || day < asDay(period.startsOn) || day > asDay(period.endsOn)) return outside(period)
  const away = placement.interruptions.find((off) => asDay(off.startsOn) <= day && day <= asDay(off.endsOn))
  return away ? interrupted(away) : null
}

export async function weeklyCap(tx: Tx, placementId: string, now: Date): Promise<number> {
  const placement = await tx.placement.findUniqueOrThrow({
    where: { id: placementId },
    select: { id: true, startsOn: true, campaign: true, company: { select: { country: true } } },
  })
  const profile = await profileFor(tx, placement, now)
  return Number(profile?.rules.get('max_weekly_hours')?.value ?? USUAL_WEEK)
}

/** Monday of the week of a day. */
export const mondayOf = (day: Day): Day => DateTime.fromISO(day, { zone: 'utc' }).startOf('week').toISODate() ?? day

/** The seven days of a week, as a column is asked for them. */
export function weekAround(day: Day): { gte: Date; lte: Date } {
  const monday = DateTime.fromISO(mondayOf(day), { zone: 'utc' })
  return { gte: monday.toJSDate(), lte: dateOfDay(monday.plus({ days: 6 }).toISODate() ?? day) }
}

const FUTURE: Text = {
  fr: 'Ce jour n’est pas encore arrivé : remplissez-le le moment venu.',
  en: 'This day has not come yet: fill it in when it does.',
}
const NOT_STARTED: Text = {
  fr: 'Le stage n’est pas en cours : le journal s’ouvre avec lui.',
  en: 'The internship is not under way: the logbook opens with it.',
}
const NO_HOURS: Text = {
  fr: 'Indiquez les heures de ce jour, ou cochez « Absent ».',
  en: 'Give the hours of that day, or tick “Absent”.',
}
const ABSENT: Text = {
  fr: 'Un jour d’absence ne compte aucune heure : mettez 0.',
  en: 'A day of absence counts no hour: put 0.',
}
const TOO_LONG: Text = {
  fr: `Une journée ne dépasse pas ${MOST_A_DAY} h : corrigez les heures.`,
  en: `A day does not go over ${MOST_A_DAY} h: correct the hours.`,
}
const french = (hours: Decimal): string => hours.toString().replace('.', ',')
const overWeek = (total: Decimal, cap: number): Text => ({
  fr: `Avec ce jour la semaine compterait ${french(total)} h, pour ${cap} h au plus : corrigez les heures.`,
  en: `With this day the week would count ${total} h, ${cap} h at most: correct the hours.`,
})
const brokenOff = (on: Date): Text => ({
  fr: `Le stage est rompu depuis le ${shownDay(on)} : rien ne s’écrit après.`,
  en: `The internship was broken off on ${shownDay(on)}: nothing is written after it.`,
})
const outside = (period: { startsOn: Date | Day; endsOn: Date | Day } | null): Text =>
  period
    ? {
        fr: `Ce jour est hors du stage (${shownDay(period.startsOn)} – ${shownDay(period.endsOn)}).`,
        en: `This day is outside the internship (${shownDay(period.startsOn)} – ${shownDay(period.endsOn)}).`,
      }
    : { fr: 'Les dates du stage ne sont pas connues.', en: 'The dates of the internship are not known.' }
const interrupted = ({ startsOn, endsOn }: { startsOn: Date; endsOn: Date }): Text => ({
  fr: `Le stage est interrompu du ${shownDay(startsOn)} au ${shownDay(endsOn)} : ce jour ne se remplit pas.`,
  en: `The internship is interrupted from ${shownDay(startsOn)} to ${shownDay(endsOn)}: this day is not filled in.`,
})
