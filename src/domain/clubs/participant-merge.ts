import type { Attendance, Participant, ParticipantMerge } from '@prisma/client'
import { z } from 'zod'
import { type Context, system } from '../../access/actor.ts'
import { permitted } from '../../access/select.ts'
import { perform } from '../../kit/command.ts'
import { within } from '../../kit/table.ts'
import type { Tx } from '../../platform/db.ts'
import { refuse } from '../../platform/errors.ts'

type Place = { tx: Tx; ctx: Context }

/** What a merge did, so that it can be undone: presences that changed hands, and earlier instants lent to the one kept. */
const done = z.object({
  moved: z.array(z.uuid()),
  lent: z.array(z.object({ id: z.uuid(), validatedAt: z.iso.datetime(), receivedAt: z.iso.datetime() })),
})

/**
 * Presences go to the person kept. Where both came to one activity, both lines stay where they are: the one of the person
 * kept takes the earlier instant, the other hangs on a merged person and counts no more.
 */
export async function mergeInto(
  { tx, ctx }: Place,
  merged: Participant,
  keptId: string,
): Promise<Record<string, unknown>> {
  const kept = await keepable({ tx, ctx }, merged, keptId)
  const [theirs, own] = [await presencesOf(tx, merged.id), await presencesOf(tx, kept.id)]
  const byActivity = new Map(own.map((one) => [one.activityId, one]))
  const moving = theirs.filter((one) => !byActivity.has(one.activityId)).map(({ id }) => id)
  await tx.attendance.updateMany({ where: { id: { in: moving } }, data: { participantId: kept.id } })
  const lent = []
  for (const one of theirs) {
    const twin = byActivity.get(one.activityId)
    if (!twin || twin.receivedAt <= one.receivedAt) continue
    lent.push({ id: twin.id, validatedAt: twin.validatedAt.toISOString(), receivedAt: twin.receivedAt.toISOString() })
    const { validatedAt, receivedAt } = one
    await tx.attendance.update({ where: { id: twin.id }, data: { validatedAt, receivedAt } })
  }
  const { id } = await tx.participantMerge.create({
    data: {
      ...{ keptId, mergedId: merged.id, moved: { moved: moving, lent }, createdAt: ctx.now },
      mergedById: ctx.actor.kind === 'person' ? ctx.actor.personId : null,
    },
  })
  return { keptId, mergeId: id, presences: moving.length }
}

/** Everything goes back to where it was; presences received since stay with the person kept. */
export async function undoMerge({ tx, ctx }: Place, { keptId, mergedId, moved }: ParticipantMerge): Promise<void> {
  const was = done.parse(moved)
  await tx.attendance.updateMany({
    where: { id: { in: was.moved }, participantId: keptId },
    data: { participantId: mergedId },
  })
  for (const { id, ...instants } of was.lent) await tx.attendance.update({ where: { id }, data: instants })
  await perform({ ...ctx, actor: system('Fusion défaite').actor }, 'Participant', 'comeBack', mergedId, {}, { tx })
}

async function keepable({ tx, ctx }: Place, merged: Participant, keptId: string): Promise<Participant> {
  if (keptId === merged.id) throw refuse.invalid({ keptId: ITSELF })
  const seen = await permitted(ctx, 'Participant', 'read', [keptId], within(tx))
  const kept = seen.has(keptId) ? await tx.participant.findUnique({ where: { id: keptId } }) : null
  if (!kept || kept.status !== 'active') throw refuse.invalid({ keptId: GONE })
  return kept
}

const presencesOf = (tx: Tx, participantId: string): Promise<Attendance[]> =>
  tx.attendance.findMany({ where: { participantId }, orderBy: { id: 'asc' } })

const ITSELF = { fr: 'Choisissez une autre fiche que celle-ci.', en: 'Choose another record than this one.' }
const GONE = {
  fr: 'Cette fiche n’est pas ouverte, ou a déjà été fusionnée.',
  en: 'This record is not open, or was merged already.',
}
