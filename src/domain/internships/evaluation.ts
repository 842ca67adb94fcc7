import { z } from 'zod'
import type { Me } from '../../access/rights.ts'
import type { Where } from '../../access/where.ts'
import { shownInstant } from '../../kit/calendar.ts'
import { defineFlow, verbOf } from '../../kit/flow.ts'
import { defineFilter } from '../../kit/named-filter.ts'
import { later } from '../../platform/clock.ts'
import type { Tx } from '../../platform/db.ts'
import { refuse } from '../../platform/errors.ts'
import { filledIn, grid, refuseBlank } from './evaluation-grid.ts'
import { refuseTooEarly } from './evaluation-opening.ts'
import { gradeIsOut } from './grade-parts.ts'

const verb = verbOf('Evaluation')

/** Each evaluator has their own form, and nobody else’s. */
const ownForm = (me: Me): Where => {
  const kind = { company_tutor: 'company', school_tutor: 'school', student: 'self' }[me.role as string]
  return kind ? { kind } : {}
}

const WAITING = ['open', 'draft', 'reopened'] as const
const evaluators = ['company_tutor', 'school_tutor', 'student'] as const

export const evaluationFlow = defineFlow('Evaluation', {
  open: verb({
    label: { fr: 'Ouvrir l’évaluation', en: 'Open the evaluation' },
    from: ['not_open'],
    to: 'open',
    roles: ['internship_officer'],
    system: true,
    tone: 'primary',
    done: { fr: 'L’évaluation est ouverte, l’évaluateur est prévenu.', en: 'It is open, the evaluator is told.' },
    guard: ({ tx, ctx, record }) => refuseTooEarly(tx, record.placementId, ctx.now),
  }),
  saveDraft: verb({
    label: { fr: 'Enregistrer le brouillon', en: 'Save the draft' },
    from: WAITING,
    to: 'draft',
    roles: evaluators,
    rows: ownForm,
    input: z.object(grid),
    done: { fr: 'Brouillon enregistré : il n’est vu de personne d’autre que l’école.', en: 'Draft saved.' },
    body: async ({ input }) => ({ data: filledIn(input) }),
  }),
  submit: verb({
    label: { fr: 'Soumettre l’évaluation', en: 'Submit the evaluation' },
    from: WAITING,
    to: 'submitted',
    roles: evaluators,
    rows: ownForm,
    tone: 'primary',
    input: z.object(grid),
    done: { fr: 'Merci : l’évaluation est soumise.', en: 'Thank you: the evaluation is submitted.' },
    guard: ({ record, input }) => refuseBlank(record, input),
    body: async ({ ctx, input }) => ({ data: { ...filledIn(input), submittedAt: ctx.now } }),
  }),
  enterForOther: verb({
    label: { fr: 'Saisir par délégation', en: 'Enter on their behalf' },
    from: ['not_open', ...WAITING],
    to: 'entered_by_delegation',
    roles: ['internship_officer'],
    input: z.object({
      ...grid,
      scanFileId: z.uuid().meta({ fr: 'Fiche numérisée', en: 'Scanned form', kind: 'file', accept: ['pdf', 'image'] }),
    }),
    done: { fr: 'Évaluation saisie par délégation, la fiche est au dossier.', en: 'Entered, the form is on file.' },
    guard: async ({ tx, ctx, record, input }) => {
      refuseBlank(record, input)
      await refuseTooEarly(tx, record.placementId, ctx.now)
    },
    body: async ({ tx, ctx, record, input }) => {
      const personId = ctx.actor.kind === 'person' ? ctx.actor.personId : null
      await claimScan(tx, record.id, input.scanFileId, personId)
      return { data: { ...filledIn(input), scanFileId: input.scanFileId, submittedAt: ctx.now } }
    },
  }),
  reopen: verb({
    label: { fr: 'Rouvrir l’évaluation', en: 'Reopen the evaluation' },
    from: ['submitted', 'entered_by_delegation'],
    to: 'reopened',
    roles: ['internship_officer'],
    needsReason: true,
    done: {
      fr: 'L’évaluation est rouverte, l’évaluateur lit votre motif.',
      en: 'Reopened, the evaluator is told why.',
    },
    guard: async ({ tx, record }) => {
      if (await gradeIsOut(tx, record.placementId)) throw OUT
    },
    body: async () => ({ data: { submittedAt: null } }),
  }),
  remind: verb({
    label: { fr: 'Relancer', en: 'Remind' },
    from: WAITING,
    to: null,
    roles: ['internship_officer'],
    system: true,
    done: { fr: 'Rappel envoyé.', en: 'Reminder sent.' },
    guard: ({ ctx, record }) => {
      const { remindedAt } = record
      if (remindedAt && remindedAt > later(ctx.now, { hours: -24 })) throw alreadyReminded(remindedAt)
    },
    body: async ({ ctx }) => ({ data: { remindedAt: ctx.now } }),
  }),
  lock: verb({
    label: { fr: 'Verrouiller', en: 'Lock' },
    from: ['submitted', 'entered_by_delegation'],
    to: 'locked',
    roles: [],
    system: true,
  }),
})

defineFilter('Evaluation', {
  name: 'waiting',
  label: { fr: 'Évaluations manquantes', en: 'Missing evaluations' },
  values: [
    missing('company', 'Entreprise', 'Company'),
    missing('school', 'Tuteur école', 'School tutor'),
    missing('self', 'Étudiant', 'Student'),
  ],
})

function missing(kind: string, fr: string, en: string) {
  return { value: kind, label: { fr, en }, where: { kind, status: { in: [...WAITING] } } }
}

// Only one’s own upload: the id of somebody else’s file opens nothing
async function claimScan(tx: Tx, id: string, fileId: string, personId: string | null): Promise<void> {
  const { count } = await tx.storedFile.updateMany({
    where: { id: fileId, uploadedById: personId, ownerId: null },
    data: { ownerModel: 'Evaluation', ownerId: id },
  })
  if (count === 0) throw refuse.invalid({ scanFileId: FILE_LOST })
}

const FILE_LOST = {
  fr: 'Ce fichier n’est plus disponible : déposez-le à nouveau.',
  en: 'This file is gone: upload it again.',
}
const OUT = refuse.conflict('grade_published', {
  fr: 'La note finale est publiée : rectifiez la note plutôt que de rouvrir l’évaluation.',
  en: 'The final grade is published: correct the grade instead of reopening the evaluation.',
})
const alreadyReminded = (instant: Date) =>
  refuse.conflict('reminded_recently', {
    fr: `Déjà relancé le ${shownInstant(instant)} : laissez passer 24 heures.`,
    en: `Already reminded on ${shownInstant(instant)}: wait 24 hours.`,
  })
