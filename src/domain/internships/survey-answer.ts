import type { Survey } from '@prisma/client'
import { z } from 'zod'
import type { Context } from '../../access/actor.ts'
import { record } from '../../kit/event.ts'
import { hmac, sameText } from '../../platform/crypto.ts'
import { Prisma, prisma, type Tx, transaction } from '../../platform/db.ts'
import { refuse } from '../../platform/errors.ts'
import { LEAST_ANSWERS } from './anonymity.ts'

/** Who lived the internship: it took place, whatever its end. */
const LIVED = ['ongoing', 'suspended', 'finished', 'closed', 'broken'] as const

export const answerInput = {
  score: z.coerce
    .number()
    .int()
    .min(0)
    .max(10)
    .meta({
      ...{ fr: 'Recommanderiez-vous ce stage ? (0 à 10)', en: 'Would you recommend it? (0 to 10)', kind: 'number' },
    }),
  comment: z.string().max(2_000).optional().meta({ fr: 'Commentaire', en: 'Comment', kind: 'longtext' }),
}
type Given = { score: number; comment?: string | undefined }
type Asked = Pick<Survey, 'id' | 'campaignId' | 'audience'>

/** Everybody a survey asks, and the internship each answers about: one a person, the last one they lived. */
export async function askedBy(tx: Tx, { campaignId, audience }: Asked): Promise<Map<string, string>> {
  if (!campaignId) return new Map()
  const placements = await tx.placement.findMany({
    where: { campaignId, status: { in: [...LIVED] } },
    select: { id: true, student: { select: { personId: true } }, contact: { select: { personId: true } } },
    orderBy: { id: 'asc' },
  })
  return new Map(
    placements.flatMap(({ id, student, contact }) => {
      const personId = audience === 'students' ? student.personId : contact?.personId
      return personId ? [[personId, id] as const] : []
    }),
  )
}

/**
 * One answer a person, whatever they press and wherever they come from. What they said is kept beside what the school may
 * count, and nowhere else: no event, no history holds a word of it.
 */
export async function takeAnswer(tx: Tx, survey: Asked, personId: string, given: Given, at: Date): Promise<void> {
  const placementId = (await askedBy(tx, survey)).get(personId)
  if (!placementId) throw NOT_CONCERNED
  const key = { surveyId: survey.id, personId }
  await tx.surveyInvitation.createMany({ data: [{ ...key, createdAt: at }], skipDuplicates: true })
  const { count } = await tx.surveyInvitation.updateMany({
    where: { ...key, answeredAt: null },
    data: { answeredAt: at },
  })
  const known = await tx.surveyAnswer.count({ where: { surveyId: survey.id, placementId } })
  if (count === 0 || known > 0) throw ANSWERED
  const data = { surveyId: survey.id, placementId, score: given.score, comment: given.comment?.trim() || null }
  await tx.surveyAnswer.create({ data: { ...data, createdAt: at } })
  if (survey.audience === 'students') await refreshSatisfaction(tx, await companyOf(tx, placementId))
}

const companyOf = async (tx: Tx, id: string): Promise<string> =>
  (await tx.placement.findUniqueOrThrow({ where: { id }, select: { companyId: true } })).companyId

/** What students said of their internships there, in all campaigns, as the officer reads it on the company. */
export async function refreshSatisfaction(tx: Tx, companyId: string): Promise<void> {
  const { _avg, _count } = await tx.surveyAnswer.aggregate({
    where: { survey: { audience: 'students' }, placement: { companyId } },
    _avg: { score: true },
    _count: true,
  })
  const shown = _count >= LEAST_ANSWERS && _avg.score !== null
  await tx.company.update({
    where: { id: companyId },
    data: {
      satisfaction: shown ? new Prisma.Decimal((_avg.score ?? 0).toFixed(2)) : null,
      satisfactionCount: shown ? _count : 0,
    },
  })
}

/** Those who have not answered yet, each with the key of their own page; whoever is new among them is invited. */
export const pendingOf = (surveyId: string, at: Date): Promise<{ personId: string; token: string }[]> =>
  transaction(async (tx) => {
    const survey = await tx.survey.findUniqueOrThrow({ where: { id: surveyId } })
    const people = [...(await askedBy(tx, survey)).keys()]
    const data = people.map((personId) => ({ surveyId, personId, createdAt: at }))
    await tx.surveyInvitation.createMany({ data, skipDuplicates: true })
    const waiting = await tx.surveyInvitation.findMany({
      where: { surveyId, answeredAt: null, personId: { in: people } },
      orderBy: { id: 'asc' },
    })
    return waiting.map(({ id, personId }) => ({ personId, token: tokenOf(id) }))
  })

/** Nothing secret is kept: the key of an invitation is worked out from it, and a reminder sends the same page. */
const tokenOf = (id: string): string => `${id}.${signature(id)}`
const signature = (id: string): string => hmac('survey invitation', id)

export type Invited = { survey: Survey; personId: string; isAnswered: boolean }

/** What stands behind a key. Looking never uses it. */
export async function invitedBy(token: string, from: Pick<Tx, 'surveyInvitation'> = prisma()): Promise<Invited | null> {
  const [id = '', signed = ''] = token.split('.')
  if (!z.uuid().safeParse(id).success || !sameText(signed, signature(id))) return null
  const found = await from.surveyInvitation.findUnique({ where: { id }, include: { survey: true } })
  return found && { survey: found.survey, personId: found.personId, isAnswered: found.answeredAt !== null }
}

/** From the page of a mail, without an account: the survey is noted as answered, nobody is. */
export const answerByLink = (ctx: Context, token: string, sent: Record<string, unknown>): Promise<void> =>
  transaction(async (tx) => {
    const found = await invitedBy(token, tx)
    if (!found) throw refuse.notFound()
    if (found.survey.status !== 'open') throw CLOSED
    const given = z.object(answerInput).safeParse({ score: sent.score, comment: sent.comment || undefined })
    if (!given.success || String(sent.score ?? '') === '') throw refuse.invalid({ score: NO_SCORE })
    await takeAnswer(tx, found.survey, found.personId, given.data, ctx.now)
    await record(tx, ctx, { noun: 'Survey', recordId: found.survey.id, verb: 'answer', role: 'system' })
  })

const NO_SCORE = { fr: 'Choisissez une note de 0 à 10.', en: 'Choose a score from 0 to 10.' }
const NOT_CONCERNED = refuse.conflict('not_concerned', {
  fr: 'Cette enquête porte sur un stage de sa campagne, et vous n’en avez pas.',
  en: 'This survey is about an internship of its campaign, and you have none.',
})
const ANSWERED = refuse.conflict('already_answered', {
  fr: 'Vous avez déjà répondu : merci.',
  en: 'You have already answered: thank you.',
})
const CLOSED = refuse.conflict('survey_closed', {
  fr: 'Cette enquête est close : merci de votre intérêt.',
  en: 'This survey is closed: thank you for your interest.',
})
