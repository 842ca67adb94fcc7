import type { Context } from '../../access/actor.ts'
import { groupCount } from '../../access/group.ts'
import { list } from '../../access/select.ts'
import { dateOfDay } from '../../platform/clock.ts'

/** Somebody or some house that can take nobody more, and how many they have. */
export type Crowded = { id: string; name: string; n: number; most: number }

const HELD = { status: { in: ['confirmed', 'ready', 'ongoing', 'suspended'] } }

/** The limits of the law in force, when no legal profile says otherwise. */
const USUAL = {
  company_tutor_max: 3,
  school_tutor_max: 24,
  quota_small: 3,
  quota_small_headcount: 20,
  quota_ratio: 15,
}
type Limits = typeof USUAL

/** What the legal profiles say; where two differ, the stricter: this page warns, the confirmation of each placement judges. */
export async function limitsOf(ctx: Context): Promise<Limits> {
  const rules = await list(ctx, 'LegalRule', { where: { key: { in: Object.keys(USUAL) } }, limit: 100 })
  const strictest = (key: string, usual: number) => {
    const known = rules.filter(({ values }) => values.key === key).map(({ values }) => Number(values.value))
    return known.length > 0 && known.every(Number.isFinite) ? Math.min(...known) : usual
  }
  return Object.fromEntries(Object.entries(USUAL).map(([key, usual]) => [key, strictest(key, usual)])) as Limits
}

/** Tutors, of a company or of the school, who follow as many trainees on that day as they may. */
export async function tutorsAtLimit(ctx: Context, by: 'contact' | 'schoolTutor', day: string, limits: Limits) {
  const most = by === 'contact' ? limits.company_tutor_max : limits.school_tutor_max
  const groups = await groupCount(ctx, 'Placement', by, { where: present(day, day) })
  return groups.flatMap(({ key, title, n }): Crowded[] =>
    key && n >= most ? [{ id: key, name: title ?? '', n, most }] : [],
  )
}

/** Companies whose quota is reached in that week; without a headcount nobody knows. */
export async function fullHosts(ctx: Context, monday: string, sunday: string, limits: Limits): Promise<Crowded[]> {
  const groups = (await groupCount(ctx, 'Placement', 'company', { where: present(monday, sunday) })).filter(
    ({ key, n }) => key !== null && n > 0,
  )
  const ids = groups.flatMap(({ key }) => key ?? [])
  if (ids.length === 0) return []
  const companies = await list(ctx, 'Company', { where: { id: { in: ids } }, limit: ids.length })
  return groups.flatMap(({ key, title, n }) => {
    const most = quotaOf(companies.find(({ id }) => id === key)?.values.headcount, limits)
    return key && most !== null && n >= most ? [{ id: key, name: title ?? '', n, most }] : []
  })
}

function quotaOf(headcount: unknown, limits: Limits): number | null {
  if (typeof headcount !== 'number') return null
  if (headcount < limits.quota_small_headcount) return limits.quota_small
  return Math.ceil((headcount * limits.quota_ratio) / 100)
}

const present = (from: string, to: string) => ({
  AND: [HELD, { startsOn: { lte: dateOfDay(to) } }, { endsOn: { gte: dateOfDay(from) } }],
})

/** The same rows in the address of a list. */
export const presentFilters = (from: string, to: string): Record<string, string> => ({
  'status~~in': HELD.status.in.join(','),
  'startsOn~~to': to,
  'endsOn~~from': from,
})
