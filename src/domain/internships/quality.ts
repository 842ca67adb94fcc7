import { asDay, schoolDay } from '../../kit/calendar.ts'
import type { Text } from '../../platform/catalogue.ts'
import { later, now } from '../../platform/clock.ts'
import { prisma, type Tx, transaction } from '../../platform/db.ts'

/** One thing a company showed: what was seen, what it is worth out of 100 (null: nothing is known), what it weighs. */
export type QualityPart = { name: string; label: Text; how: Text; weight: number; points: number | null; value: Text }
export type Quality = { score: number | null; parts: QualityPart[] }

/** Days to answer a candidature, and to send the final evaluation once the internship is over. */
const ANSWER_DAYS = 10
const EVALUATION_DAYS = 14

/** What a company showed, in all its years: the mean of what is known, each part with its weight. */
export async function qualityOf(tx: Tx, companyId: string, at = now()): Promise<Quality> {
  const parts: QualityPart[] = []
  for (const watch of WATCHED) parts.push(await watch(tx, companyId, at))
  return { parts, score: scoreOf(parts) }
}

export function scoreOf(parts: Pick<QualityPart, 'points' | 'weight'>[]): number | null {
  const known = parts.flatMap(({ points, weight }) => (points === null ? [] : [{ points, weight }]))
  const weight = known.reduce((sum, one) => sum + one.weight, 0)
  return weight === 0 ? null : Math.round(known.reduce((sum, one) => sum + one.points * one.weight, 0) / weight)
}

/** Every night, every company that hosted or was written to. A figure of ours about it: no version of theirs moves. */
export async function refreshQualities(): Promise<void> {
  const known = { OR: [{ placements: { some: {} } }, { offers: { some: { candidatures: { some: {} } } } }] }
  const companies = await prisma().company.findMany({ where: known, select: { id: true }, orderBy: { id: 'asc' } })
  for (const { id } of companies)
    await transaction(async (tx) => {
      const { score } = await qualityOf(tx, id)
      await tx.company.update({ where: { id }, data: { quality: score, qualityAt: now() } })
    })
}

type Watched = (tx: Tx, companyId: string, at: Date) => Promise<QualityPart>

/** So many good ones among so many: their share, or nothing known. */
const share = (good: number, all: number): number | null => (all === 0 ? null : Math.round((100 * good) / all))
const counted = (good: number, all: number): Text =>
  all === 0 ? NOTHING : { fr: `${good} sur ${all}`, en: `${good} of ${all}` }
const NOTHING = { fr: 'rien à compter', en: 'nothing to count' }

const satisfaction: Watched = async (tx, id) => {
  const { satisfaction: mean, satisfactionCount: n } = await tx.company.findUniqueOrThrow({ where: { id } })
  return {
    ...{ name: 'satisfaction', weight: 35, points: mean === null ? null : Math.round(Number(mean) * 10) },
    label: { fr: 'Satisfaction des stagiaires', en: 'Trainees’ satisfaction' },
    how: { fr: 'Moyenne de leurs réponses, à partir de cinq.', en: 'Mean of their answers, from five on.' },
    value:
      mean === null
        ? { fr: 'moins de cinq réponses', en: 'fewer than five answers' }
        : {
            fr: `${mean.toFixed(1).replace('.', ',')} / 10 (${n} réponses)`,
            en: `${mean.toFixed(1)} / 10 (${n} answers)`,
          },
  }
}

/** A file still within its days is neither late nor answered. */
const answers: Watched = async (tx, companyId, at) => {
  const files = await tx.candidature.findMany({
    where: { offer: { companyId }, forwardedAt: { not: null } },
    select: { forwardedAt: true, answeredAt: true, status: true },
  })
  const due = files.flatMap(({ forwardedAt, answeredAt, status }) => {
    const until = forwardedAt && later(forwardedAt, { days: ANSWER_DAYS })
    if (!until || (!answeredAt && (until > at || status !== 'forwarded'))) return []
    return [answeredAt !== null && answeredAt <= until]
  })
  const good = due.filter(Boolean).length
  return {
    ...{ name: 'answers', weight: 25, points: share(good, due.length), value: counted(good, due.length) },
    label: { fr: `Réponses en ${ANSWER_DAYS} jours`, en: `Answers within ${ANSWER_DAYS} days` },
    how: {
      fr: 'Candidatures transmises qui ont reçu une réponse à temps.',
      en: 'Candidatures forwarded that were answered in time.',
    },
  }
}

const evaluations: Watched = async (tx, companyId, at) => {
  const forms = await tx.evaluation.findMany({
    where: { kind: 'company', stage: 'final', placement: { companyId, endsOn: { not: null } } },
    select: { status: true, submittedAt: true, placement: { select: { endsOn: true } } },
  })
  const today = schoolDay(at)
  const due = forms.flatMap(({ status, submittedAt, placement: { endsOn } }) => {
    const until = endsOn ? asDay(later(endsOn, { days: EVALUATION_DAYS })) : today
    // Typed in by the school from a paper: the company did send it, nobody knows when
    if (status === 'entered_by_delegation' || (!submittedAt && until >= today)) return []
    return [submittedAt !== null && schoolDay(submittedAt) <= until]
  })
  const good = due.filter(Boolean).length
  return {
    ...{ name: 'evaluations', weight: 20, points: share(good, due.length), value: counted(good, due.length) },
    label: { fr: 'Évaluations à l’heure', en: 'Evaluations on time' },
    how: {
      fr: `Évaluations finales soumises dans les ${EVALUATION_DAYS} jours qui suivent la fin du stage.`,
      en: `Final evaluations submitted within ${EVALUATION_DAYS} days of the end.`,
    },
  }
}

const breaches: Watched = async (tx, companyId) => {
  const [all, broken] = await Promise.all([
    tx.placement.count({ where: { companyId, status: { in: ['finished', 'closed', 'broken'] } } }),
    tx.placement.count({ where: { companyId, brokenOn: { not: null }, breachInitiative: 'company' } }),
  ])
  return {
    ...{ name: 'breaches', weight: 15, points: share(all - broken, all), value: counted(all - broken, all) },
    label: { fr: 'Stages menés à leur terme', en: 'Internships carried through' },
    how: {
      fr: 'Une rupture ne compte que si l’entreprise l’a voulue.',
      en: 'A breach counts only when the company wanted it.',
    },
  }
}

const hires: Watched = async (tx, companyId) => {
  const told = await tx.placement.groupBy({
    by: ['wasHired'],
    where: { companyId, wasHired: { not: null } },
    _count: true,
  })
  const all = told.reduce((sum, { _count }) => sum + _count, 0)
  const good = told.find(({ wasHired }) => wasHired)?._count ?? 0
  return {
    ...{ name: 'hires', weight: 5, points: share(good, all), value: counted(good, all) },
    label: { fr: 'Embauches à l’issue', en: 'Hired afterwards' },
    how: { fr: 'Parmi les stages dont la suite est connue.', en: 'Among internships whose outcome is known.' },
  }
}

const WATCHED: Watched[] = [satisfaction, answers, evaluations, breaches, hires]
