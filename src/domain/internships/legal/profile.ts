import type { LegalRule, Waiver } from '@prisma/client'
import { asDay, schoolDay } from '../../../kit/calendar.ts'
import { dateOfDay } from '../../../platform/clock.ts'
import type { Tx } from '../../../platform/db.ts'
import type { Facts } from './facts.ts'

/** The rules in force for an internship, by key, with the waivers granted to it. */
export type Profile = {
  id: string
  name: string
  effectiveOn: string
  currency: string
  rules: Map<string, RuleInForce>
}
export type RuleInForce = LegalRule & {
  waivers: (Waiver & { grantedBy: { firstName: string; lastName: string } | null })[]
}

/** What decides which rules hold: much less than what they judge. */
type Concerned = Pick<Facts, 'id' | 'startsOn'> & {
  campaign: Pick<Facts['campaign'], 'legalProfileId'>
  company: Pick<Facts['company'], 'country'>
}

/**
 * The campaign’s profile, or that of the host’s country when the school keeps one; in its version of the day the
 * internship starts, since values change by decree and an old internship keeps the old ones.
 */
export async function profileFor(tx: Tx, facts: Concerned, now: Date): Promise<Profile | null> {
  const on = facts.startsOn ?? dateOfDay(schoolDay(now))
  const usual = facts.campaign.legalProfileId
    ? await tx.legalProfile.findUnique({ where: { id: facts.campaign.legalProfileId } })
    : null
  const host =
    usual?.country === facts.company.country ? null : await inForce(tx, { country: facts.company.country }, on)
  const chosen = host ?? (usual ? ((await inForce(tx, { code: usual.code }, on)) ?? usual) : null)
  if (!chosen) return null
  const rules = await tx.legalRule.findMany({
    where: { profileId: chosen.id, severity: { not: 'off' } },
    include: {
      waivers: {
        where: { placementId: facts.id, OR: [{ until: null }, { until: { gte: dateOfDay(schoolDay(now)) } }] },
        include: { grantedBy: { select: { firstName: true, lastName: true } } },
      },
    },
    orderBy: { id: 'asc' },
  })
  const { id, name, effectiveOn, currency } = chosen
  return { id, name, effectiveOn: asDay(effectiveOn), currency, rules: new Map(rules.map((rule) => [rule.key, rule])) }
}

const inForce = (tx: Tx, which: { country: string } | { code: string }, on: Date) =>
  tx.legalProfile.findFirst({ where: { ...which, effectiveOn: { lte: on } }, orderBy: { effectiveOn: 'desc' } })
