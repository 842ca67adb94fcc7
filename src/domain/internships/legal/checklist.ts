import { shownDay } from '../../../kit/calendar.ts'
import type { Text } from '../../../platform/catalogue.ts'
import type { Tx } from '../../../platform/db.ts'
import { refuse } from '../../../platform/errors.ts'
import { overlapOf } from '../overlap.ts'
import { type Facts, factsOf, type WhatIf } from './facts.ts'
import { type Finding, same, type Verdict } from './finding.ts'
import { type Profile, profileFor, type RuleInForce } from './profile.ts'
import { JUDGES, WITH_AGREEMENT } from './rules.ts'
import { nameOf } from './waiting.ts'

export type Checklist = {
  /** `France (01/01/2026)`: the version of the rules that judged; null when the school keeps none for this host */
  profile: { id: string; name: string } | null
  /** `124 jours, 868 h, 5 mois 14 jours` */
  presence: { days: number; hours: string; shown: string } | null
  findings: Finding[]
}

export type Asked = {
  now: Date
  whatIf?: WhatIf
  /** Also what only the agreement needs */
  withAgreement?: boolean
  /** Somebody who may not know the other trainees by name: they are counted */
  nameless?: boolean
}

/** Every rule of the profile in force, judged on an internship as it stands or as it might be. */
export async function checklist(
  tx: Tx,
  placementId: string,
  { now, whatIf, withAgreement, nameless }: Asked,
): Promise<Checklist> {
  const facts = await factsOf(tx, placementId, whatIf)
  const profile = await profileFor(tx, facts, now)
  const judged: Finding[] = []
  for (const rule of profile?.rules.values() ?? []) {
    const judge = JUDGES[rule.key]
    if (!profile || !judge || (WITH_AGREEMENT.has(rule.key) && !withAgreement)) continue
    judged.push(finding(rule, await judge({ tx, facts, rule, profile, naming: !nameless })))
  }
  return {
    profile: named(profile),
    presence: shownPresence(facts),
    findings: [...judged, await policy(tx, facts, profile)],
  }
}

/** Refuses with the first sentences of what blocks; a waiver or a warning lets pass. */
export async function refuseIllegal(tx: Tx, placementId: string, asked: Asked): Promise<Checklist> {
  const list = await checklist(tx, placementId, asked)
  const blocked = list.findings.filter((one) => one.outcome === 'blocked')
  if (blocked.length === 0) return list
  const [only] = blocked
  if (only?.key === OVERLAP && only.sentence) throw refuse.conflict(OVERLAP, only.sentence)
  throw refuse.conflict('legal', {
    fr: `${blocked.map((one) => one.sentence?.fr).join(' ')} Corrigez, ou demandez une dérogation motivée.`,
    en: `${blocked.map((one) => one.sentence?.en).join(' ')} Correct it, or ask for a waiver with a reason.`,
  })
}

function finding(rule: RuleInForce, verdict: Verdict): Finding {
  const [waiver] = rule.waivers
  const { value, limit } = verdict
  const wrong = verdict.holds === false
  const outcome = wrong
    ? waiver
      ? 'waived'
      : rule.severity === 'warning'
        ? 'warning'
        : 'blocked'
    : WELL[`${verdict.holds}`]
  return {
    ...{ key: rule.key, ruleId: rule.id, label: same(rule.label), outcome, value, limit },
    sentence: verdict.holds === true ? null : verdict.sentence,
    source: rule.source,
    waivableBy: rule.waivableBy,
    ...(wrong && waiver ? { waiver: waived(waiver) } : {}),
  }
}

const WELL = { true: 'ok', unknown: 'unknown', false: 'blocked' } as const

const waived = ({ reason, until, grantedBy }: RuleInForce['waivers'][number]) => ({
  reason,
  by: grantedBy ? nameOf(grantedBy) : null,
  until: until ? shownDay(until) : null,
})

const OVERLAP = 'overlap'

/** Two internships at once are the campaign’s own decision, not the law’s: nobody waives it here, the campaign changes. */
async function policy(tx: Tx, facts: Facts, profile: Profile | null): Promise<Finding> {
  const clash = await overlapOf(tx, facts, Number(profile?.rules.get('max_weekly_hours')?.value ?? FULL_WEEK))
  return {
    ...{ key: OVERLAP, label: OVERLAPPING, source: null, waivableBy: null },
    outcome: clash ? 'blocked' : 'ok',
    value: clash ? same(clash.with) : { fr: 'aucun autre', en: 'no other' },
    limit: POLICIES[facts.campaign.overlapPolicy] ?? same('—'),
    sentence: clash?.sentence ?? null,
  }
}

const FULL_WEEK = 35
const OVERLAPPING: Text = { fr: 'Stages simultanés', en: 'Overlapping internships' }
const POLICIES: Record<string, Text> = {
  forbidden: { fr: 'interdits par la campagne', en: 'forbidden by the campaign' },
  part_time: { fr: 'autorisés à temps partiel', en: 'allowed part-time' },
  allowed: { fr: 'autorisés', en: 'allowed' },
}

const named = (profile: Profile | null) =>
  profile && { id: profile.id, name: `${profile.name} (${shownDay(profile.effectiveOn)})` }

const shownPresence = ({ presence }: Facts) =>
  presence && { days: presence.days, hours: presence.hours.toString(), shown: presence.shown }
