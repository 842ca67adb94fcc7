import type { Placement } from '@prisma/client'
import { Decimal } from 'decimal.js'
import { shownDay } from '../../kit/calendar.ts'
import { overlap } from '../../kit/period.ts'
import type { Tx } from '../../platform/db.ts'
import { refuse } from '../../platform/errors.ts'

/** Two internships at once: the campaign says whether that is forbidden, allowed part-time, or allowed. */
export async function refuseOverlap(tx: Tx, placement: Placement): Promise<void> {
  const { startsOn, endsOn, studentId } = placement
  if (!startsOn || !endsOn) return
  const campaign = await tx.campaign.findUniqueOrThrow({ where: { id: placement.campaignId } })
  if (campaign.overlapPolicy === 'allowed') return
  const others = await tx.placement.findMany({
    where: { studentId, id: { not: placement.id }, status: { in: [...HOLDING] } },
    include: { company: { select: { name: true } } },
  })
  const clash = others.find(
    (other) =>
      other.startsOn &&
      other.endsOn &&
      overlap({ startsOn, endsOn }, { startsOn: other.startsOn, endsOn: other.brokenOn ?? other.endsOn }),
  )
  if (!clash?.startsOn || !clash.endsOn) return
  const hours = new Decimal((placement.weeklyHours ?? 0).toString()).plus((clash.weeklyHours ?? 0).toString())
  if (campaign.overlapPolicy === 'part_time' && hours.lte(FULL_WEEK)) return
  throw refuse.conflict('overlap', {
    fr: `Ces dates se chevauchent avec le stage chez « ${clash.company.name} » (${shownDay(clash.startsOn)} – ${shownDay(clash.endsOn)}). Changez les dates ou annulez l’autre affectation.`,
    en: `These dates overlap the internship at “${clash.company.name}” (${shownDay(clash.startsOn)} – ${shownDay(clash.endsOn)}). Change the dates or cancel the other placement.`,
  })
}

// What is only proposed does not block yet; what was refused or cancelled never does
const HOLDING = ['confirmed', 'ready', 'ongoing', 'suspended', 'finished', 'broken'] as const
const FULL_WEEK = 35
