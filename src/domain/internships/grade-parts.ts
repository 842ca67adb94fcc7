import type { FinalGrade, GradingScheme } from '@prisma/client'
import type { Tx } from '../../platform/db.ts'
import { finalGrade, type Marks, PARTS, type Part, type Scheme } from './grading.ts'

const GIVEN = ['submitted', 'entered_by_delegation', 'locked'] as const

/** The final grade is out: from here on it is corrected in public, never recomputed. */
export const gradeIsOut = async (tx: Tx, placementId: string): Promise<boolean> =>
  (await tx.finalGrade.count({ where: { placementId, status: { in: ['published', 'corrected'] } } })) > 0

/** Grades of a campaign that nothing holds back. */
export const readyGrades = async (from: Pick<Tx, 'finalGrade'>, campaignId: string): Promise<string[]> => {
  const ready = await from.finalGrade.findMany({
    where: { placement: { campaignId }, status: { in: ['computed', 'deliberated'] }, computed: { not: null } },
    select: { id: true },
    orderBy: { id: 'asc' },
  })
  return ready.map((one) => one.id)
}

/** What the parts make today: columns of the final grade, and the words for what is missing. */
export async function computedFrom(tx: Tx, record: FinalGrade, adjustment: FinalGrade['adjustment'] = null) {
  const scheme = await schemeOf(tx, record)
  if (!scheme) return { ...NOTHING, missing: NO_SCHEME }
  const given = await marksOf(tx, record)
  const { marks, missing, grade, isValidated } = finalGrade(rulesOf(scheme), given)
  const final = adjustment === null ? null : finalGrade(rulesOf(scheme), given, adjustment.toString())
  const shown = (part: Part) => marks[part]?.toFixed(2) ?? null
  return {
    ...{ company: shown('company'), report: shown('report'), defense: shown('defense'), school: shown('school') },
    ...{ schemeId: scheme.id, computed: grade?.toFixed(2) ?? null },
    final: (final ?? { grade }).grade?.toFixed(2) ?? null,
    isValidated: (final ?? { isValidated }).isValidated,
    missing: missing.length > 0 ? missing.map((part) => NAMES[part]).join(', ') : null,
  }
}

const NOTHING = {
  ...{ company: null, report: null, defense: null, school: null, schemeId: null },
  ...{ computed: null, final: null, isValidated: null },
}

export const schemeOf = async (tx: Tx, record: FinalGrade): Promise<GradingScheme | null> =>
  (
    await tx.placement.findUniqueOrThrow({
      where: { id: record.placementId },
      include: { campaign: { include: { gradingScheme: true } } },
    })
  ).campaign.gradingScheme

export const rulesOf = (scheme: GradingScheme): Scheme => ({
  weights: {
    company: scheme.companyWeight,
    report: scheme.reportWeight,
    defense: scheme.defenseWeight,
    school: scheme.schoolWeight,
  },
  defenseFloor: scheme.defenseFloor?.toString() ?? null,
  latePenalty: scheme.latePenalty.toString(),
  rounding: scheme.rounding.toString(),
  spreadsExemption: scheme.spreadsExemption,
  passMark: scheme.passMark.toString(),
})

async function marksOf(tx: Tx, { placementId, exempted }: FinalGrade): Promise<Marks> {
  const evaluations = await tx.evaluation.findMany({
    where: { placementId, stage: 'final', status: { in: [...GIVEN] } },
    select: { kind: true, grade: true },
  })
  const evaluation = (kind: string) => evaluations.find((one) => one.kind === kind)?.grade?.toString() ?? null
  const report = await tx.deliverable.findUnique({ where: { placementId_kind: { placementId, kind: 'report' } } })
  const waived = PARTS.filter((part) => exempted?.split(',').includes(part))
  return {
    company: evaluation('company'),
    school: evaluation('school'),
    report: report?.grade?.toString() ?? null,
    daysLate: report?.daysLate ?? 0,
    defense: await defenseMark(tx, placementId),
    exempted: report?.status === 'exempted' && !waived.includes('report') ? [...waived, 'report'] : waived,
  }
}

/** The last defense decides: the mark of its jury, zero for whoever did not come and had no reason; a resit replaces it. */
async function defenseMark(tx: Tx, placementId: string): Promise<string | null> {
  const last = await tx.defense.findFirst({
    where: { placementId, status: { in: ['held', 'unexcused_absence'] } },
    orderBy: [{ isResit: 'desc' }, { createdAt: 'desc' }],
  })
  if (last?.status === 'unexcused_absence') return '0'
  return last?.grade?.toString() ?? null
}

export const NAMES: Record<Part, string> = {
  company: 'évaluation de l’entreprise',
  report: 'note du rapport',
  defense: 'note de soutenance',
  school: 'évaluation du tuteur école',
}
const NO_SCHEME = 'barème de la campagne'
