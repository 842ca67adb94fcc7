import { openRows } from '../../access/sealed.ts'
import type { Run } from '../../access/select.ts'
import { catalogue } from '../../generated/catalogue.ts'
import type { Box } from './ledger-entry.ts'
import { effectOf } from './ledger-kinds.ts'

type Sealed = { id: string; clubId: string; keyVersion: number }
export type Checkpoint = Sealed & { position: number; headHash: string; sum: number }
type Moved = Sealed & { kind: string; amount: number }

/**
 * What the box holds: the database cannot add what it cannot read, so the sum is made here, from the last checkpoint on.
 * Ask for it while the box is locked, when something is to be decided on it.
 */
export async function balanceOf(run: Run, box: Box): Promise<number> {
  const checkpoint = (await checkpointsOf(run, box)).at(-1)
  const moved = await openRows(
    run,
    catalogue.models.LedgerEntry,
    await run<Moved>(MOVED, [box.id, checkpoint?.position ?? 0]),
  )
  return moved.reduce((sum, { kind, amount }) => sum + effectOf(kind, amount), checkpoint?.sum ?? 0)
}

export const checkpointsOf = async (run: Run, box: Box): Promise<Checkpoint[]> =>
  openRows(run, catalogue.models.CashCheckpoint, await run<Checkpoint>(CHECKPOINTS, [box.id]))

const CHECKPOINTS = `SELECT id::text AS id, "clubId"::text AS "clubId", "keyVersion", position, "headHash", sum
  FROM "CashCheckpoint" WHERE "cashBoxId" = $1::uuid ORDER BY position`

const MOVED = `SELECT id::text AS id, "clubId"::text AS "clubId", "keyVersion", kind::text AS kind, amount
  FROM "LedgerEntry" WHERE "cashBoxId" = $1::uuid AND position > $2::int`
