import { z } from 'zod'
import { verbOf } from '../../kit/flow.ts'
import { askForCertificates } from './absence.ts'
import { answerWeek, submitWeek } from './logbook-week.ts'

const verb = verbOf('Placement')

const week = z.object({ week: z.iso.date().meta({ fr: 'Semaine du', en: 'Week of', kind: 'date' }) })
/** Days were lived in the company: there is a logbook to answer. */
const LIVED = ['ongoing', 'suspended', 'finished', 'broken'] as const

/** What is done with a whole week of the logbook, as verbs of the internship. */
export const weekVerbs = {
  submitWeek: verb({
    label: { fr: 'Soumettre une semaine', en: 'Submit a week' },
    from: LIVED,
    to: null,
    roles: ['student'],
    rows: (me) => ({ studentId: me.studentId }),
    input: week,
    done: {
      fr: 'Semaine soumise : votre tuteur en entreprise est prévenu.',
      en: 'Week submitted: your tutor is told.',
    },
    body: async ({ tx, ctx, record, input }) => {
      const days = await submitWeek({ tx, ctx }, record.id, input.week)
      await askForCertificates(tx, record.id, input.week)
      return { note: { week: input.week, days } }
    },
  }),
  approveWeek: verb({
    label: { fr: 'Valider une semaine', en: 'Approve a week' },
    from: LIVED,
    to: null,
    roles: ['company_tutor', 'school_tutor'],
    input: week,
    done: { fr: 'Semaine validée : ces heures sont acquises.', en: 'Week approved: these hours stand.' },
    body: async ({ tx, ctx, record, input }) => ({
      note: { week: input.week, days: await answerWeek({ tx, ctx }, record.id, input.week, 'approve') },
    }),
  }),
  rejectWeek: verb({
    label: { fr: 'Rejeter une semaine', en: 'Reject a week' },
    from: LIVED,
    to: null,
    roles: ['company_tutor', 'school_tutor'],
    needsReason: true,
    input: week,
    done: { fr: 'L’étudiant sait quoi corriger.', en: 'The student knows what to correct.' },
    body: async ({ tx, ctx, record, input, reason }) => ({
      note: { week: input.week, days: await answerWeek({ tx, ctx }, record.id, input.week, 'reject', reason) },
    }),
  }),
  remindWeek: verb({
    label: { fr: 'Relancer pour une semaine', en: 'Remind of a week' },
    from: LIVED,
    to: null,
    roles: [],
    system: true,
    input: week,
    body: async ({ input }) => ({ note: { week: input.week } }),
  }),
}
