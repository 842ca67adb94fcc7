import type { Amendment } from '@prisma/client'
import { type Context, system } from '../../access/actor.ts'
import { asDay, schoolDay } from '../../kit/calendar.ts'
import { difference, record } from '../../kit/event.ts'
import { dateOfDay, now } from '../../platform/clock.ts'
import { prisma, type Tx, transaction } from '../../platform/db.ts'
import { newValues } from './amendment-values.ts'
import { follow } from './follow.ts'

/** A tutor changes and an internship ends on the day the amendment says; dates, hours and pay are in force once signed. */
export const ON_THEIR_DAY = new Set(['tutor', 'termination'])

/** Writes a signed amendment into the placement, which carries the values in force; the agreement keeps what was signed. */
export async function applyAmendment(tx: Tx, ctx: Context, amendment: Amendment): Promise<{ appliedAt?: Date }> {
  const { kind, effectiveOn } = amendment
  const today = schoolDay(ctx.now)
  if (ON_THEIR_DAY.has(kind) && effectiveOn && asDay(effectiveOn) > today) return {}
  const { placementId } = await tx.agreement.findUniqueOrThrow({ where: { id: amendment.agreementId } })
  const placement = await tx.placement.findUniqueOrThrow({ where: { id: placementId } })
  const data = newValues(amendment, placement)
  if (Object.keys(data).length > 0) {
    await tx.placement.update({ where: { id: placementId }, data: { ...data, version: { increment: 1 } } })
    const change = { ...difference(placement, data), reason: `Avenant n° ${amendment.number ?? ''} signé` }
    await record(tx, ctx, { noun: 'Placement', recordId: placementId, verb: 'amend', role: 'system', ...change })
  }
  if (kind === 'interruption') await interrupt(tx, ctx, amendment, placementId)
  const live = placement.status === 'ongoing' || placement.status === 'suspended'
  if (kind === 'termination' && effectiveOn && live) {
    const input = { initiative: amendment.breachInitiative ?? 'school', on: asDay(effectiveOn) }
    await follow({ tx, ctx }, `Avenant de rupture n° ${amendment.number ?? ''} signé`)(
      'Placement',
      'breakOff',
      placementId,
      input,
    )
    await follow({ tx, ctx }, `Avenant de rupture n° ${amendment.number ?? ''} signé`)(
      'Agreement',
      'breakOff',
      amendment.agreementId,
    )
  }
  return { appliedAt: ctx.now }
}

async function interrupt(tx: Tx, ctx: Context, amendment: Amendment, placementId: string): Promise<void> {
  const { interruptedFrom: startsOn, interruptedUntil: endsOn, interruptionKind, reason, id } = amendment
  if (!startsOn || !endsOn) return
  const kind = interruptionKind ?? ('agreed' as const)
  await tx.interruption.create({
    data: { placementId, amendmentId: id, kind, startsOn, endsOn, reason, createdAt: ctx.now },
  })
}

/** What was signed for a day that has come: a new tutor, an early end. */
export async function applyDueAmendments(): Promise<void> {
  const due = await prisma().amendment.findMany({
    where: { status: 'signed', appliedAt: null, effectiveOn: { lte: dateOfDay(schoolDay(now())) } },
    orderBy: { id: 'asc' },
  })
  for (const { id } of due)
    await transaction(async (tx) => {
      await tx.$queryRawUnsafe('SELECT id FROM "Amendment" WHERE id = $1::uuid FOR UPDATE', id)
      const amendment = await tx.amendment.findUniqueOrThrow({ where: { id } })
      if (amendment.appliedAt) return
      const applied = await applyAmendment(tx, system('L’avenant prend effet'), amendment)
      await tx.amendment.update({ where: { id }, data: { ...applied, version: { increment: 1 } } })
    })
}
