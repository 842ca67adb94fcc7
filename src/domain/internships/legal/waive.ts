import { type Context, hasRole } from '../../../access/actor.ts'
import { dateOfDay } from '../../../platform/clock.ts'
import type { Tx } from '../../../platform/db.ts'
import { refuse } from '../../../platform/errors.ts'
import { checklist } from './checklist.ts'

/** A waiver passes over a rule that is broken here, in the version in force, by somebody the rule allows to. */
export async function refuseUnwaivable(tx: Tx, ctx: Context, placementId: string, ruleId: string): Promise<void> {
  const { findings } = await checklist(tx, placementId, { now: ctx.now, withAgreement: true })
  const found = findings.find((one) => one.ruleId === ruleId)
  if (!found || !BROKEN.has(found.outcome)) throw refuse.invalid({ ruleId: NOT_BROKEN })
  const mayWaive = found.waivableBy !== null && (hasRole(ctx.actor, 'admin') || holds(ctx, found.waivableBy))
  if (!mayWaive) throw refuse.invalid({ ruleId: found.waivableBy === null ? NEVER : ADMIN_ONLY })
}

/** Writes the waiver, or the new reason of the one already there; what the event keeps of it. */
export async function waivedRule(
  tx: Tx,
  ctx: Context,
  placementId: string,
  { ruleId, reason, until }: { ruleId: string; reason: string; until?: string | undefined },
): Promise<Record<string, unknown>> {
  const grantedById = ctx.actor.kind === 'person' ? ctx.actor.personId : null
  const granted = { reason, grantedById, until: until ? dateOfDay(until) : null }
  const which = { ruleId_placementId: { ruleId, placementId } }
  const create = { ruleId, placementId, ...granted, createdAt: ctx.now }
  await tx.waiver.upsert({ where: which, create, update: { ...granted, version: { increment: 1 } } })
  const rule = await tx.legalRule.findUniqueOrThrow({ where: { id: ruleId } })
  return { waived: rule.label, rule: rule.key, ...(until && { until }) }
}

const BROKEN = new Set(['blocked', 'warning', 'waived'])

const holds = ({ actor }: Context, role: string): boolean =>
  actor.kind === 'person' && actor.roles.some((assignment) => assignment.role === role)

const NOT_BROKEN = {
  fr: 'Cette règle est respectée, ou ne s’applique pas ici : aucune dérogation n’est nécessaire.',
  en: 'This rule is respected, or does not apply here: no waiver is needed.',
}
const NEVER = { fr: 'On ne déroge pas à cette règle.', en: 'This rule cannot be waived.' }
const ADMIN_ONLY = {
  fr: 'Seule l’administration peut déroger à cette règle : demandez-lui.',
  en: 'Only the administration may waive this rule: ask them.',
}
