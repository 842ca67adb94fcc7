import type { LedgerEntry } from '@prisma/client'
import { z } from 'zod'
import { perform } from '../../kit/command.ts'
import { defineFlow, verbOf } from '../../kit/flow.ts'
import { refuse } from '../../platform/errors.ts'
import { insistOnApprover } from './ledger-approval.ts'
import './ledger-draft.ts'
import { attach, enter, exerciseFor, lacksReceipt, openedEntry, type Place } from './ledger-entry.ts'
import { motiveInput } from './ledger-inputs.ts'
import { effectOf } from './ledger-kinds.ts'
import { register } from './ledger-register.ts'

const verb = verbOf('LedgerEntry')
const KEEPERS = ['club_lead', 'club_treasurer'] as const
const APPROVERS = ['club_lead', 'club_treasurer', 'union_executive'] as const

// Steps that follow from somebody else’s act: no button
const onlyJobs = { roles: [] as const, system: true as const }

/** The life of an entry. Only what is settled moves the balance; nothing settled is ever changed, it is reversed. */
export const ledgerFlow = defineFlow('LedgerEntry', {
  submit: verb({
    label: { fr: 'Soumettre', en: 'Submit' },
    from: ['draft'],
    to: 'submitted',
    roles: KEEPERS,
    tone: 'primary',
    done: { fr: 'Soumise : une autre personne doit l’approuver.', en: 'Submitted: somebody else must approve it.' },
    body: async ({ tx, record }) => {
      const entry = await openedEntry(tx, record)
      return { data: { exercise: await exerciseFor(record.occurredOn), isUnreceipted: await lacksReceipt(tx, entry) } }
    },
  }),
  approve: verb({
    label: { fr: 'Approuver et porter au registre', en: 'Approve and enter in the register' },
    from: ['submitted'],
    to: 'settled',
    roles: APPROVERS,
    tone: 'primary',
    confirm: {
      fr: 'L’argent a changé de mains, et la caisse bouge de cette somme. Au registre, rien ne s’efface : approuver ?',
      en: 'The money has changed hands, and the box moves by this sum. Nothing leaves the register: approve?',
    },
    done: {
      fr: 'Approuvée et portée au registre : le solde en tient compte.',
      en: 'Approved and entered: the balance counts it.',
    },
    guard: async ({ tx, ctx, record }) => insistOnApprover({ tx, ctx }, await openedEntry(tx, record)),
    body: async ({ tx, ctx, record }) => {
      const approved = approval({ tx, ctx })
      return { data: { ...approved, ...(await settled({ tx, ctx }, { ...record, ...approved })) } }
    },
  }),
  authorize: verb({
    label: { fr: 'Approuver avant paiement', en: 'Approve before payment' },
    from: ['submitted'],
    to: 'approved',
    roles: APPROVERS,
    done: { fr: 'Approuvée : le solde bougera au paiement.', en: 'Approved: the balance moves at payment.' },
    guard: async ({ tx, ctx, record }) => {
      if (record.kind !== 'expense' && record.kind !== 'income') throw AT_ONCE
      await insistOnApprover({ tx, ctx }, await openedEntry(tx, record))
    },
    body: async ({ tx, ctx }) => ({ data: approval({ tx, ctx }) }),
  }),
  settle: verb({
    label: { fr: 'Payée ou encaissée', en: 'Paid or received' },
    from: ['approved'],
    to: 'settled',
    roles: KEEPERS,
    tone: 'primary',
    done: {
      fr: 'Portée au registre : le solde en tient compte.',
      en: 'Entered in the register: the balance counts it.',
    },
    body: async ({ tx, ctx, record }) => ({ data: await settled({ tx, ctx }, record) }),
  }),
  refuse: verb({
    label: { fr: 'Refuser', en: 'Refuse' },
    from: ['submitted'],
    to: 'refused',
    roles: APPROVERS,
    needsReason: true,
    tone: 'danger',
    guard: async ({ tx, ctx, record }) => insistOnApprover({ tx, ctx }, await openedEntry(tx, record)),
    body: async ({ tx, ctx, record, reason }) => {
      if (record.transferId) await otherHalf({ tx, ctx }, record, 'drop')
      // What it was to reverse may be reversed by another
      return { data: { statusReason: reason, reversesId: null } }
    },
  }),
  rework: verb({
    label: { fr: 'Reprendre en brouillon', en: 'Take back as a draft' },
    from: ['refused'],
    to: 'draft',
    roles: KEEPERS,
    guard: ({ ctx, record }) => {
      if (record.kind !== 'expense' && record.kind !== 'income') throw ENTER_AGAIN
      if (ctx.actor.kind === 'person' && record.authorId !== ctx.actor.personId) throw AUTHOR_ONLY
    },
    body: async () => ({ data: { statusReason: null } }),
  }),
  attach: verb({
    label: { fr: 'Joindre une pièce', en: 'Attach a receipt' },
    from: ['draft', 'submitted', 'approved', 'settled'],
    to: null,
    roles: KEEPERS,
    input: z.object({
      fileId: z.uuid().meta({
        ...{ fr: 'Photo ou PDF', en: 'Photo or PDF', kind: 'file', accept: ['image', 'pdf'], sealed: true },
      }),
    }),
    done: {
      fr: 'Pièce jointe, chiffrée et gardée avec l’écriture.',
      en: 'Receipt attached, encrypted and kept with the entry.',
    },
    body: async ({ tx, ctx, record, input }) => {
      await attach({ tx, ctx }, record.id, input.fileId)
      return { data: { isUnreceipted: false } }
    },
  }),
  reverse: verb({
    label: { fr: 'Contre-passer', en: 'Reverse' },
    from: ['settled'],
    to: null,
    roles: APPROVERS,
    input: z.object({ motive: motiveInput }),
    tone: 'danger',
    done: {
      fr: 'Contre-passation écrite et soumise : une autre personne doit l’approuver.',
      en: 'Reversal written and submitted: somebody else must approve it.',
    },
    guard: async ({ tx, record }) => {
      if (!REVERSIBLE.has(record.kind)) throw NOT_REVERSIBLE
      if ((await tx.ledgerEntry.count({ where: { reversesId: record.id } })) > 0) throw ONCE
    },
    body: async ({ tx, ctx, record, input }) => {
      const { amount, category, activityId } = await openedEntry(tx, record)
      const undone = { amount: -effectOf(record.kind, amount), category, activityId, motive: input.motive }
      const box = { id: record.cashBoxId, clubId: record.clubId }
      const written = { kind: 'reversal', status: 'submitted', reversesId: record.id, ...undone } as const
      const reversal = await enter({ tx, ctx }, box, written)
      return { redirect: { model: 'LedgerEntry', id: reversal.id } }
    },
  }),
  undo: verb({ ...onlyJobs, label: { fr: 'Contre-passée', en: 'Reversed' }, from: ['settled'], to: 'reversed' }),
  receive: verb({
    ...{ ...onlyJobs, label: { fr: 'Transfert reçu', en: 'Transfer received' }, from: ['submitted'], to: 'settled' },
    body: async ({ tx, ctx, record }) => ({ data: await register({ tx, ctx }, record) }),
  }),
  drop: verb({
    ...onlyJobs,
    label: { fr: 'Transfert abandonné', en: 'Transfer dropped' },
    from: ['submitted'],
    to: 'refused',
  }),
})

const REVERSIBLE = new Set(['income', 'expense', 'difference'])

const approval = ({ ctx }: Place): Partial<LedgerEntry> => ({
  approverId: ctx.actor.kind === 'person' ? ctx.actor.personId : null,
  approvedAt: ctx.now,
})

/** Into the register, with what follows: the entry it reverses, the other half of a transfer. */
async function settled(place: Place, entry: LedgerEntry): Promise<Partial<LedgerEntry>> {
  const data = await register(place, entry)
  if (entry.reversesId) await bySystem(place, entry.reversesId, 'undo')
  if (entry.transferId) await otherHalf(place, entry, 'receive')
  return data
}

async function otherHalf(place: Place, entry: LedgerEntry, verbName: 'receive' | 'drop'): Promise<void> {
  const where = { transferId: entry.transferId, id: { not: entry.id } }
  const other = await place.tx.ledgerEntry.findFirst({ where, select: { id: true } })
  if (other) await bySystem(place, other.id, verbName)
}

const bySystem = ({ tx, ctx }: Place, id: string, verbName: string) => {
  const actor = { kind: 'system', reason: 'Suite d’une écriture approuvée' } as const
  return perform({ ...ctx, actor }, 'LedgerEntry', verbName, id, {}, { tx, reason: actor.reason })
}

const AT_ONCE = refuse.conflict('at_once', {
  fr: 'Cette écriture se porte au registre dès qu’elle est approuvée : utilisez « Approuver et porter au registre ».',
  en: 'This entry enters the register as soon as it is approved: use “Approve and enter in the register”.',
})
const ENTER_AGAIN = refuse.conflict('enter_again', {
  fr: 'Cette écriture ne se reprend pas : refaites-la depuis la caisse.',
  en: 'This entry is not taken back: make it again from the cash box.',
})
const AUTHOR_ONLY = refuse.conflict('author_only', {
  fr: 'Seul son auteur reprend une écriture refusée : prévenez-le, ou écrivez-en une autre.',
  en: 'Only its author takes back a refused entry: tell them, or write another one.',
})
const NOT_REVERSIBLE = refuse.conflict('not_reversible', {
  fr: 'Un report, un transfert ou une contre-passation ne se contre-passe pas : écrivez le mouvement inverse.',
  en: 'A carried sum, a transfer or a reversal is not reversed: enter the opposite movement.',
})
const ONCE = refuse.conflict('already_reversed', {
  fr: 'Cette écriture a déjà sa contre-passation : une seule est possible.',
  en: 'This entry already has its reversal: there is only one.',
})
