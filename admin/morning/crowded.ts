import { DateTime } from 'luxon'
import type { MorningGroup } from '../../components/morning/state.ts'
import type { Context } from '../../src/access/actor.ts'
import { localeOf } from '../../src/access/select.ts'
import {
  type Crowded,
  fullHosts,
  limitsOf,
  presentFilters,
  tutorsAtLimit,
} from '../../src/domain/internships/crowded.ts'
import { shownDay } from '../../src/kit/calendar.ts'
import type { Text } from '../../src/platform/catalogue.ts'
import { hrefOf } from '../address.ts'

const WEEKS = 4

/** Who can take nobody more: the next placement would be refused. */
export async function crowdedGroups(ctx: Context, day: (offset: number) => string): Promise<MorningGroup[]> {
  const limits = await limitsOf(ctx)
  const weeks = Array.from({ length: WEEKS }, (_, i) => weekOf(day(7 * i)))
  const [hosts, contacts, teachers] = await Promise.all([
    Promise.all(weeks.map(({ monday, sunday }) => fullHosts(ctx, monday, sunday, limits))),
    tutorsAtLimit(ctx, 'contact', day(0), limits),
    tutorsAtLimit(ctx, 'schoolTutor', day(0), limits),
  ])
  const at = (column: string) => (one: Crowded) =>
    line(one, { ...presentFilters(day(0), day(0)), [column]: one.id }, FULL)
  const tutors = [...contacts.map(at('contactId')), ...teachers.map(at('schoolTutorId'))]
  const full = hosts.flatMap((found, i) => {
    const { monday = '', sunday = '' } = weeks[i] ?? {}
    return found.map((one) => line(one, { ...presentFilters(monday, sunday), companyId: one.id }, weekly(monday)))
  })
  const said = (made: Made[]) => made.map((one) => one(ctx))
  return [
    { ...group('crowdedTutors', TUTORS, ctx), count: tutors.length, lines: said(tutors) },
    { ...group('fullWeeks', HOSTS, ctx), count: full.length, lines: said(full) },
  ]
}

const group = (name: string, title: Text, ctx: Context) => ({
  ...{ name, title: title[localeOf(ctx.actor)], tone: 'amber' as const, more: false, href: null, bulk: null },
})

type Made = (ctx: Context) => MorningGroup['lines'][number]
type Why = (n: number, most: number) => Text

const line =
  ({ id, name, n, most }: Crowded, filters: Record<string, string>, why: Why): Made =>
  (ctx) => {
    const locale = localeOf(ctx.actor)
    const href = hrefOf('Placement', filters)
    return {
      id: `${id} ${href}`,
      title: name,
      href,
      why: why(n, most)[locale],
      since: null,
      who: OFFICER[locale],
      next: null,
    }
  }

function weekOf(day: string): { monday: string; sunday: string } {
  const at = DateTime.fromISO(day, { zone: 'utc' })
  return { monday: at.startOf('week').toISODate() ?? day, sunday: at.endOf('week').toISODate() ?? day }
}

const FULL: Why = (n, most) => ({
  fr: `${n} stagiaires aujourd’hui pour ${most} au plus : désignez un autre tuteur pour le prochain.`,
  en: `${n} trainees today, ${most} at most: name another tutor for the next one.`,
})
const weekly =
  (monday: string): Why =>
  (n, most) => ({
    fr: `Semaine du ${shownDay(monday)} : ${n} stagiaires pour ${most} au plus.`,
    en: `Week of ${shownDay(monday)}: ${n} trainees, ${most} at most.`,
  })
const TUTORS = { fr: 'Tuteurs à leur limite', en: 'Tutors at their limit' }
const HOSTS = { fr: 'Semaines au quota de l’entreprise', en: 'Weeks at the company’s quota' }
const OFFICER = { fr: 'Responsable des stages', en: 'Internship officer' }
