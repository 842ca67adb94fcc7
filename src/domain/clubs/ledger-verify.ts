import { openRows } from '../../access/sealed.ts'
import type { Run } from '../../access/select.ts'
import { catalogue } from '../../generated/catalogue.ts'
import { Refusal } from '../../platform/errors.ts'
import { type Checkpoint, checkpointsOf } from './cash-balance.ts'
import { hashOf, type Link } from './ledger-chain.ts'
import type { Box } from './ledger-entry.ts'
import { effectOf } from './ledger-kinds.ts'

/**
 * `edited`: an entry, a receipt or a hand is not what was sealed · `removed`: one is missing inside · `truncated`: the end
 * is gone, which the heads noted in the audit log tell · `unreadable`: a value comes from elsewhere · `checkpoint`: a
 * monthly sum does not hold.
 */
export type Damage = 'edited' | 'removed' | 'truncated' | 'unreadable' | 'checkpoint'
export type Verified = {
  ok: boolean
  entries: number
  head: string
  sum: number
  brokenAt: number | null
  why: Damage | null
}

type Row = Link & { keyVersion: number; position: number; prevHash: string | null; hash: string }
type Head = { headSeq: number; headHash: string | null }

/** Reads the whole register of a box again: each hash, each seal, each checkpoint, each head noted elsewhere. */
export async function verifyRegister(run: Run, box: Box): Promise<Verified> {
  const [rows, receipts, noted, checkpoints, [head]] = await Promise.all([
    run<Row>(ROWS, [box.id]),
    run<{ entryId: string; sha256: string }>(RECEIPTS, [box.id]),
    run<{ position: number; head: string }>(NOTED, [box.id]),
    checkpointsOf(run, box).catch(broken),
    run<Head>(HEAD, [box.id]),
  ])
  const proofs = Map.groupBy(receipts, ({ entryId }) => entryId)
  const heads = new Map(noted.map((one) => [one.position, one.head]))
  const state = { head: '', position: 0, sum: 0 }
  const fault = (at: number, why: Damage): Verified => ({
    ...{ ok: false, entries: state.position, head: state.head, sum: state.sum },
    ...{ brokenAt: at, why },
  })
  for (const slice of slices(rows, 500)) {
    const opened = await amountsOf(run, slice)
    for (const [i, row] of slice.entries()) {
      if (row.position !== state.position + 1 || row.prevHash !== state.head)
        return fault(state.position + 1, 'removed')
      const receipted = (proofs.get(row.id) ?? []).map(({ sha256 }) => sha256)
      if (hashOf(row, receipted, state.head) !== row.hash) return fault(row.position, 'edited')
      if ((heads.get(row.position) ?? row.hash) !== row.hash) return fault(row.position, 'edited')
      const amount = opened[i] ?? null
      if (amount === null) return fault(row.position, 'unreadable')
      state.sum += effectOf(row.kind, amount)
      Object.assign(state, { head: row.hash, position: row.position })
      if (!agrees(checkpoints, row, state.sum)) return fault(row.position, 'checkpoint')
    }
  }
  const furthest = Math.max(head?.headSeq ?? 0, ...heads.keys(), ...(checkpoints ?? []).map(({ position }) => position))
  if (furthest > state.position) return fault(state.position + 1, 'truncated')
  if (checkpoints === null) return fault(1, 'checkpoint')
  if ((head?.headHash ?? '') !== state.head) return fault(Math.max(1, state.position), 'edited')
  return { ok: true, entries: state.position, head: state.head, sum: state.sum, brokenAt: null, why: null }
}

/** All together; one by one when one of them does not open, to know which. */
async function amountsOf(run: Run, rows: Row[]): Promise<(number | null)[]> {
  const opened = await openRows(run, catalogue.models.LedgerEntry, rows).catch(broken)
  if (opened) return opened.map(({ amount }) => Number(amount))
  const amounts: (number | null)[] = []
  for (const row of rows) {
    const [one] = (await openRows(run, catalogue.models.LedgerEntry, [row]).catch(broken)) ?? []
    amounts.push(one ? Number(one.amount) : null)
  }
  return amounts
}

function agrees(checkpoints: Checkpoint[] | null, { position, hash }: Row, sum: number): boolean {
  const checkpoint = checkpoints?.find((one) => one.position === position)
  return !checkpoint || (checkpoint.sum === sum && checkpoint.headHash === hash)
}

// What does not open is an answer here, and an error everywhere else
function broken(error: unknown): null {
  if (error instanceof Refusal) return null
  throw error
}

function* slices<T>(rows: T[], size: number): Generator<T[]> {
  for (let at = 0; at < rows.length; at += size) yield rows.slice(at, at + size)
}

const ROWS = `SELECT id::text AS id, "clubId"::text AS "clubId", exercise, seq, position, kind::text AS kind, "occurredOn",
    "activityId"::text AS "activityId", category::text AS category, amount, motive, comment, payee, "keyVersion",
    "authorId"::text AS "authorId", "approverId"::text AS "approverId", "settledAt", "reversesId"::text AS "reversesId",
    "transferId"::text AS "transferId", "prevHash", hash
  FROM "LedgerEntry" WHERE "cashBoxId" = $1::uuid AND position IS NOT NULL ORDER BY position`
const RECEIPTS = `SELECT r."entryId"::text AS "entryId", r.sha256 FROM "Receipt" r JOIN "LedgerEntry" e ON e.id = r."entryId"
  WHERE e."cashBoxId" = $1::uuid AND r."isChained"`
const NOTED = `SELECT (after->>'position')::int AS position, after->>'head' AS head FROM "Event"
  WHERE noun = 'CashBox' AND "recordId" = $1::uuid AND verb = 'anchor' ORDER BY at`
const HEAD = `SELECT "headSeq", "headHash" FROM "CashBox" WHERE id = $1::uuid`
