import type { Agreement } from '@prisma/client'
import type { Me } from '../../access/rights.ts'
import { verbOf } from '../../kit/flow.ts'
import type { Tx } from '../../platform/db.ts'
import { refuse } from '../../platform/errors.ts'
import { amendInput, createAmendment } from './amendment-draft.ts'
import { linesOf, openLines, type Paper, progressOf, signLine, voidLines } from './circuit.ts'
import { outsideInput, paperInput, refuseInput, sendInput, signInput, ticked } from './circuit-inputs.ts'
import { linesFor, recordLines, refuseLine } from './circuit-steps.ts'
import { follow } from './follow.ts'

const verb = verbOf('Agreement')

/** §3.5 from `approved` on: who signs, in which order, by link, account or paper; who refuses, who recalls. */
export const signingVerbs = {
  sendToSign: verb({
    label: { fr: 'Envoyer à la signature', en: 'Send to be signed' },
    from: ['approved'],
    to: 'signing',
    roles: ['internship_officer'],
    tone: 'primary',
    input: sendInput,
    done: {
      fr: 'Le premier signataire est prévenu ; chacun le sera à son tour.',
      en: 'The first signatory is told; each in turn.',
    },
    guard: async ({ tx, record, input }) => {
      const paper = await paperOf(tx, record)
      await refuseSilentResend(tx, paper, input.again === true)
    },
    body: async ({ tx, ctx, record, input }) => {
      const paper = await paperOf(tx, record)
      await openLines(tx, paper, await linesFor(tx, ctx, record.placementId, input))
      return { note: { signatories: progressOf(await linesOf(tx, paper)).total } }
    },
  }),
  sign: verb({
    label: { fr: 'Signer', en: 'Sign' },
    from: ['signing'],
    to: null,
    roles: ['student', 'school_tutor', 'company_tutor', 'internship_officer'],
    rows: signatory,
    system: true,
    tone: 'primary',
    input: signInput,
    done: { fr: 'Votre signature est enregistrée.', en: 'Your signature is recorded.' },
    body: async ({ tx, ctx, record, input }) => {
      const progress = await signLine(tx, ctx, await paperOf(tx, record), input)
      if (progress.signed === progress.total) await follow({ tx, ctx }, COMPLETE)('Agreement', 'conclude', record.id)
      return { note: progress }
    },
  }),
  recordPaper: verb({
    label: { fr: 'Enregistrer des signatures papier', en: 'Record signatures on paper' },
    from: ['signing'],
    to: null,
    roles: ['internship_officer'],
    input: paperInput,
    done: { fr: 'Signatures enregistrées avec leur document numérisé.', en: 'Signatures recorded with their scan.' },
    body: async ({ tx, ctx, record, input }) => {
      const paper = await paperOf(tx, record)
      const progress = await recordLines(tx, ctx, paper, { ...input, capacities: ticked(input) })
      if (progress.signed === progress.total) await follow({ tx, ctx }, COMPLETE)('Agreement', 'conclude', record.id)
      return { note: { ...progress, signedOn: input.signedOn } }
    },
  }),
  refuseSignature: verb({
    label: { fr: 'Refuser de signer', en: 'Refuse to sign' },
    from: ['signing'],
    to: 'signature_refused',
    roles: ['student', 'school_tutor', 'company_tutor', 'internship_officer'],
    rows: signatory,
    system: true,
    needsReason: true,
    tone: 'danger',
    input: refuseInput,
    confirm: {
      fr: 'Le circuit s’arrêtera et l’école lira votre motif. Refuser ?',
      en: 'The circuit stops and the school reads why. Refuse?',
    },
    done: { fr: 'Votre refus est transmis à l’école.', en: 'Your refusal is with the school.' },
    body: async ({ tx, ctx, record, input, reason }) => ({
      note: await refuseLine(tx, ctx, await paperOf(tx, record), input, reason),
    }),
  }),
  recall: verb({
    label: { fr: 'Rappeler la convention', en: 'Recall the agreement' },
    from: ['signing'],
    to: 'approved',
    roles: ['internship_officer'],
    needsReason: true,
    tone: 'danger',
    confirm: {
      fr: 'Les signatures déjà recueillies seront sans effet et les signataires prévenus. Rappeler ?',
      en: 'Signatures already given become void and signatories are told. Recall?',
    },
    done: { fr: 'Convention rappelée : corrigez-la ou renvoyez-la.', en: 'Recalled: correct it or send it again.' },
    body: async ({ tx, ctx, record }) => {
      await voidLines(tx, ctx, { agreementId: record.id, amendmentId: null })
      return {}
    },
  }),
  revise: verb({
    label: { fr: 'Corriger après le refus', en: 'Correct after the refusal' },
    from: ['signature_refused'],
    to: 'to_fix',
    roles: ['internship_officer'],
    needsReason: true,
    tone: 'primary',
    done: {
      fr: 'La convention est à corriger ; validée, elle portera une nouvelle version.',
      en: 'To correct; once approved it bears a new version.',
    },
    body: async ({ tx, ctx, record, reason }) => {
      await voidLines(tx, ctx, { agreementId: record.id, amendmentId: null })
      return { data: { changesRequested: reason, pedagogyApprovedAt: null, approvedAt: null } }
    },
  }),
  signOutside: verb({
    label: { fr: 'Signée hors de l’outil', en: 'Signed outside' },
    from: ['approved', 'signing'],
    to: null,
    roles: ['internship_officer'],
    input: outsideInput,
    done: { fr: 'La convention est signée ; son document numérisé est gardé.', en: 'Signed; its scan is kept.' },
    body: async ({ tx, ctx, record, input }) => {
      const paper = await paperOf(tx, record)
      if ((await linesOf(tx, paper)).length === 0)
        await openLines(tx, paper, await linesFor(tx, ctx, record.placementId, { paper: 'all' }))
      const progress = await recordLines(tx, ctx, paper, { ...input, capacities: 'all' })
      await follow({ tx, ctx }, 'Signée hors de l’outil par toutes les parties')('Agreement', 'conclude', record.id)
      return { note: { ...progress, signedOn: input.signedOn } }
    },
  }),
  amend: verb({
    label: { fr: 'Préparer un avenant', en: 'Draft an amendment' },
    from: ['signed'],
    to: null,
    roles: ['internship_officer'],
    input: amendInput,
    done: {
      fr: 'L’avenant est ouvert sur les valeurs en vigueur.',
      en: 'The amendment starts from the values in force.',
    },
    body: async ({ tx, ctx, record, input }) => ({
      redirect: { model: 'Amendment', id: await createAmendment(tx, ctx, record, input.kind) },
    }),
  }),
  conclude: verb({
    label: { fr: 'Constater la signature complète', en: 'Conclude' },
    from: ['approved', 'signing'],
    to: 'signed',
    roles: [],
    system: true,
    guard: async ({ tx, record }) => {
      const { signed, total } = progressOf(await linesOf(tx, { agreementId: record.id, amendmentId: null }))
      if (total === 0 || signed < total) throw UNFINISHED
    },
    body: async ({ tx, ctx, record }) => {
      await tx.agreement.update({ where: { id: record.id }, data: { status: 'signed', signedAt: ctx.now } })
      const placement = await tx.placement.findUniqueOrThrow({ where: { id: record.placementId } })
      if (placement.status === 'confirmed')
        await follow({ tx, ctx }, 'La convention est signée par toutes les parties')(
          'Placement',
          'markReady',
          placement.id,
        )
      return { data: { signedAt: ctx.now } }
    },
  }),
}

/** The frozen document that is being signed: the version in hand. */
export async function paperOf(tx: Tx, agreement: Pick<Agreement, 'id' | 'currentVersion'>): Promise<Paper> {
  const version = await tx.agreementVersion.findUniqueOrThrow({
    where: { agreementId_number: { agreementId: agreement.id, number: agreement.currentVersion } },
  })
  if (!version.sha256) throw NOT_FROZEN
  return { agreementId: agreement.id, versionId: version.id, amendmentId: null, sha256: version.sha256 }
}

/** Those who have a line to sign, or stand in for somebody who has. */
export function signatory(me: Me) {
  return { signatories: { some: { OR: [{ personId: me.personId }, { delegateId: me.personId }] } } }
}

async function refuseSilentResend(tx: Tx, { agreementId }: Paper, again: boolean): Promise<void> {
  if (again) return
  const earlier = await tx.signatory.count({ where: { agreementId, amendmentId: null, status: 'void' } })
  if (earlier > 0) throw refuse.invalid({ again: EARLIER }, EARLIER)
}

export const COMPLETE = 'Toutes les signatures sont recueillies'
const EARLIER = {
  fr: 'Cette convention a déjà été envoyée à la signature : cochez la case pour la renvoyer, chacun signera de nouveau.',
  en: 'This agreement was already sent to be signed: tick the box to send it again, everybody signs anew.',
}
const NOT_FROZEN = refuse.conflict('not_frozen', {
  fr: 'Le document de la convention est en préparation : réessayez dans un instant.',
  en: 'The document is being made: try again in a moment.',
})
const UNFINISHED = refuse.conflict('unsigned', {
  fr: 'Toutes les signatures ne sont pas recueillies.',
  en: 'Some signatures are still missing.',
})
