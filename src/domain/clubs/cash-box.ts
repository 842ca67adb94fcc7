import type { CashBox } from '@prisma/client'
import { z } from 'zod'
import { type Call, defineFlow, verbOf } from '../../kit/flow.ts'
import { within } from '../../kit/table.ts'
import { newId } from '../../platform/crypto.ts'
import { refuse } from '../../platform/errors.ts'
import { count, countInput } from './cash-count.ts'
import { closeYear } from './cash-year.ts'
import { FUTURE } from './ledger-draft.ts'
import { type Box, enter, todayOf } from './ledger-entry.ts'
import { amountInput, entryInput, motiveInput } from './ledger-inputs.ts'
import { verifyRegister } from './ledger-verify.ts'

const verb = verbOf('CashBox')
const KEEPERS = ['club_lead', 'club_treasurer'] as const
const READERS = ['club_lead', 'club_treasurer', 'union_executive'] as const
const everyone = { from: 'any', to: null } as const

/** What is done from the box: each movement becomes an entry that somebody else approves. */
export const cashBoxFlow = defineFlow('CashBox', {
  spend: verb({
    ...{ ...everyone, roles: KEEPERS, tone: 'primary', label: { fr: 'Dépense', en: 'Expense' } },
    input: entryInput,
    done: { fr: 'Dépense écrite.', en: 'Expense written.' },
    body: (call) => written(call, 'expense'),
  }),
  receive: verb({
    ...{ ...everyone, roles: KEEPERS, label: { fr: 'Recette', en: 'Income' } },
    input: entryInput,
    done: { fr: 'Recette écrite.', en: 'Income written.' },
    body: (call) => written(call, 'income'),
  }),
  open: verb({
    ...{ ...everyone, roles: KEEPERS, label: { fr: 'Solde d’ouverture', en: 'Opening balance' } },
    input: z.object({ amount: amountInput(0), motive: motiveInput }),
    done: {
      fr: 'Solde d’ouverture écrit : une autre personne l’approuve.',
      en: 'Opening balance written: somebody else approves it.',
    },
    guard: async ({ tx, record }) => {
      const where = { cashBoxId: record.id, status: { not: 'refused' } } as const
      if ((await tx.ledgerEntry.count({ where })) > 0) throw BEGUN
    },
    body: async ({ tx, ctx, record, input }) => {
      const { id } = await enter({ tx, ctx }, record, {
        kind: 'carried',
        status: 'submitted',
        category: 'other',
        ...input,
      })
      return { redirect: { model: 'LedgerEntry', id } }
    },
  }),
  transfer: verb({
    ...{
      ...everyone,
      roles: ['union_executive'],
      label: { fr: 'Transférer vers une autre caisse', en: 'Transfer to another box' },
    },
    input: z.object({
      toId: z.uuid().meta({ fr: 'Vers la caisse', en: 'To the box', kind: 'reference', model: 'CashBox' }),
      amount: amountInput(),
      motive: motiveInput,
    }),
    done: {
      fr: 'Transfert écrit dans les deux caisses : une autre personne l’approuve.',
      en: 'Transfer written in both boxes: somebody else approves it.',
    },
    body: async ({ tx, ctx, record, input }) => {
      const { toId, ...sum } = input
      const to = toId === record.id ? null : await tx.cashBox.findUnique({ where: { id: toId } })
      if (!to) throw refuse.invalid({ toId: OTHER_BOX })
      const half = { ...sum, status: 'submitted', transferId: newId(), category: 'other' } as const
      await enter({ tx, ctx }, to, { ...half, kind: 'transfer_in' })
      const { id } = await enter({ tx, ctx }, record, { ...half, kind: 'transfer_out' })
      return { redirect: { model: 'LedgerEntry', id } }
    },
  }),
  count: verb({
    ...{ ...everyone, roles: KEEPERS, inTab: true, label: { fr: 'Compter la caisse', en: 'Count the box' } },
    input: countInput,
    done: { fr: 'Comptage gardé.', en: 'Count kept.' },
    body: async ({ tx, ctx, record, input }) => {
      const { entryId } = await count({ tx, ctx }, record, input)
      return entryId ? { redirect: { model: 'LedgerEntry', id: entryId } } : undefined
    },
  }),
  close: verb({
    ...{ ...everyone, roles: READERS, label: { fr: 'Clore l’exercice', en: 'Close the year' } },
    confirm: {
      fr: 'Le solde passe à l’exercice suivant, et l’ancien ne reçoit plus d’écriture. Clore ?',
      en: 'The balance goes to the next year, and the old one takes no more entries. Close?',
    },
    done: { fr: 'Exercice clos : le solde est reporté à nouveau.', en: 'Year closed: the balance is carried forward.' },
    body: async ({ tx, ctx, record }) => closeYear({ tx, ctx }, record),
  }),
  verify: verb({
    ...{ ...everyone, roles: READERS, system: true, label: { fr: 'Vérifier le registre', en: 'Verify the register' } },
    done: {
      fr: 'Registre relu de bout en bout : voyez le résultat.',
      en: 'Register read from end to end: see the result.',
    },
    body: async ({ tx, ctx, record }) => {
      const { ok, brokenAt } = await verifyRegister(within(tx), record)
      return { data: { verifiedAt: ctx.now, isIntact: ok, brokenAt } }
    },
  }),
})

async function written(
  { tx, ctx, record, input }: Call<'CashBox', z.infer<typeof entryInput>>,
  kind: 'income' | 'expense',
) {
  const { asDraft, ...entry } = input
  if (entry.occurredOn && entry.occurredOn > todayOf(ctx)) throw refuse.invalid({ occurredOn: FUTURE })
  const box: Box & Pick<CashBox, 'id'> = record
  const { id } = await enter({ tx, ctx }, box, { ...entry, kind, status: asDraft ? 'draft' : 'submitted' })
  return { redirect: { model: 'LedgerEntry' as const, id } }
}

const BEGUN = refuse.conflict('register_begun', {
  fr: 'Cette caisse a déjà des écritures : son solde d’ouverture ne s’écrit plus. Passez par un comptage.',
  en: 'This box already has entries: its opening balance is no longer written. Count it instead.',
})
const OTHER_BOX = {
  fr: 'Choisissez la caisse d’un autre club.',
  en: 'Choose the box of another club.',
}
