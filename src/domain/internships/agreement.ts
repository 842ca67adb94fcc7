import { z } from 'zod'
import type { Me } from '../../access/rights.ts'
import { asDay, schoolDay } from '../../kit/calendar.ts'
import { defineFlow, verbOf } from '../../kit/flow.ts'
import { refuse } from '../../platform/errors.ts'
import { headings, refuseIncomplete } from './agreement-completeness.ts'
import { signingVerbs } from './agreement-signing.ts'
import { numbered, printedAnew, readyToFreeze, refreshVersion } from './agreement-version.ts'
import { linesOf, progressOf, voidLines } from './circuit.ts'
import { checklist, refuseIllegal } from './legal/checklist.ts'
import { termsOf } from './legal/facts.ts'

const verb = verbOf('Agreement')

const REVIEW = ['submitted', 'company_checked', 'pedagogy_approved'] as const
const UNSIGNED = ['draft', 'to_fix', ...REVIEW, 'approved', 'signing', 'signature_refused'] as const

export const agreementFlow = defineFlow('Agreement', {
  submit: verb({
    label: { fr: 'Soumettre', en: 'Submit' },
    from: ['draft', 'to_fix'],
    to: 'submitted',
    roles: ['student', 'internship_officer'],
    tone: 'primary',
    done: { fr: 'La convention est soumise : le tuteur école la relit.', en: 'Submitted: the school tutor reads it.' },
    guard: ({ record }) => refuseIncomplete(record),
    body: async ({ tx, ctx, record }) => {
      await refreshVersion(tx, record)
      return { data: { submittedAt: ctx.now, fieldsToFix: null } }
    },
  }),
  checkFacts: verb({
    label: { fr: 'Confirmer les informations', en: 'Confirm the facts' },
    from: ['submitted'],
    to: 'company_checked',
    roles: ['company_tutor'],
    tone: 'primary',
    done: { fr: 'Merci : l’école poursuit la validation.', en: 'Thank you: the school goes on.' },
  }),
  approvePedagogy: verb({
    label: { fr: 'Valider (tuteur école)', en: 'Approve (school tutor)' },
    from: ['submitted', 'company_checked'],
    to: 'pedagogy_approved',
    roles: ['school_tutor'],
    tone: 'primary',
    done: {
      fr: 'Convention validée : à l’administration de la vérifier.',
      en: 'Approved: the administration checks it.',
    },
    body: async ({ ctx }) => ({ data: { pedagogyApprovedAt: ctx.now } }),
  }),
  approve: verb({
    label: { fr: 'Valider (administration)', en: 'Approve (administration)' },
    from: ['pedagogy_approved'],
    to: 'approved',
    roles: ['internship_officer'],
    tone: 'primary',
    confirm: {
      fr: 'La convention recevra son numéro et son document sera figé. Valider ?',
      en: 'The agreement gets its number and its document is frozen. Approve?',
    },
    done: { fr: 'Convention validée : son document est en préparation.', en: 'Approved: its document is being made.' },
    guard: async ({ tx, ctx, record }) => {
      refuseIncomplete(record)
      await refuseIllegal(tx, record.placementId, { now: ctx.now, whatIf: termsOf(record), withAgreement: true })
    },
    body: async ({ tx, ctx, record }) => {
      const number = record.number ?? (await numbered(tx, ctx.now))
      const currentVersion = await readyToFreeze(tx, record)
      const { profile } = await checklist(tx, record.placementId, { now: ctx.now, whatIf: termsOf(record) })
      return { data: { number, currentVersion, approvedAt: ctx.now, legalProfileId: profile?.id ?? null } }
    },
  }),
  requestChanges: verb({
    label: { fr: 'Demander des corrections', en: 'Request changes' },
    from: REVIEW,
    to: 'to_fix',
    roles: ['school_tutor', 'company_tutor', 'internship_officer'],
    needsReason: true,
    input: z.object({
      fields: z
        .string()
        .refine(onlyHeadings, 'Choisissez parmi les rubriques de la convention.')
        .optional()
        .meta({ fr: 'Rubriques à corriger', en: 'Parts to fix', kind: 'choice', choices: headings }),
    }),
    done: { fr: 'L’étudiant reçoit vos remarques.', en: 'The student receives your remarks.' },
    body: async ({ input, reason }) => ({
      data: { changesRequested: reason, fieldsToFix: input.fields ?? null, pedagogyApprovedAt: null },
    }),
  }),
  refuse: verb({
    label: { fr: 'Refuser la convention', en: 'Refuse the agreement' },
    from: [...REVIEW, 'approved'],
    to: 'refused',
    roles: ['school_tutor', 'internship_officer'],
    needsReason: true,
    tone: 'danger',
    confirm: { fr: 'Un refus est définitif. Refuser cette convention ?', en: 'A refusal is final. Refuse it?' },
    body: async ({ reason }) => ({ data: { changesRequested: reason } }),
  }),
  ...signingVerbs,
  regenerate: verb({
    label: { fr: 'Régénérer le document', en: 'Print the document anew' },
    from: ['approved', 'signing'],
    to: 'approved',
    roles: ['internship_officer'],
    needsReason: true,
    tone: 'danger',
    confirm: {
      fr: 'Une nouvelle version sera imprimée avec le modèle du moment. Les signatures déjà recueillies seront sans effet et il faudra renvoyer la convention à la signature. Régénérer ?',
      en: 'A new version is printed with the present template. Signatures already given become void and the agreement must be sent to be signed again. Print anew?',
    },
    done: {
      fr: 'La nouvelle version est en préparation ; renvoyez-la ensuite à la signature.',
      en: 'The new version is being made; then send it to be signed again.',
    },
    body: async ({ tx, ctx, record }) => {
      const { signed, total } = progressOf(await linesOf(tx, { agreementId: record.id, amendmentId: null }))
      await voidLines(tx, ctx, { agreementId: record.id, amendmentId: null })
      return { data: { currentVersion: await printedAnew(tx, record) }, note: { voided: signed, told: total } }
    },
  }),
  undoPedagogy: verb({
    label: { fr: 'Revenir sur ma validation', en: 'Undo my approval' },
    from: ['pedagogy_approved'],
    to: 'submitted',
    roles: ['school_tutor'],
    needsReason: true,
    body: async () => ({ data: { pedagogyApprovedAt: null } }),
  }),
  undoApproval: verb({
    label: { fr: 'Revenir sur la validation', en: 'Undo the approval' },
    from: ['approved'],
    to: 'pedagogy_approved',
    roles: ['internship_officer'],
    needsReason: true,
    body: async () => ({ data: { approvedAt: null } }),
  }),
  cancel: verb({
    label: { fr: 'Annuler la convention', en: 'Cancel the agreement' },
    from: UNSIGNED,
    to: 'cancelled',
    roles: ['internship_officer', 'student'],
    rows: ownDraft,
    system: true,
    needsReason: true,
    tone: 'danger',
    body: async ({ tx, ctx, record, reason }) => {
      await voidLines(tx, ctx, { agreementId: record.id, amendmentId: null })
      return { data: { changesRequested: reason } }
    },
  }),
  // A termination was signed and has taken effect: the paper that was signed first is over too
  breakOff: verb({
    label: { fr: 'Constater la rupture', en: 'Break off' },
    from: ['signed'],
    to: 'broken',
    roles: [],
    system: true,
    guard: async ({ tx, record }) => {
      const { brokenOn } = await tx.placement.findUniqueOrThrow({ where: { id: record.placementId } })
      if (!brokenOn) throw NOT_BROKEN
    },
  }),
  archive: verb({
    label: { fr: 'Archiver', en: 'Archive' },
    from: ['signed', 'broken'],
    to: 'archived',
    roles: [],
    system: true,
    guard: async ({ tx, record }) => {
      const { status } = await tx.placement.findUniqueOrThrow({ where: { id: record.placementId } })
      if (status !== 'closed') throw NOT_CLOSED
    },
  }),
  lapse: verb({
    label: { fr: 'Constater la caducité', en: 'Lapse' },
    from: UNSIGNED,
    to: 'lapsed',
    roles: [],
    system: true,
    guard: ({ ctx, record }) => {
      if (!record.endsOn || asDay(record.endsOn) >= schoolDay(ctx.now)) throw NOT_PAST
    },
    body: async ({ tx, ctx, record }) => {
      await voidLines(tx, ctx, { agreementId: record.id, amendmentId: null })
      return {}
    },
  }),
})

/** A student cancels their own draft; afterwards it is the officer’s decision. */
function ownDraft(me: Me) {
  return me.role === 'student' ? { status: 'draft' } : {}
}

function onlyHeadings(text: string): boolean {
  return text.split(',').every((name) => headings.some((heading) => heading.value === name.trim()))
}

const NOT_BROKEN = refuse.conflict('not_broken', {
  fr: 'Le stage de cette convention n’est pas rompu.',
  en: 'The internship of this agreement is not broken off.',
})
const NOT_CLOSED = refuse.conflict('not_closed', {
  fr: 'Le stage de cette convention n’est pas clôturé : elle sert encore.',
  en: 'The internship of this agreement is not closed: it still serves.',
})
const NOT_PAST = refuse.conflict('not_past', {
  fr: 'Le stage prévu par cette convention n’est pas terminé.',
  en: 'The internship of this agreement is not over.',
})
