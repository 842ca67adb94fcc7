import type { Amendment } from '@prisma/client'
import type { Me } from '../../access/rights.ts'
import { defineFlow, verbOf } from '../../kit/flow.ts'
import type { Prisma, Tx } from '../../platform/db.ts'
import { refuse } from '../../platform/errors.ts'
import { applyAmendment } from './amendment-effects.ts'
import { amendmentSnapshot } from './amendment-snapshot.ts'
import { asAmended, differences, refuseEmpty } from './amendment-values.ts'
import { linesOf, openLines, type Paper, progressOf, signLine, voidLines } from './circuit.ts'
import { paperInput, refuseInput, sendInput, signInput, ticked } from './circuit-inputs.ts'
import { recordLines, refuseLine, withNewcomer } from './circuit-steps.ts'
import { follow } from './follow.ts'
import { refuseIllegal } from './legal/checklist.ts'

const verb = verbOf('Amendment')
const SIGNERS = ['student', 'school_tutor', 'company_tutor', 'internship_officer'] as const

/** §3.6: an amendment is drafted on the situation in force, approved, frozen, signed by those of the agreement, applied. */
export const amendmentFlow = defineFlow('Amendment', {
  submit: verb({
    label: { fr: 'Soumettre l’avenant', en: 'Submit the amendment' },
    from: ['draft'],
    to: 'submitted',
    roles: ['internship_officer'],
    tone: 'primary',
    done: { fr: 'Le tuteur école est invité à le valider.', en: 'The school tutor is asked to approve it.' },
    guard: async ({ tx, record }) => refuseEmpty(record, await placementOf(tx, record)),
  }),
  approvePedagogy: verb({
    label: { fr: 'Valider l’avenant (tuteur école)', en: 'Approve (school tutor)' },
    from: ['submitted'],
    to: 'pedagogy_approved',
    roles: ['school_tutor'],
    tone: 'primary',
  }),
  approve: verb({
    label: { fr: 'Valider l’avenant (administration)', en: 'Approve (administration)' },
    from: ['pedagogy_approved'],
    to: 'approved',
    roles: ['internship_officer'],
    tone: 'primary',
    confirm: { fr: 'Le document de l’avenant sera figé. Valider ?', en: 'The document is frozen. Approve?' },
    guard: async ({ tx, ctx, record }) => {
      const placement = await placementOf(tx, record)
      refuseEmpty(record, placement)
      await refuseIllegal(tx, placement.id, { now: ctx.now, whatIf: asAmended(record, placement), withAgreement: true })
    },
    body: async ({ tx, record }) => {
      const changes = await differences(tx, record, await placementOf(tx, record))
      const snapshot = await amendmentSnapshot(tx, record, changes)
      const kept: Prisma.JsonArray = changes.map((one) => ({ ...one, label: { ...one.label } }))
      return { data: { changes: kept, snapshot: snapshot as Prisma.JsonObject } }
    },
  }),
  refuse: verb({
    label: { fr: 'Refuser l’avenant', en: 'Refuse the amendment' },
    from: ['submitted', 'pedagogy_approved'],
    to: 'refused',
    roles: ['school_tutor', 'internship_officer'],
    needsReason: true,
    tone: 'danger',
    body: async ({ reason }) => ({ data: { statusReason: reason } }),
  }),
  cancel: verb({
    label: { fr: 'Annuler l’avenant', en: 'Cancel the amendment' },
    from: ['draft', 'submitted', 'pedagogy_approved', 'approved', 'signing', 'signature_refused'],
    to: 'cancelled',
    roles: ['internship_officer'],
    needsReason: true,
    tone: 'danger',
    body: async ({ tx, ctx, record, reason }) => {
      await voidLines(tx, ctx, { agreementId: record.agreementId, amendmentId: record.id })
      return { data: { statusReason: reason } }
    },
  }),
  sendToSign: verb({
    label: { fr: 'Envoyer à la signature', en: 'Send to be signed' },
    from: ['approved'],
    to: 'signing',
    roles: ['internship_officer'],
    tone: 'primary',
    input: sendInput.pick({ paper: true }),
    done: { fr: 'Le premier signataire est prévenu ; chacun le sera à son tour.', en: 'The first signatory is told.' },
    body: async ({ tx, record, input }) => {
      await openLines(tx, paperOf(record), await withNewcomer(tx, record, input.paper))
      return {}
    },
  }),
  sign: verb({
    label: { fr: 'Signer', en: 'Sign' },
    from: ['signing'],
    to: null,
    roles: SIGNERS,
    rows: signatory,
    system: true,
    tone: 'primary',
    input: signInput,
    done: { fr: 'Votre signature est enregistrée.', en: 'Your signature is recorded.' },
    body: async ({ tx, ctx, record, input }) => {
      const progress = await signLine(tx, ctx, paperOf(record), input)
      if (progress.signed === progress.total) await follow({ tx, ctx }, COMPLETE)('Amendment', 'conclude', record.id)
      return { note: progress }
    },
  }),
  recordPaper: verb({
    label: { fr: 'Enregistrer des signatures papier', en: 'Record signatures on paper' },
    from: ['signing'],
    to: null,
    roles: ['internship_officer'],
    input: paperInput,
    body: async ({ tx, ctx, record, input }) => {
      const progress = await recordLines(tx, ctx, paperOf(record), { ...input, capacities: ticked(input) })
      if (progress.signed === progress.total) await follow({ tx, ctx }, COMPLETE)('Amendment', 'conclude', record.id)
      return { note: { ...progress, signedOn: input.signedOn } }
    },
  }),
  refuseSignature: verb({
    label: { fr: 'Refuser de signer', en: 'Refuse to sign' },
    from: ['signing'],
    to: 'signature_refused',
    roles: SIGNERS,
    rows: signatory,
    system: true,
    needsReason: true,
    tone: 'danger',
    input: refuseInput,
    body: async ({ tx, ctx, record, input, reason }) => ({
      note: await refuseLine(tx, ctx, paperOf(record), input, reason),
    }),
  }),
  recall: verb({
    label: { fr: 'Rappeler l’avenant', en: 'Recall the amendment' },
    from: ['signing'],
    to: 'approved',
    roles: ['internship_officer'],
    needsReason: true,
    tone: 'danger',
    body: async ({ tx, ctx, record }) => {
      await voidLines(tx, ctx, { agreementId: record.agreementId, amendmentId: record.id })
      return {}
    },
  }),
  conclude: verb({
    label: { fr: 'Constater la signature complète', en: 'Conclude' },
    from: ['signing'],
    to: 'signed',
    roles: [],
    system: true,
    guard: async ({ tx, record }) => {
      const { signed, total } = progressOf(await linesOf(tx, paperOf(record)))
      if (total === 0 || signed < total) throw UNFINISHED
    },
    body: async ({ tx, ctx, record }) => ({
      data: { signedAt: ctx.now, ...(await applyAmendment(tx, ctx, { ...record, signedAt: ctx.now })) },
    }),
  }),
})

/** The frozen document of an amendment. */
function paperOf({ id, agreementId, sha256 }: Amendment): Paper {
  if (!sha256) throw NOT_FROZEN
  return { agreementId, versionId: null, amendmentId: id, sha256 }
}

async function placementOf(tx: Tx, { agreementId }: Amendment) {
  return (await tx.agreement.findUniqueOrThrow({ where: { id: agreementId }, include: { placement: true } })).placement
}

function signatory(me: Me) {
  return { signatories: { some: { OR: [{ personId: me.personId }, { delegateId: me.personId }] } } }
}

const COMPLETE = 'Toutes les signatures sont recueillies'
const NOT_FROZEN = refuse.conflict('not_frozen', {
  fr: 'Le document de l’avenant est en préparation : réessayez dans un instant.',
  en: 'The document is being made: try again in a moment.',
})
const UNFINISHED = refuse.conflict('unsigned', {
  fr: 'Toutes les signatures ne sont pas recueillies.',
  en: 'Some signatures are still missing.',
})
