import { z } from 'zod'
import { type Context, hasRole } from '../../access/actor.ts'
import { defineCheck } from '../../kit/check.ts'
import { record as note } from '../../kit/event.ts'
import { defineFlow, verbOf } from '../../kit/flow.ts'
import { roleFor } from '../../kit/record.ts'
import type { Text } from '../../platform/catalogue.ts'
import { Prisma, type Tx } from '../../platform/db.ts'
import { refuse } from '../../platform/errors.ts'

const verb = verbOf('Survey')

/** Who lived the internship: it took place, whatever its end. */
const LIVED = ['ongoing', 'suspended', 'finished', 'closed', 'broken'] as const

export const surveyFlow = defineFlow('Survey', {
  open: verb({
    label: { fr: 'Ouvrir l’enquête', en: 'Open the survey' },
    from: ['draft', 'closed'],
    to: 'open',
    roles: ['internship_officer'],
    system: true,
    tone: 'primary',
    done: { fr: 'L’enquête est ouverte.', en: 'The survey is open.' },
    guard: ({ record }) => {
      if (!record.campaignId) throw NO_CAMPAIGN
    },
  }),
  close: verb({
    label: { fr: 'Clore l’enquête', en: 'Close the survey' },
    from: ['open'],
    to: 'closed',
    roles: ['internship_officer'],
    system: true,
  }),
  answer: verb({
    label: { fr: 'Répondre', en: 'Answer' },
    from: ['open'],
    to: null,
    roles: ['student', 'company_tutor'],
    tone: 'primary',
    input: z.object({
      score: z.coerce
        .number()
        .int()
        .min(0)
        .max(10)
        .meta({
          ...{ fr: 'Recommanderiez-vous ce stage ? (0 à 10)', en: 'Would you recommend it? (0 to 10)', kind: 'number' },
        }),
      comment: z.string().max(2_000).optional().meta({ fr: 'Commentaire', en: 'Comment', kind: 'longtext' }),
    }),
    done: { fr: 'Merci de votre réponse.', en: 'Thank you for your answer.' },
    body: async ({ tx, ctx, record, input }) => {
      const placementId = await toAnswer(tx, ctx, record)
      const data = { surveyId: record.id, placementId, score: input.score, comment: input.comment ?? null }
      const { id } = await tx.surveyAnswer.create({ data: { ...data, createdAt: ctx.now } })
      const role = roleFor(ctx, 'Survey', 'answer')
      await note(tx, ctx, { noun: 'SurveyAnswer', recordId: id, verb: 'create', role, after: data })
      return {}
    },
  }),
})

// An answer is about an internship of the campaign that is asked about
defineCheck('SurveyAnswer', async ({ tx, after }): Promise<Record<string, Text>> => {
  if (!after) return {}
  const survey = await tx.survey.findUnique({ where: { id: String(after.surveyId) } })
  const placement = await tx.placement.findUnique({ where: { id: String(after.placementId) } })
  const fits = survey?.status === 'open' && survey.campaignId === placement?.campaignId
  return fits ? {} : { surveyId: OTHER_CAMPAIGN }
})

type Asked = { id: string; campaignId: string | null; audience: string }

/** The internship this person answers about: their own, or the first of their trainees they have not answered about. */
async function toAnswer(tx: Tx, { actor }: Context, { id, campaignId, audience }: Asked): Promise<string> {
  if (actor.kind !== 'person' || !campaignId) throw NOT_CONCERNED
  const isStudent = audience === 'students' && hasRole(actor, 'student') && actor.studentId !== null
  const whose = isStudent ? { studentId: actor.studentId ?? '' } : { contactId: { in: actor.contactIds } }
  const mine = await tx.placement.findMany({
    where: { ...whose, campaignId, status: { in: [...LIVED] } },
    select: { id: true, surveyAnswers: { where: { surveyId: id }, select: { id: true } } },
    orderBy: { id: 'asc' },
  })
  if (mine.length === 0) throw NOT_CONCERNED
  const left = mine.find((one) => one.surveyAnswers.length === 0)
  if (!left) throw ANSWERED
  return left.id
}

/** Anonymous in a crowd, not in a handful. */
const LEAST = 5

/** What students said of their internships there, in all campaigns, as the officer reads it on the company. */
export async function refreshSatisfaction(tx: Tx, companyId: string): Promise<void> {
  const { _avg, _count } = await tx.surveyAnswer.aggregate({
    where: { survey: { audience: 'students' }, placement: { companyId } },
    _avg: { score: true },
    _count: true,
  })
  const shown = _count >= LEAST && _avg.score !== null
  await tx.company.update({
    where: { id: companyId },
    data: {
      satisfaction: shown ? new Prisma.Decimal((_avg.score ?? 0).toFixed(2)) : null,
      satisfactionCount: shown ? _count : 0,
    },
  })
}

const OTHER_CAMPAIGN = {
  fr: 'Cette enquête n’est pas ouverte pour la campagne de ce stage.',
  en: 'This survey is not open for the campaign of this internship.',
}
const NO_CAMPAIGN = refuse.conflict('no_campaign', {
  fr: 'Choisissez d’abord la campagne de cette enquête.',
  en: 'Choose the campaign of this survey first.',
})
const NOT_CONCERNED = refuse.conflict('not_concerned', {
  fr: 'Cette enquête porte sur un stage de sa campagne, et vous n’en avez pas.',
  en: 'This survey is about an internship of its campaign, and you have none.',
})
const ANSWERED = refuse.conflict('already_answered', {
  fr: 'Vous avez déjà répondu : merci.',
  en: 'You have already answered: thank you.',
})
