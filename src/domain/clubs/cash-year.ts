import type { CashBox, LedgerStatus } from '@prisma/client'
import { record } from '../../kit/event.ts'
import { roleFor } from '../../kit/record.ts'
import { table, within } from '../../kit/table.ts'
import { refuse } from '../../platform/errors.ts'
import { balanceOf } from './cash-balance.ts'
import { enter, exerciseFor, type Place, todayOf } from './ledger-entry.ts'
import { register } from './ledger-register.ts'

/** The balance leaves the year that ends and opens the next: two entries that cancel each other, so that any sum stays right. */
export async function closeYear(place: Place, box: CashBox): Promise<{ note: Record<string, unknown> }> {
  const { tx, ctx } = place
  const last = await tx.ledgerEntry.findFirst({
    where: { cashBoxId: box.id, hash: { not: null } },
    orderBy: { position: 'desc' },
  })
  const now = await exerciseFor(todayOf(ctx))
  if (!last || last.exercise >= now) throw NOT_OVER
  const waiting = { cashBoxId: box.id, exercise: { lt: now }, status: { in: UNDER_WAY } }
  if ((await tx.ledgerEntry.count({ where: waiting })) > 0) throw WAITING
  const amount = await balanceOf(within(tx), box)
  await carry(place, box, -amount, last.exercise, last.occurredOn)
  await carry(place, box, amount, now, todayOf(ctx))
  return { note: { closed: last.exercise, opened: now } }
}

async function carry(place: Place, box: CashBox, amount: number, exercise: string, occurredOn: Date): Promise<void> {
  const { tx, ctx } = place
  const motive = `Report à nouveau de l’exercice ${exercise}`
  const entry = await enter(place, box, {
    kind: 'carried',
    status: 'submitted',
    category: 'other',
    amount,
    motive,
    occurredOn,
  })
  const data = { ...(await register(place, entry)), status: 'settled' as const }
  await table(tx, 'LedgerEntry').update({ where: { id: entry.id }, data })
  const role = roleFor(ctx, 'CashBox', 'close')
  const after = { status: 'settled', seq: data.seq }
  await record(tx, ctx, { noun: 'LedgerEntry', recordId: entry.id, verb: 'settle', role, after })
}

const UNDER_WAY: LedgerStatus[] = ['draft', 'submitted', 'approved']

const NOT_OVER = refuse.conflict('year_not_over', {
  fr: 'L’exercice n’est pas fini, ou n’a pas d’écriture : rien à reporter encore.',
  en: 'The year is not over, or has no entry: nothing to carry forward yet.',
})
const WAITING = refuse.conflict('entries_waiting', {
  fr: 'Des écritures de l’exercice attendent encore : approuvez-les, refusez-les ou supprimez les brouillons.',
  en: 'Entries of this year still wait: approve them, refuse them or remove the drafts.',
})
