import { z } from 'zod'
import { system } from '../../access/actor.ts'
import { asDay, schoolDay, shownInstant } from '../../kit/calendar.ts'
import { perform } from '../../kit/command.ts'
import { defineFlow, verbOf } from '../../kit/flow.ts'
import { createRecord } from '../../kit/record.ts'
import { dateOfDay, later, now } from '../../platform/clock.ts'
import { prisma } from '../../platform/db.ts'
import { Refusal, refuse } from '../../platform/errors.ts'
import { answerInput, askedBy, takeAnswer } from './survey-answer.ts'

const verb = verbOf('Survey')

export const surveyFlow = defineFlow('Survey', {
  open: verb({
    label: { fr: 'Ouvrir l’enquête', en: 'Open the survey' },
    from: ['draft', 'closed'],
    to: 'open',
    roles: ['internship_officer'],
    system: true,
    tone: 'primary',
    done: {
      fr: 'L’enquête est ouverte : chacun reçoit son lien par courriel.',
      en: 'The survey is open: everybody gets their link by mail.',
    },
    guard: async ({ tx, record }) => {
      if (!record.campaignId) throw NO_CAMPAIGN
      if ((await askedBy(tx, record)).size === 0) throw NOBODY
    },
  }),
  remind: verb({
    label: { fr: 'Relancer ceux qui n’ont pas répondu', en: 'Remind those who have not answered' },
    from: ['open'],
    to: null,
    roles: ['internship_officer'],
    system: true,
    done: { fr: 'Rappel envoyé à ceux qui n’ont pas répondu.', en: 'Reminder sent to those who have not answered.' },
    guard: ({ ctx, record: { remindedAt } }) => {
      if (remindedAt && remindedAt > later(ctx.now, { hours: -24 })) throw alreadyReminded(remindedAt)
    },
    body: async ({ ctx }) => ({ data: { remindedAt: ctx.now } }),
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
    shared: true,
    input: z.object(answerInput),
    done: { fr: 'Merci : votre réponse est anonyme.', en: 'Thank you: your answer is anonymous.' },
    body: async ({ tx, ctx, record, input }) => {
      if (ctx.actor.kind !== 'person') throw refuse.notFound()
      await takeAnswer(tx, record, ctx.actor.personId, input, ctx.now)
      return {}
    },
  }),
})

const AUDIENCES = ['students', 'companies'] as const
/** Days that a survey stays open when nobody chose */
const OPEN_DAYS = 30

/** Every campaign under way has its two surveys, drawn up ahead: the officer may still change their words and their days. */
export async function prepareSurveys(): Promise<void> {
  const today = schoolDay(now())
  const campaigns = await prisma().campaign.findMany({
    where: { status: { in: ['ongoing', 'evaluating'] }, endsOn: { not: null } },
    include: { surveys: { select: { audience: true } } },
  })
  for (const { id, name, endsOn, surveys } of campaigns) {
    if (!endsOn) continue
    const days = { opensOn: later(endsOn, { days: 1 }), closesOn: later(endsOn, { days: OPEN_DAYS }) }
    if (asDay(days.closesOn) < today) continue
    for (const audience of AUDIENCES.filter((one) => !surveys.some((known) => known.audience === one)))
      await createRecord(system('Enquêtes de fin de stage'), 'Survey', {
        ...{ name: `${NAMES[audience]} — ${name}`, campaignId: id, audience, question: QUESTIONS[audience] },
        ...{ opensOn: asDay(days.opensOn), closesOn: asDay(days.closesOn) },
      })
  }
}

/** By their own days: opened, reminded of after a week and before the end, closed. One that refuses waits for tomorrow. */
export async function followSurveys(): Promise<void> {
  const today = dateOfDay(schoolDay(now()))
  const dated = await prisma().survey.findMany({
    where: { status: { in: ['draft', 'open'] }, campaignId: { not: null } },
    orderBy: { id: 'asc' },
  })
  for (const { id, status, opensOn, closesOn, remindedAt } of dated) {
    const over = closesOn !== null && closesOn < today
    if (status === 'draft' && opensOn && opensOn <= today && !over) await step('open', id)
    if (status === 'open' && over) await step('close', id)
    if (status !== 'open' || over) continue
    const aWeekIn = opensOn && later(opensOn, { days: 7 }) <= today && !remindedAt
    const nearlyOver = closesOn && later(closesOn, { days: -3 }) <= today
    const isRecent = remindedAt && remindedAt > later(now(), { days: -4 })
    if (aWeekIn || (nearlyOver && !isRecent)) await step('remind', id)
  }
}

async function step(verb: 'open' | 'close' | 'remind', id: string): Promise<void> {
  await perform(system('La date de l’enquête est venue'), 'Survey', verb, id).catch((error: unknown) => {
    if (!(error instanceof Refusal)) throw error
  })
}

const NAMES = { students: 'Satisfaction des étudiants', companies: 'Satisfaction des entreprises' }
const QUESTIONS = {
  students: 'Recommanderiez-vous ce stage à un camarade ?',
  companies: 'Recommanderiez-vous nos étudiants à une autre entreprise ?',
}
const NO_CAMPAIGN = refuse.conflict('no_campaign', {
  fr: 'Choisissez d’abord la campagne de cette enquête.',
  en: 'Choose the campaign of this survey first.',
})
const NOBODY = refuse.conflict('nobody_asked', {
  fr: 'Personne n’est encore concerné : aucun stage de cette campagne n’a commencé.',
  en: 'Nobody is concerned yet: no internship of this campaign has begun.',
})
const alreadyReminded = (instant: Date) =>
  refuse.conflict('reminded_recently', {
    fr: `Déjà relancés le ${shownInstant(instant)} : laissez passer 24 heures.`,
    en: `Already reminded on ${shownInstant(instant)}: wait 24 hours.`,
  })
