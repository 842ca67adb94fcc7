import type { Placement } from '@prisma/client'
import { Decimal } from 'decimal.js'
import { asDay, shownDay } from '../../kit/calendar.ts'
import { overlap, type Period } from '../../kit/period.ts'
import type { Text } from '../../platform/catalogue.ts'
import type { Tx } from '../../platform/db.ts'
import { HOLDING, periodOf } from './legal/facts.ts'

export type Clash = { with: string; sentence: Text }

type Asked = Pick<Placement, 'id' | 'studentId' | 'startsOn' | 'endsOn' | 'brokenOn' | 'weeklyHours'> & {
  campaign: { overlapPolicy: string }
}

/**
 * Two internships at once, on the days really spent there: the campaign says whether that is forbidden, allowed
 * part-time (`fullWeek`: hours a week that both may reach together), or allowed.
 */
export async function overlapOf(tx: Tx, placement: Asked, fullWeek: number): Promise<Clash | null> {
  const period = periodOf(placement)
  const policy = placement.campaign.overlapPolicy
  if (!period || policy === 'allowed') return null
  const others = await tx.placement.findMany({
    where: { studentId: placement.studentId, id: { not: placement.id }, status: { in: [...HOLDING] } },
    include: { company: { select: { name: true } }, interruptions: true },
  })
  for (const other of others) {
    const stay = periodOf(other)
    if (!stay || !overlap(period, stay) || isAway(other.interruptions, period, stay)) continue
    const hours = new Decimal(String(placement.weeklyHours ?? 0)).plus(String(other.weeklyHours ?? 0))
    if (policy === 'part_time' && hours.lte(fullWeek)) continue
    return { with: other.company.name, sentence: sentence(other.company.name, stay) }
  }
  return null
}

/** Days that both would share, but which the other one’s interruption had freed. */
function isAway(interruptions: Period[], one: Period, other: Period): boolean {
  const from = [asDay(one.startsOn), asDay(other.startsOn)].sort()[1] ?? ''
  const to = [asDay(one.endsOn), asDay(other.endsOn)].sort()[0] ?? ''
  return interruptions.some((off) => asDay(off.startsOn) <= from && to <= asDay(off.endsOn))
}

const sentence = (company: string, stay: Period): Text => {
  const dates = `${shownDay(stay.startsOn)} – ${shownDay(stay.endsOn)}`
  return {
    fr: `Ces dates se chevauchent avec le stage chez « ${company} » (${dates}). Changez les dates ou annulez l’autre affectation.`,
    en: `These dates overlap the internship at “${company}” (${dates}). Change the dates or cancel the other placement.`,
  }
}
