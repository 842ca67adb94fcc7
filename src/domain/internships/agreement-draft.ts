import type { Agreement, Placement } from '@prisma/client'
import { record } from '../../kit/event.ts'
import { Prisma, type Tx } from '../../platform/db.ts'
import { refuse } from '../../platform/errors.ts'
import { usualClauses } from './agreement-clauses.ts'
import { snapshotOf } from './agreement-snapshot.ts'
import type { follow } from './follow.ts'
import { factsOf } from './legal/facts.ts'

type Place = Parameters<typeof follow>[0]

/**
 * A first version of the agreement, filled with what the placement says and the school’s usual clauses. After a
 * refusal the words of the refused one are kept: nobody types twice.
 */
export async function createAgreement({ tx, ctx }: Place, placement: Placement): Promise<string> {
  const earlier = await tx.agreement.findMany({ where: { placementId: placement.id }, orderBy: { id: 'desc' } })
  if (earlier.some((one) => !DEAD.has(one.status))) throw ALREADY_DRAFTED
  const content = await contentOf(tx, placement, earlier[0] ?? null)
  const agreement = await tx.agreement.create({ data: { placementId: placement.id, ...content, createdAt: ctx.now } })
  const snapshot = await snapshotOf(tx, agreement)
  await tx.agreementVersion.create({ data: { agreementId: agreement.id, number: 1, snapshot } })
  const role = ctx.actor.kind === 'system' ? 'system' : (ctx.actor.roles[0]?.role ?? 'system')
  await record(tx, ctx, { noun: 'Agreement', recordId: agreement.id, verb: 'create', role, after: content })
  return agreement.id
}

const DEAD = new Set(['refused', 'cancelled', 'lapsed', 'broken', 'archived'])

async function contentOf(tx: Tx, placement: Placement, earlier: Agreement | null) {
  const offer = placement.offerId ? await tx.offer.findUnique({ where: { id: placement.offerId } }) : null
  const words = earlier
    ? Object.fromEntries(WORDS.map((name) => [name, earlier[name]]))
    : { ...usualClauses, subject: placement.subject, activities: offer?.description, skills: offer?.skills }
  const { startsOn, endsOn, weeklyHours, pay, payUnit, currency } = placement
  const { presence } = await factsOf(tx, placement.id)
  return {
    ...words,
    startsOn,
    endsOn,
    weeklyHours,
    pay,
    payUnit,
    currency,
    totalHours: presence ? new Prisma.Decimal(presence.hours.toString()) : null,
  }
}

const WORDS = [
  'subject',
  'activities',
  'skills',
  ...(Object.keys(usualClauses) as (keyof typeof usualClauses)[]),
] as const

const ALREADY_DRAFTED = refuse.conflict('agreement_exists', {
  fr: 'Une convention est déjà en cours pour cette affectation : ouvrez-la dans l’onglet Conventions.',
  en: 'An agreement is already under way for this placement: open it in the Agreements tab.',
})
