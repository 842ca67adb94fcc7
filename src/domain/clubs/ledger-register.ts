import type { LedgerEntry } from '@prisma/client'
import { within } from '../../kit/table.ts'
import type { Tx } from '../../platform/db.ts'
import { refuse } from '../../platform/errors.ts'
import { balanceOf } from './cash-balance.ts'
import { hashOf } from './ledger-chain.ts'
import { openedEntry, type Place, refuseClosed } from './ledger-entry.ts'
import { effectOf } from './ledger-kinds.ts'

/**
 * Enters the register: under the lock of the box, the balance is worked out again, never goes below zero, and the entry
 * takes the next number of its year and its link of the chain. The answer is what to write in the entry.
 */
export async function register({ tx, ctx }: Place, entry: LedgerEntry): Promise<Partial<LedgerEntry>> {
  const [box] = await lockBoxes(tx, [entry.cashBoxId])
  if (!box) throw refuse.notFound()
  await refuseClosed(tx, box.id, entry.exercise)
  const { kind, amount } = await openedEntry(tx, entry)
  if (effectOf(kind, amount) < 0 && (await balanceOf(within(tx), box)) + effectOf(kind, amount) < 0) throw SHORT
  const last = await tx.ledgerEntry.aggregate({
    where: { clubId: entry.clubId, exercise: entry.exercise },
    _max: { seq: true },
  })
  const position = box.headSeq + 1
  const prevHash = box.headHash ?? ''
  const placed = { seq: (last._max.seq ?? 0) + 1, position, settledAt: ctx.now, prevHash }
  const receipts = await tx.receipt.findMany({ where: { entryId: entry.id }, select: { sha256: true } })
  await tx.receipt.updateMany({ where: { entryId: entry.id }, data: { isChained: true } })
  const proofs = receipts.map(({ sha256 }) => sha256)
  const hash = hashOf({ ...entry, ...placed }, proofs, prevHash)
  await tx.cashBox.update({ where: { id: box.id }, data: { headSeq: position, headHash: hash } })
  return { ...placed, hash }
}

type Locked = { id: string; clubId: string; headSeq: number; headHash: string | null }

/** Always in one order: two transfers that cross each other would wait for ever. */
export const lockBoxes = (tx: Tx, ids: string[]): Promise<Locked[]> =>
  tx.$queryRawUnsafe<Locked[]>(
    `SELECT id::text AS id, "clubId"::text AS "clubId", "headSeq", "headHash" FROM "CashBox"
     WHERE id = ANY($1::uuid[]) ORDER BY id FOR UPDATE`,
    ids,
  )

const SHORT = refuse.conflict('cash_short', {
  fr: 'La caisse ne contient pas cette somme : elle ne peut pas passer sous zéro. Vérifiez le solde, ou attendez une recette.',
  en: 'The box does not hold this sum: it cannot go below zero. Check the balance, or wait for income.',
})
