import { z } from 'zod'
import type { Me } from '../../access/rights.ts'
import type { Where } from '../../access/where.ts'
import { defineFlow, verbOf } from '../../kit/flow.ts'
import { refuse } from '../../platform/errors.ts'
import { insistFinished, insistReady } from './activity-conditions.ts'
import { insistReopenable, insistUnopened } from './activity-reopening.ts'
import { assist, assisted } from './attendance-assist.ts'
import { insistOpen, issue, killGrants, newSlug, revoke } from './attendance-issue.ts'
import { confirmAll } from './attendance-review.ts'
import { refuseCancellation } from './cancellation.ts'
import { inClubs, runBy } from './posts.ts'
import { award } from './winner.ts'

const verb = verbOf('Activity')

/** Who runs an activity: the lead, the deputy and the secretary of its club; the Amicale may always help. */
const run = {
  roles: ['club_lead', 'club_member', 'union_executive'] as const,
  rows: (me: Me): Where => inClubs(me, runBy(me)),
}

const OPENED = ['running', 'finished'] as const

/** Planned, running, finished or cancelled; and the attendance of it, opened by a code and closed. */
export const activityFlow = defineFlow('Activity', {
  start: verb({
    label: { fr: 'Démarrer l’émargement', en: 'Start attendance' },
    ...{ ...run, from: ['planned'], to: 'running', tone: 'primary' },
    done: {
      fr: 'L’émargement est ouvert : projetez le code depuis l’onglet « Émargement ».',
      en: 'Attendance is open: show the code from the “Attendance” tab.',
    },
    guard: ({ record }) => insistReady(record),
    body: async ({ tx, ctx, record, reason }) => {
      await insistUnopened(tx, record.id, ctx.now)
      await issue({ tx, ctx }, record, reason)
      return { data: { startedAt: ctx.now, slug: record.slug ?? newSlug(), startsAt: record.startsAt ?? ctx.now } }
    },
  }),
  issueCode: verb({
    label: { fr: 'Nouveau code', en: 'New code' },
    ...{ ...run, from: OPENED, to: null, inTab: true },
    confirm: {
      fr: 'Le code affiché ne vaudra plus rien. En émettre un autre ?',
      en: 'The code shown will open nothing. Issue another?',
    },
    done: { fr: 'Nouveau code émis : l’ancien n’ouvre plus rien.', en: 'New code issued: the old one opens nothing.' },
    guard: async ({ tx, ctx, record }) => void (await insistOpen(tx, record.id, ctx.now)),
    body: async ({ tx, ctx, record, reason }) => {
      const { generation } = await issue({ tx, ctx }, record, reason)
      return { note: { generation } }
    },
  }),
  showCode: verb({
    label: { fr: 'Afficher le code', en: 'Show the code' },
    ...{ ...run, from: OPENED, to: null, inTab: true, shared: true },
    body: async ({ tx, ctx, record }) => ({
      note: { generation: (await insistOpen(tx, record.id, ctx.now)).generation },
    }),
  }),
  closeAttendance: verb({
    label: { fr: 'Clore l’émargement', en: 'Close attendance' },
    ...{ ...run, from: OPENED, to: null, inTab: true },
    confirm: {
      fr: 'Plus personne ne pourra valider le code ; les formulaires déjà ouverts ont un quart d’heure. Clore ?',
      en: 'Nobody will validate the code any more; forms already open have a quarter of an hour. Close?',
    },
    done: {
      fr: 'Émargement clos. Les ajouts se font maintenant par la liste assistée.',
      en: 'Attendance closed. Add people by the assisted list now.',
    },
    body: async ({ tx, ctx, record }) => {
      await insistOpen(tx, record.id, ctx.now)
      await revoke({ tx, ctx }, record.id)
      return {}
    },
  }),
  reopenAttendance: verb({
    label: { fr: 'Rouvrir l’émargement', en: 'Reopen attendance' },
    ...{ ...run, from: OPENED, to: null, inTab: true, needsReason: true },
    done: { fr: 'Émargement rouvert avec un nouveau code.', en: 'Attendance reopened with a new code.' },
    guard: ({ tx, ctx, record }) => insistReopenable(tx, record, ctx.now),
    body: async ({ tx, ctx, record, reason }) => {
      await issue({ tx, ctx }, record, reason)
      return { data: { reopened: record.reopened + 1, slug: record.slug ?? newSlug(), notTakenReason: null } }
    },
  }),
  countHeads: verb({
    label: { fr: 'Compter la salle', en: 'Count the room' },
    ...{ ...run, from: OPENED, to: null, inTab: true },
    input: z.object({
      headcount: z.coerce
        .number()
        .int()
        .min(0)
        .max(5_000)
        .meta({ fr: 'Personnes assises', en: 'People seated', kind: 'number' }),
    }),
    body: async ({ input }) => ({ data: { headcount: input.headcount } }),
  }),
  assist: verb({
    label: { fr: 'Inscrire un présent', en: 'Add somebody present' },
    ...{ ...run, from: OPENED, to: null, inTab: true, shared: true },
    input: assisted,
    done: { fr: 'Présence enregistrée.', en: 'Attendance saved.' },
    body: async ({ tx, ctx, record, input, reason }) => ({ note: await assist({ tx, ctx }, record, input, reason) }),
  }),
  confirmAll: verb({
    label: { fr: 'Confirmer tout ce qui attend', en: 'Confirm all that wait' },
    ...{ ...run, from: OPENED, to: null, inTab: true },
    done: { fr: 'Présences confirmées : elles comptent.', en: 'Attendances confirmed: they count.' },
    body: async ({ tx, ctx, record }) => ({ note: { confirmed: await confirmAll({ tx, ctx }, record.id) } }),
  }),
  finish: verb({
    label: { fr: 'Terminer l’activité', en: 'Finish the activity' },
    ...{ ...run, from: ['planned', 'running'], to: 'finished', tone: 'primary' },
    input: z.object({
      difficulties: z
        .string()
        .trim()
        .max(4_000)
        .optional()
        .meta({
          ...{ fr: 'Difficultés rencontrées', en: 'Difficulties met', kind: 'longtext' },
          help: {
            fr: 'Lues par l’Amicale seule. S’il n’y en a pas, écrivez « aucune ».',
            en: 'Read by the union alone. If none, write “none”.',
          },
        }),
      notTakenReason: z
        .string()
        .trim()
        .min(5)
        .max(400)
        .optional()
        .meta({
          ...{ fr: 'Présence non relevée : pourquoi ?', en: 'Attendance not taken: why?' },
          help: { fr: 'Seulement si personne n’a émargé.', en: 'Only when nobody signed in.' },
        }),
    }),
    done: {
      fr: 'Activité terminée : elle compte dans le bilan du club.',
      en: 'Activity finished: it counts for the club.',
    },
    guard: ({ tx, ctx, record, input }) => insistFinished(tx, record, input, ctx.now),
    body: async ({ tx, ctx, record, input }) => {
      await revoke({ tx, ctx }, record.id)
      const difficulties = input.difficulties ?? record.difficulties
      return { data: { difficulties, notTakenReason: input.notTakenReason ?? null, finishedAt: ctx.now } }
    },
  }),
  cancel: verb({
    label: { fr: 'Annuler l’activité', en: 'Cancel the activity' },
    ...{ ...run, from: ['planned', 'running'], to: 'cancelled', needsReason: true, tone: 'danger' },
    confirm: {
      fr: 'Le code meurt à l’instant ; les présences restent lisibles et ne comptent plus. Annuler cette activité ?',
      en: 'The code dies at once; attendances stay readable and count no more. Cancel this activity?',
    },
    done: { fr: 'Activité annulée.', en: 'Activity cancelled.' },
    body: async ({ tx, ctx, record, reason }) => {
      await revoke({ tx, ctx }, record.id)
      await killGrants({ tx, ctx }, record.id)
      return { data: { cancelledAt: ctx.now, statusReason: reason } }
    },
  }),
  approveCancellation: verb({
    label: { fr: 'Approuver l’annulation', en: 'Approve the cancellation' },
    ...{ from: ['cancelled'], to: null, roles: ['union_executive'], tone: 'primary' },
    done: {
      fr: 'Approuvée : cette activité sort du taux d’exécution.',
      en: 'Approved: this activity leaves the execution rate.',
    },
    guard: ({ record }) => {
      if (record.cancellationApprovedAt) throw APPROVED
    },
    // The Amicale may change its mind
    body: async ({ ctx }) => ({ data: { cancellationApprovedAt: ctx.now, cancellationRefusedAt: null } }),
  }),
  refuseCancellation,
  award,
})

const APPROVED = refuse.conflict('already_approved', {
  fr: 'Cette annulation est déjà approuvée.',
  en: 'This cancellation is already approved.',
})
