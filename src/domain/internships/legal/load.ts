import { DateTime } from 'luxon'
import { asDay, type Day, shownDay } from '../../../kit/calendar.ts'
import { overlap, type Period } from '../../../kit/period.ts'
import type { Prisma } from '../../../platform/db.ts'
import { NO_DATES } from './duration.ts'
import { around, HOLDING, periodOf } from './facts.ts'
import { same, type Verdict } from './finding.ts'
import type { Case, Judge } from './rules.ts'
import { nameOf } from './waiting.ts'

type Stay = { who: string; period: Period }

/** Code du travail R124-13: a tutor in the company follows so many trainees at once. */
export const companyTutorLoad: Judge = (asked) => tutorLoad(asked, { contactId: asked.facts.contactId })

/** Code de l’éducation D124-3: a teacher follows so many at once. */
export const schoolTutorLoad: Judge = (asked) => tutorLoad(asked, { schoolTutorId: asked.facts.schoolTutorId })

async function tutorLoad(asked: Case, who: Prisma.PlacementWhereInput): Promise<Verdict> {
  const most = Number(asked.rule.value)
  const limit = { fr: `${most} à la fois`, en: `${most} at once` }
  const period = periodOf(asked.facts)
  if (!period) return { ...NO_DATES, limit }
  if (Object.values(who).some((id) => !id)) return { value: same('—'), limit, holds: 'unknown', sentence: NO_TUTOR }
  const together = busiest(await staysOf(asked, who, period), period)
  const value = same(String(together.length + 1))
  if (together.length < most) return { value, limit, holds: true }
  const each = together.map((stay) => `${stay.who} (→ ${shownDay(stay.period.endsOn)})`)
  const names = asked.naming ? ` : ${each.join(', ')}` : ''
  return {
    value,
    limit,
    holds: false,
    sentence: {
      fr: `Ce tuteur suit déjà ${together.length} stagiaire${together.length > 1 ? 's' : ''} à ces dates${names}. Choisissez un autre tuteur ou d’autres dates.`,
      en: `This tutor already follows ${together.length} trainees then${names}. Choose another tutor or other dates.`,
    },
  }
}

const NO_TUTOR = { fr: 'Désignez le tuteur pour vérifier cette règle.', en: 'Name the tutor to check this rule.' }

/** Code de l’éducation R124-10: by calendar week, 15 % of the staff, or three in a small house. */
export const hostQuota: Judge = async (asked) => {
  const { facts, profile, rule } = asked
  const small = profile.rules.get('quota_small')
  const below = Number(profile.rules.get('quota_small_headcount')?.value ?? 20)
  const period = periodOf(facts)
  const { headcount } = facts.company
  const most =
    headcount === null
      ? null
      : headcount < below
        ? Number(small?.value ?? 3)
        : Math.ceil((headcount * Number(rule.value)) / 100)
  const limit = most === null ? same('—') : { fr: `${most} par semaine`, en: `${most} a week` }
  if (!period) return { ...NO_DATES, limit }
  if (most === null) return { value: same('—'), limit, holds: 'unknown', sentence: NO_HEADCOUNT }
  const stays = await staysOf(asked, { companyId: facts.companyId }, wholeWeeks(period))
  const weeks = mondays(period).map((monday) => ({
    monday,
    count: 1 + stays.filter((stay) => inWeek(stay, monday)).length,
  }))
  const fullest = weeks.reduce((worst, week) => (week.count > worst.count ? week : worst), { monday: '', count: 1 })
  const value = same(String(fullest.count))
  if (fullest.count <= most) return { value, limit, holds: true }
  return {
    value,
    limit,
    holds: false,
    sentence: {
      fr: `L’entreprise (${headcount} salariés) accueillerait ${fullest.count} stagiaires la semaine du ${shownDay(fullest.monday)} pour ${most} au plus.`,
      en: `The company (${headcount} employees) would host ${fullest.count} trainees in the week of ${shownDay(fullest.monday)}, ${most} at most.`,
    },
  }
}

const NO_HEADCOUNT = {
  fr: 'L’effectif de l’entreprise n’est pas connu : demandez-le, puis complétez sa fiche.',
  en: 'The headcount of the company is not known: ask for it, then complete its record.',
}

/** An extension granted after an illness or a birth does not count in the quota (L124-15): the first end does. */
async function staysOf({ tx, facts }: Case, who: Prisma.PlacementWhereInput, period: Period): Promise<Stay[]> {
  const found = await tx.placement.findMany({
    where: { ...who, id: { not: facts.id }, status: { in: [...HOLDING] }, ...around(period) },
    include: {
      student: { include: { person: true } },
      interruptions: { where: { kind: { in: ['health', 'parental'] } } },
      agreements: { where: { status: { in: ['signed', 'broken', 'archived'] } }, select: { endsOn: true } },
    },
  })
  return found.flatMap((one) => {
    const stay = periodOf(one)
    if (!stay) return []
    const first = one.interruptions.length > 0 ? one.agreements[0]?.endsOn : null
    const counted = first && 'companyId' in who ? { ...stay, endsOn: first } : stay
    return overlap(counted, period) ? [{ who: nameOf(one.student.person), period: counted }] : []
  })
}

/** Those present together on the fullest day of the period: that is the day somebody starts. */
function busiest(stays: Stay[], period: Period): Stay[] {
  const starts = [asDay(period.startsOn), ...stays.map((stay) => asDay(stay.period.startsOn))]
  const days = starts.filter((day) => overlap(period, { startsOn: day, endsOn: day }))
  const present = (day: Day) => stays.filter((stay) => overlap(stay.period, { startsOn: day, endsOn: day }))
  return days.map(present).reduce((most, some) => (some.length > most.length ? some : most), [])
}

/** Somebody who leaves on the Wednesday was there in the week of whoever comes on the Friday. */
function wholeWeeks({ startsOn, endsOn }: Period): Period {
  const [first, last] = [startsOn, endsOn].map((one) => DateTime.fromISO(asDay(one), { zone: 'utc' }))
  return {
    startsOn: first?.startOf('week').toISODate() ?? startsOn,
    endsOn: last?.endOf('week').toISODate() ?? endsOn,
  }
}

function mondays(period: Period): Day[] {
  const found: Day[] = []
  let at = DateTime.fromISO(asDay(period.startsOn), { zone: 'utc' }).startOf('week')
  for (; (at.toISODate() ?? '') <= asDay(period.endsOn); at = at.plus({ weeks: 1 })) found.push(at.toISODate() ?? '')
  return found
}

const inWeek = (stay: Stay, monday: Day): boolean => {
  const sunday = DateTime.fromISO(monday, { zone: 'utc' }).plus({ days: 6 }).toISODate() ?? monday
  return overlap(stay.period, { startsOn: monday, endsOn: sunday })
}
