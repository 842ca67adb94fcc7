import { system } from '../../../access/actor.ts'
import { perform } from '../../../kit/command.ts'
import { record } from '../../../kit/event.ts'
import { prisma, type Tx, transaction } from '../../../platform/db.ts'
import { LIVE } from '../candidature-states.ts'
import { follow } from '../follow.ts'
import { placementFrom } from '../placement-from-offer.ts'
import { FULL, takeSeat } from '../seat.ts'

/**
 * Turns a published draw into placements, student by student, each in its own transaction: a worker that dies goes on
 * where it stopped, and a seat lost in between costs one student theirs, not everybody. Safe to run twice.
 */
export async function publishRun(runId: string): Promise<void> {
  const run = await prisma().allocationRun.findUnique({ where: { id: runId } })
  if (run?.status !== 'publishing') return
  const waiting = await prisma().allocationResult.findMany({
    where: { runId, offerId: { not: null }, placementId: null },
    orderBy: { order: 'asc' },
    select: { id: true },
  })
  for (const { id } of waiting) await place(id)
  await perform(system('Toutes les affectations du tirage sont créées'), 'AllocationRun', 'finish', runId)
}

async function place(resultId: string): Promise<void> {
  const ctx = system('Affectation publiée')
  try {
    await transaction(async (tx) => {
      const [locked] = await tx.$queryRaw<{ id: string }[]>`
        SELECT id FROM "AllocationResult" WHERE id = ${resultId}::uuid AND "placementId" IS NULL FOR UPDATE`
      const result = locked ? await tx.allocationResult.findUnique({ where: { id: resultId } }) : null
      if (!result?.offerId) return
      const { offerId, studentId } = result
      await refusePlaced(tx, result)
      await takeSeat({ tx, ctx }, offerId)
      const offer = await tx.offer.findUniqueOrThrow({ where: { id: offerId }, include: { campaign: true } })
      const data = { ...placementFrom(offer), studentId, status: 'prevalidated' as const, seatHeld: true }
      const { id } = await tx.placement.create({ data: { ...data, createdAt: ctx.now } })
      await tx.allocationResult.update({ where: { id: resultId }, data: { placementId: id } })
      await record(tx, ctx, { noun: 'Placement', recordId: id, verb: 'create', role: 'system', after: data })
      const others = { studentId, campaignId: offer.campaignId, status: { in: [...LIVE] } }
      for (const sibling of await tx.candidature.findMany({ where: others, select: { id: true } }))
        await follow({ tx, ctx }, 'L’étudiant est affecté')('Candidature', 'withdrawAuto', sibling.id)
    })
  } catch (error) {
    // Anything else, a row held by somebody for instance, is tried again by the queue: it costs nobody their seat
    if (error === FULL) return lost(resultId, TAKEN)
    if (error === PLACED) return lost(resultId, PLACED_SINCE)
    throw error
  }
}

const PLACED = new Error('This student has been placed since the draw')

/** The officer may have placed a student by hand since the draw, or a company’s proposal been accepted: one seat each. */
async function refusePlaced(tx: Tx, { runId, studentId }: { runId: string; studentId: string }): Promise<void> {
  // Two publications, or a publication and an acceptance, look one after the other
  await tx.$queryRaw`SELECT id FROM "Student" WHERE id = ${studentId}::uuid FOR NO KEY UPDATE`
  const { campaignId } = await tx.allocationRun.findUniqueOrThrow({ where: { id: runId } })
  const live = { studentId, campaignId, status: { notIn: [...OVER] } }
  if ((await tx.placement.count({ where: live })) > 0) throw PLACED
}

const OVER = ['cancelled', 'broken', 'not_done'] as const
const TAKEN =
  'La place a été prise entre le tirage et sa publication : le responsable des stages cherche une place avec vous.'
const PLACED_SINCE =
  'Vous avez obtenu un stage entre le tirage et sa publication : la place du tirage revient à quelqu’un d’autre.'

/** The draw no longer holds for this student: they are told why, and the seat stays free. */
async function lost(resultId: string, why: string): Promise<void> {
  const result = await prisma().allocationResult.findUniqueOrThrow({ where: { id: resultId } })
  const explanation = `${result.explanation} ${why}`
  await prisma().allocationResult.update({ where: { id: resultId }, data: { offerId: null, rank: null, explanation } })
}
