import type { Tx } from '../../../platform/db.ts'
import { capHours, capMonths } from './duration.ts'
import type { Facts } from './facts.ts'
import type { Verdict } from './finding.ts'
import { companyTutorLoad, hostQuota, schoolTutorLoad } from './load.ts'
import { minimumPay } from './pay.ts'
import type { Profile, RuleInForce } from './profile.ts'
import { accepted, teachingHours, weeklyHours } from './setting.ts'
import { waitingPeriod } from './waiting.ts'

/** `naming`: whether the others concerned may be named to whoever reads; else they are only counted. */
export type Case = { tx: Tx; facts: Facts; rule: RuleInForce; profile: Profile; naming: boolean }
export type Judge = (asked: Case) => Promise<Verdict> | Verdict

/**
 * How each key of a profile is judged; the values themselves are data (prisma/seeds/legal.ts, then the school’s own).
 * A key that is not here is a value another rule reads, or a line of the paper: it is not judged.
 */
export const JUDGES: Record<string, Judge> = {
  max_hours: capHours,
  max_months: capMonths,
  max_weekly_hours: weeklyHours,
  min_hourly_pay: minimumPay,
  quota_ratio: hostQuota,
  company_tutor_max: companyTutorLoad,
  school_tutor_max: schoolTutorLoad,
  waiting_ratio: waitingPeriod,
  teaching_hours_min: teachingHours,
  insurance: accepted('liability'),
  social_security: accepted('social_security'),
  inspection_copies: accepted('country_annex'),
}

/** What is only wanted once there is an agreement: a document that goes with it. */
export const WITH_AGREEMENT = new Set(['insurance', 'social_security', 'inspection_copies'])
