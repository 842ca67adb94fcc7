import { z } from 'zod'
import { schoolDay, schoolDayEnd } from '../../kit/calendar.ts'
import { defineFlow, verbOf } from '../../kit/flow.ts'
import { isOrdered } from '../../kit/period.ts'
import { dateOfDay } from '../../platform/clock.ts'
import type { Tx } from '../../platform/db.ts'
import { refuse } from '../../platform/errors.ts'
import { runAllocation } from './allocation/run.ts'
import { LIVE } from './candidature-states.ts'
import { follow } from './follow.ts'
import { foundVerbs } from './found-internship.ts'
import { readyGrades } from './grade-parts.ts'
import { keepWishes, listed, refuseWishes } from './wishes.ts'

const verb = verbOf('Campaign')

export const campaignFlow = defineFlow('Campaign', {
  publish: verb({
    label: { fr: 'Ouvrir la campagne', en: 'Open the campaign' },
    from: ['draft'],
    to: 'open',
    roles: ['internship_officer'],
    tone: 'primary',
    confirm: {
      fr: 'Les étudiants des promotions choisies verront la campagne et ses offres. L’ouvrir ?',
      en: 'The students of the chosen cohorts will see the campaign and its offers. Open it?',
    },
    done: {
      fr: 'La campagne est ouverte : les étudiants sont prévenus.',
      en: 'The campaign is open: students are told.',
    },
    guard: async ({ tx, record }) => {
      if ((await tx.campaignCohort.count({ where: { campaignId: record.id } })) === 0) throw NO_COHORT
      const missing = WINDOWS.filter((name) => record[name] === null)
      if (missing.length > 0) throw refuse.invalid(Object.fromEntries(missing.map((name) => [name, MISSING])), DATES)
      if (!isOrdered(WINDOWS.map((name) => record[name]))) throw DISORDER
    },
  }),
  closeApplications: verb({
    label: { fr: 'Clore les candidatures', en: 'Close applications' },
    from: ['open'],
    to: 'applications_closed',
    roles: ['internship_officer'],
    system: true,
    done: { fr: 'Plus personne ne peut candidater.', en: 'Nobody can apply any more.' },
  }),
  reopenApplications: verb({
    label: { fr: 'Rouvrir les candidatures', en: 'Reopen applications' },
    from: ['applications_closed'],
    to: 'open',
    roles: ['internship_officer'],
    input: z.object({
      closesOn: z.iso.date().meta({ fr: 'Nouvelle date de clôture', en: 'New closing date', kind: 'date' }),
    }),
    done: { fr: 'Les candidatures sont rouvertes.', en: 'Applications are open again.' },
    guard: ({ ctx, input }) => {
      if (input.closesOn < schoolDay(ctx.now)) throw refuse.invalid({ closesOn: PAST })
    },
    body: async ({ input }) => ({ data: { closesOn: dateOfDay(input.closesOn) } }),
  }),
  allocate: verb({
    label: { fr: 'Passer à l’affectation', en: 'Start allocating' },
    from: ['applications_closed'],
    to: 'allocating',
    roles: ['internship_officer'],
    tone: 'primary',
  }),
  rankOffers: verb({
    label: { fr: 'Classer mes vœux', en: 'Rank my wishes' },
    from: ['open', 'applications_closed'],
    to: null,
    roles: ['student'],
    inTab: true,
    shared: true,
    input: z.object({
      offers: z.string().optional().meta({ fr: 'Offres, la préférée d’abord', en: 'Offers, the favourite first' }),
    }),
    done: { fr: 'Vos vœux sont enregistrés dans cet ordre.', en: 'Your wishes are kept in this order.' },
    guard: ({ tx, ctx, record, input }) => refuseWishes(tx, ctx, record.id, listed(input.offers)),
    body: async ({ tx, ctx, record, input }) => ({
      note: await keepWishes(tx, ctx, record.id, listed(input.offers)),
    }),
  }),
  ...foundVerbs,
  draw: verb({
    label: { fr: 'Lancer un tirage', en: 'Run a draw' },
    from: ['allocating'],
    to: null,
    roles: ['internship_officer'],
    tone: 'primary',
    input: z.object({
      seed: z
        .string()
        .max(40)
        .optional()
        .meta({
          fr: 'Graine (facultative)',
          en: 'Seed (optional)',
          help: { fr: 'La même graine redonne le même résultat.', en: 'The same seed gives the same result.' },
        }),
    }),
    done: {
      fr: 'Le tirage est un brouillon : lisez son équité, puis publiez-le ou écartez-le.',
      en: 'The draw is a draft: read its fairness, then publish or discard it.',
    },
    body: async ({ tx, ctx, record, input }) => ({
      redirect: { model: 'AllocationRun', id: await runAllocation({ tx, ctx }, record.id, input.seed) },
    }),
  }),
  publishPlacements: verb({
    label: { fr: 'Publier les affectations', en: 'Publish placements' },
    from: ['allocating'],
    to: 'ongoing',
    roles: ['internship_officer'],
    tone: 'primary',
    done: { fr: 'Les affectations sont publiées.', en: 'Placements are published.' },
    guard: async ({ tx, record }) => {
      if ((await tx.allocationRun.count({ where: { campaignId: record.id, status: 'publishing' } })) > 0)
        throw PUBLISHING
    },
  }),
  startEvaluation: verb({
    label: { fr: 'Passer à l’évaluation', en: 'Start evaluating' },
    from: ['ongoing'],
    to: 'evaluating',
    roles: [],
    system: true,
    guard: async ({ tx, ctx, record }) => {
      const last = await tx.placement.aggregate({ where: { campaignId: record.id }, _max: { endsOn: true } })
      const end = last._max.endsOn ?? record.endsOn
      if (end && schoolDayEnd(end) >= ctx.now) throw STILL_ONGOING
    },
  }),
  publishGrades: verb({
    label: { fr: 'Publier les notes prêtes', en: 'Publish the grades that are ready' },
    from: ['ongoing', 'evaluating'],
    to: null,
    roles: ['internship_officer'],
    tone: 'primary',
    confirm: {
      fr: 'Chaque étudiant dont la note est complète la verra et sera prévenu. Publier ?',
      en: 'Each student whose grade is complete will see it and be told. Publish?',
    },
    done: { fr: 'Les notes partent une à une ; les incomplètes attendent.', en: 'Grades leave one by one.' },
    guard: async ({ tx, record }) => {
      if ((await readyGrades(tx, record.id)).length === 0) throw NO_GRADE_READY
    },
  }),
  close: verb({
    label: { fr: 'Clôturer la campagne', en: 'Close the campaign' },
    from: ['evaluating'],
    to: 'closed',
    roles: ['internship_officer'],
    tone: 'danger',
    confirm: {
      fr: 'La campagne ne pourra plus être modifiée. La clôturer ?',
      en: 'It will become read-only. Close it?',
    },
    input: z.object({
      justification: z
        .string()
        .max(2_000)
        .optional()
        .meta({ fr: 'Pourquoi des notes manquent', en: 'Why grades are missing', kind: 'longtext' }),
    }),
    guard: async ({ tx, record, input }) => {
      const missing = await ungraded(tx, record.id)
      if (missing > 0 && !input.justification) throw gradesMissing(missing)
    },
    body: async ({ tx, ctx, record, input }) => {
      await closeCandidatures({ tx, ctx }, record.id, 'La campagne est clôturée')
      return { note: input.justification ? { justification: input.justification } : {} }
    },
  }),
  cancel: verb({
    label: { fr: 'Annuler la campagne', en: 'Cancel the campaign' },
    from: ['draft', 'open'],
    to: 'cancelled',
    roles: ['internship_officer'],
    needsReason: true,
    tone: 'danger',
    confirm: {
      fr: 'Toutes les candidatures en cours seront closes et les étudiants prévenus. Annuler la campagne ?',
      en: 'All live candidatures will be closed and students told. Cancel the campaign?',
    },
    body: ({ tx, ctx, record, reason }) =>
      closeCandidatures({ tx, ctx }, record.id, `Campagne annulée : ${reason ?? ''}`),
  }),
})

/** The phases of a campaign, in the order the school lives them. */
const WINDOWS = ['opensOn', 'closesOn', 'committeeOn', 'startsOn', 'reportsDueOn', 'defensesOn'] as const

async function closeCandidatures(place: Parameters<typeof follow>[0], campaignId: string, why: string): Promise<void> {
  const live = await place.tx.candidature.findMany({
    where: { campaignId, status: { in: [...LIVE] } },
    select: { id: true },
    orderBy: { id: 'asc' },
  })
  for (const { id } of live) await follow(place, why)('Candidature', 'close', id)
}

const ungraded = (tx: Tx, campaignId: string): Promise<number> =>
  tx.placement.count({
    where: {
      campaignId,
      status: { notIn: ['cancelled', 'not_done', 'closed'] },
      NOT: { finalGrade: { status: { in: ['published', 'corrected'] } } },
    },
  })

const PUBLISHING = refuse.conflict('draw_publishing', {
  fr: 'Un tirage est en cours de publication : attendez qu’il soit terminé, puis recommencez.',
  en: 'A draw is being published: wait until it is done, then try again.',
})
const MISSING = { fr: 'Date à remplir avant d’ouvrir la campagne.', en: 'Date needed before the campaign opens.' }
const PAST = { fr: 'Cette date est déjà passée.', en: 'This date is already past.' }
const DATES = {
  fr: 'Des dates manquent : remplissez chaque étape de la campagne, puis ouvrez-la.',
  en: 'Dates are missing: fill in each phase of the campaign, then open it.',
}
const NO_COHORT = refuse.conflict('no_cohort', {
  fr: 'Aucune promotion ne participe à cette campagne : ajoutez-en au moins une, puis ouvrez-la.',
  en: 'No cohort takes part in this campaign: add at least one, then open it.',
})
const DISORDER = refuse.conflict('dates_disordered', {
  fr: 'Les dates doivent se suivre : ouverture, clôture des candidatures, commission, début des stages, remise des rapports, soutenances.',
  en: 'Dates must follow each other: opening, closing, committee, start of internships, reports, defenses.',
})
const STILL_ONGOING = refuse.conflict('still_ongoing', {
  fr: 'Des stages de cette campagne ne sont pas terminés : attendez la dernière date de fin.',
  en: 'Some internships of this campaign are not over: wait for the last end date.',
})
const NO_GRADE_READY = refuse.conflict('no_grade_ready', {
  fr: 'Aucune note n’est complète : la liste des notes dit ce qui manque à chacune.',
  en: 'No grade is complete: the list of grades says what each lacks.',
})
const gradesMissing = (count: number) =>
  refuse.conflict('grades_missing', {
    fr: `${count} note${count > 1 ? 's manquent' : ' manque'} encore. Publiez-les, ou écrivez pourquoi elles manquent.`,
    en: `${count} grade(s) are missing. Publish them, or write why they are missing.`,
  })
