import { z } from 'zod'
import { modelOf } from '../../access/model.ts'
import { record } from '../../kit/event.ts'
import { roleFor } from '../../kit/record.ts'
import { sealedRow } from '../../kit/sealing.ts'
import { table, within } from '../../kit/table.ts'
import { refuse } from '../../platform/errors.ts'
import { balanceOf } from './cash-balance.ts'
import { type Box, enter, type Place, todayOf } from './ledger-entry.ts'
import { amountInput } from './ledger-inputs.ts'

export const countInput = z.object({
  counted: amountInput(0).meta({ fr: 'Somme comptée (F CFA)', en: 'Amount counted (CFA francs)', kind: 'number' }),
  witness: z.string().trim().min(3).max(120).meta({ fr: 'Compté en présence de', en: 'Counted in the presence of' }),
  motive: z
    .string()
    .trim()
    .max(300)
    .optional()
    .meta({
      ...{ fr: 'Motif de l’écart', en: 'Motive of the difference' },
      help: {
        fr: 'Obligatoire quand la somme n’est pas celle attendue.',
        en: 'Required when the sum is not the one expected.',
      },
    }),
})
export type Counted = z.infer<typeof countInput>

/**
 * Two people count the box. Where the sum is not the one expected, a difference is entered and submitted; the second
 * signature is that of whoever approves it.
 */
export async function count(
  place: Place,
  box: Box,
  { counted, witness, motive }: Counted,
): Promise<{ entryId: string | null }> {
  const { tx, ctx } = place
  if (ctx.actor.kind === 'person' && sameName(witness, ctx.actor.name)) throw refuse.invalid({ witness: SOMEBODY_ELSE })
  const expected = await balanceOf(within(tx), box)
  const gap = counted - expected
  if (gap !== 0 && (motive ?? '').length < 5) throw refuse.invalid({ motive: WHY })
  const counter = ctx.actor.kind === 'person' ? ctx.actor.personId : null
  const comment = `Comptage de deux personnes : ${ctx.actor.kind === 'person' ? ctx.actor.name : '—'} et ${witness}`
  const difference = { kind: 'difference', status: 'submitted', category: 'adjustment', amount: gap, comment } as const
  const entry = gap === 0 ? null : await enter(place, box, { ...difference, motive: motive ?? '' })
  const entryId = entry?.id ?? null
  const about = { cashBoxId: box.id, clubId: box.clubId, countedOn: todayOf(ctx), witness, counterId: counter, entryId }
  const values = { ...about, counted, expected, createdAt: ctx.now }
  const { id } = await table(tx, 'CashCount').create({ data: await sealedRow(tx, modelOf('CashCount'), values) })
  const role = roleFor(ctx, 'CashCount', 'read')
  await record(tx, ctx, { noun: 'CashCount', recordId: id, verb: 'create', role, after: values })
  return { entryId }
}

const folded = (name: string): string =>
  name
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .split(/[^a-z]+/)
    .filter(Boolean)
    .sort()
    .join(' ')
const sameName = (a: string, b: string): boolean => folded(a) === folded(b)

const SOMEBODY_ELSE = {
  fr: 'Une caisse se compte à deux : écrivez le nom de l’autre personne.',
  en: 'A box is counted by two: write the name of the other person.',
}
const WHY = {
  fr: 'La somme n’est pas celle attendue : écrivez ce qui l’explique, en cinq lettres au moins.',
  en: 'The sum is not the one expected: write what explains it, in at least five letters.',
}
