import type { Agreement, Amendment } from '@prisma/client'
import { z } from 'zod'
import type { Context } from '../../access/actor.ts'
import { stateLabelOf } from '../../kit/enum-label.ts'
import { record } from '../../kit/event.ts'
import type { Tx } from '../../platform/db.ts'
import { refuse } from '../../platform/errors.ts'
import { LIVE_AMENDMENT } from './amendment-states.ts'

const KINDS = ['schedule', 'interruption', 'termination', 'tutor', 'pay', 'other'] as const

export const amendInput = z.object({
  kind: z.enum(KINDS).meta({
    ...{ fr: 'Objet de l’avenant', en: 'Kind of amendment', kind: 'choice' },
    choices: KINDS.map((value) => ({ value, label: stateLabelOf('AmendmentKind', value) })),
  }),
})

/** A draft on the values in force, which the placement carries; one at a time, so that each starts from the last. */
export async function createAmendment(tx: Tx, ctx: Context, agreement: Agreement, kind: Amendment['kind']) {
  const earlier = await tx.amendment.findMany({ where: { agreementId: agreement.id }, orderBy: { number: 'desc' } })
  if (earlier.some((one) => LIVE_AMENDMENT.includes(one.status))) throw ONE_AT_A_TIME
  const placement = await tx.placement.findUniqueOrThrow({ where: { id: agreement.placementId } })
  const { startsOn, endsOn, weeklyHours, weeklyDays, pay, contactId, schoolTutorId } = placement
  const inForce = {
    ...(kind === 'schedule' && { startsOn, endsOn, weeklyHours, weeklyDays }),
    ...(kind === 'pay' && { pay }),
    ...(kind === 'tutor' && { contactId, schoolTutorId }),
  }
  const number = (earlier[0]?.number ?? 0) + 1
  const data = { agreementId: agreement.id, kind, number, ...inForce, createdAt: ctx.now }
  const { id } = await tx.amendment.create({ data })
  const role = ctx.actor.kind === 'person' ? (ctx.actor.roles[0]?.role ?? 'system') : 'system'
  await record(tx, ctx, { noun: 'Amendment', recordId: id, verb: 'create', role, after: { kind, number } })
  return id
}

const ONE_AT_A_TIME = refuse.conflict('amendment_under_way', {
  fr: 'Un avenant à cette convention est déjà en cours : menez-le à sa signature, ou annulez-le, avant d’en ouvrir un autre.',
  en: 'An amendment to this agreement is already under way: have it signed, or cancel it, before opening another.',
})
