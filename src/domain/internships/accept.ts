import type { Candidature } from '@prisma/client'
import type { Context } from '../../access/actor.ts'
import { record } from '../../kit/event.ts'
import type { Outcome } from '../../kit/flow.ts'
import type { Tx } from '../../platform/db.ts'
import { LIVE } from './candidature-states.ts'
import { follow } from './follow.ts'
import { placementFrom } from './placement-from-offer.ts'

type Place = { tx: Tx; ctx: Context }

/** Accepting one proposal frees the others in the same breath, and the seat it held becomes the placement’s. */
export async function acceptProposal(place: Place, candidature: Candidature): Promise<Outcome<'Candidature'>> {
  for (const id of await siblings(place.tx, candidature))
    await follow(place, 'L’étudiant a accepté une autre proposition')('Candidature', 'withdrawAuto', id)
  const placementId = await createPlacement(place, candidature)
  return {
    data: { seatHeld: false, proposalExpiresAt: null, decidedAt: place.ctx.now },
    redirect: { model: 'Placement', id: placementId },
  }
}

async function siblings(tx: Tx, { id, studentId, campaignId }: Candidature): Promise<string[]> {
  const others = await tx.candidature.findMany({
    where: { studentId, campaignId, id: { not: id }, status: { in: [...LIVE] } },
    select: { id: true },
    orderBy: { id: 'asc' },
  })
  return others.map((one) => one.id)
}

async function createPlacement({ tx, ctx }: Place, candidature: Candidature): Promise<string> {
  const offer = await tx.offer.findUniqueOrThrow({ where: { id: candidature.offerId }, include: { campaign: true } })
  const data = {
    ...placementFrom(offer),
    studentId: candidature.studentId,
    candidatureId: candidature.id,
    seatHeld: true,
  }
  const { id } = await tx.placement.create({ data: { ...data, createdAt: ctx.now } })
  await record(tx, ctx, { noun: 'Placement', recordId: id, verb: 'create', role: 'student', after: data })
  return id
}
