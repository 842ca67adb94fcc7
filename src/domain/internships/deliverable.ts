import { z } from 'zod'
import { asDay, schoolDay, schoolDayEnd } from '../../kit/calendar.ts'
import { defineFlow, verbOf } from '../../kit/flow.ts'
import { dateOfDay } from '../../platform/clock.ts'
import { Prisma } from '../../platform/db.ts'
import { refuse } from '../../platform/errors.ts'
import { daysLateOf, depositVersion, graceEnd, refuseDeposit } from './deliverable-deposit.ts'
import { ownPlacement } from './rows.ts'

const verb = verbOf('Deliverable')

const until = z.iso.date().meta({ fr: 'Nouvelle échéance', en: 'New deadline', kind: 'date' })
const followers = ['school_tutor', 'internship_officer'] as const

export const deliverableFlow = defineFlow('Deliverable', {
  open: verb({
    label: { fr: 'Ouvrir le dépôt', en: 'Open for deposit' },
    from: ['upcoming'],
    to: 'expected',
    roles: [],
    system: true,
    guard: ({ ctx, record }) => {
      if (record.opensOn && asDay(record.opensOn) > schoolDay(ctx.now)) throw NOT_YET
    },
  }),
  deposit: verb({
    label: { fr: 'Déposer', en: 'Hand in' },
    from: ['expected', 'handed_in', 'late', 'to_redo'],
    // The instant of the deposit decides, whether or not the job of the night has said so
    to: ({ ctx, record }) => (ctx.now > schoolDayEnd(record.dueOn) ? 'handed_in_late' : 'handed_in'),
    roles: ['student'],
    rows: (me) => ({ placement: ownPlacement(me) }),
    tone: 'primary',
    input: z.object({
      fileId: z.uuid().meta({ fr: 'Fichier (PDF)', en: 'File (PDF)', kind: 'file', accept: ['pdf'] }),
    }),
    done: { fr: 'C’est déposé : votre tuteur est prévenu.', en: 'Handed in: your tutor is told.' },
    guard: ({ tx, ctx, record, input }) => refuseDeposit({ tx, ctx }, record, input.fileId),
    body: async ({ tx, ctx, record, input }) => {
      const number = await depositVersion({ tx, ctx }, record, input.fileId)
      return {
        data: { handedInAt: record.handedInAt ?? ctx.now, daysLate: daysLateOf(record, ctx.now) },
        note: { deposit: number },
      }
    },
  }),
  review: verb({
    label: { fr: 'Commencer la relecture', en: 'Start the review' },
    from: ['handed_in', 'handed_in_late'],
    to: 'reviewing',
    roles: ['school_tutor'],
    tone: 'primary',
    done: {
      fr: 'Le dépôt ne peut plus être remplacé : validez-le, demandez une reprise ou rejetez-le.',
      en: 'The deposit can no longer be replaced: approve it, ask for changes or reject it.',
    },
  }),
  approve: verb({
    label: { fr: 'Valider', en: 'Approve' },
    from: ['reviewing'],
    to: 'approved',
    roles: ['school_tutor'],
    tone: 'primary',
    input: z.object({
      grade: z.coerce
        .number()
        .min(0)
        .max(20)
        .optional()
        .meta({ fr: 'Note sur 20, pour un rapport', en: 'Grade out of 20, for a report', kind: 'number' }),
    }),
    body: async ({ input }) => ({
      data: { comment: null, ...(input.grade !== undefined && { grade: new Prisma.Decimal(input.grade) }) },
    }),
  }),
  requestRedo: verb({
    label: { fr: 'Demander une reprise', en: 'Ask for changes' },
    from: ['reviewing'],
    to: 'to_redo',
    roles: ['school_tutor'],
    needsReason: true,
    input: z.object({ until }),
    done: { fr: 'L’étudiant sait quoi reprendre et pour quand.', en: 'The student knows what to change and by when.' },
    guard: ({ ctx, input }) => refusePast(input.until, ctx.now),
    body: async ({ input, reason }) => ({ data: { dueOn: dateOfDay(input.until), comment: reason } }),
  }),
  reject: verb({
    label: { fr: 'Rejeter', en: 'Reject' },
    from: ['reviewing'],
    to: 'rejected',
    roles: ['school_tutor'],
    needsReason: true,
    tone: 'danger',
    body: async ({ reason }) => ({ data: { comment: reason } }),
  }),
  markLate: verb({
    label: { fr: 'Constater le retard', en: 'Mark as late' },
    from: ['expected', 'to_redo'],
    to: 'late',
    roles: [],
    system: true,
    guard: ({ ctx, record }) => {
      if (ctx.now <= schoolDayEnd(record.dueOn)) throw NOT_YET
    },
  }),
  markMissing: verb({
    label: { fr: 'Constater le manque', en: 'Mark as missing' },
    from: ['late'],
    to: 'missing',
    roles: [],
    system: true,
    guard: ({ ctx, record }) => {
      if (ctx.now <= graceEnd(record)) throw NOT_YET
    },
  }),
  prolong: verb({
    label: { fr: 'Prolonger', en: 'Extend the deadline' },
    from: ['expected', 'late', 'to_redo'],
    to: 'expected',
    roles: followers,
    needsReason: true,
    input: z.object({ until }),
    done: { fr: 'Échéance reportée : les rappels suivent.', en: 'Deadline moved: the reminders follow.' },
    guard: ({ ctx, record, input }) => {
      refusePast(input.until, ctx.now)
      if (input.until <= asDay(record.dueOn)) throw refuse.invalid({ until: NOT_LATER })
    },
    body: async ({ input, reason }) => ({ data: { dueOn: dateOfDay(input.until), comment: reason } }),
  }),
  reopen: verb({
    label: { fr: 'Rouvrir', en: 'Reopen' },
    from: ['missing'],
    to: 'expected',
    roles: ['internship_officer'],
    needsReason: true,
    input: z.object({ until }),
    done: { fr: 'Le dépôt est rouvert.', en: 'The deposit is open again.' },
    guard: ({ ctx, input }) => refusePast(input.until, ctx.now),
    body: async ({ input, reason }) => ({ data: { dueOn: dateOfDay(input.until), comment: reason } }),
  }),
  exempt: verb({
    label: { fr: 'Dispenser', en: 'Exempt' },
    from: ['upcoming', 'expected', 'late', 'to_redo', 'missing'],
    to: 'exempted',
    roles: followers,
    needsReason: true,
    body: async ({ reason }) => ({ data: { comment: reason } }),
  }),
})

function refusePast(day: string, now: Date): void {
  if (day < schoolDay(now)) throw refuse.invalid({ until: PAST })
}

const NOT_YET = refuse.conflict('too_early', {
  fr: 'Cette date n’est pas encore atteinte.',
  en: 'That date has not come yet.',
})
const PAST = {
  fr: 'Cette échéance est déjà passée : choisissez un jour à venir.',
  en: 'This deadline is already past: choose a day to come.',
}
const NOT_LATER = {
  fr: 'La nouvelle échéance doit suivre l’ancienne.',
  en: 'The new deadline must come after the old one.',
}
