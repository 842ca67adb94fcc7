import type { AnyModel } from '../../access/model.ts'
import { modelOf, quoted } from '../../access/model.ts'
import { prisma, type Tx } from '../../platform/db.ts'
import type { Prepared } from './plan.ts'

/** What an import left: the version of each record, and of what it embeds. Anything else since means that somebody touched it. */
export type Left = { version: number | null; parts: Record<string, number> }

/**
 * Two workers on one import, the first given up for dead too early: the second waits for the slice of the first, then
 * sees its rows.
 */
export const lockImport = (tx: Tx, runId: string): Promise<unknown> =>
  tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${runId}, 0))`

/** The lines that are already in, and what was done with them. */
export async function importedLines(
  runId: string,
  within: Tx = prisma(),
  among?: { line: number }[],
): Promise<Map<number, Done>> {
  const rows = await within.importedRow.findMany({
    where: { runId, ...(among && { line: { in: among.map((row) => row.line) } }) },
    select: { line: true, verb: true, recordId: true },
  })
  return new Map(rows.map((row) => [row.line, row]))
}
export type Done = { line: number; verb: string; recordId: string }

/** After a restart: what the first attempt wrote is not looked at again, and is counted as it was then. */
export function recognise(rows: Prepared[], done: Map<number, Done>): Prepared[] {
  return rows.filter((row) => {
    const known = done.get(row.line)
    if (!known) return true
    row.status = known.verb === 'create' ? 'new' : 'changed'
    row.id = known.recordId
    return false
  })
}

/** Noted in the transaction that wrote them: a row is in with its note, or not at all. */
export async function keepImported(tx: Tx, model: AnyModel, runId: string, rows: Prepared[]): Promise<void> {
  const written = rows.filter((row) => row.status === 'new' || row.status === 'changed')
  if (written.length === 0) return
  const left = await leftOf(
    tx,
    model,
    written.map((row) => row.id ?? ''),
  )
  const noted = written.map((row) => ({
    line: row.line,
    id: row.id,
    verb: row.status === 'new' ? 'create' : 'update',
    version: left.get(row.id ?? '')?.version ?? null,
    parts: left.get(row.id ?? '')?.parts ?? null,
    before: row.status === 'new' ? null : row.before,
  }))
  await tx.$executeRaw`
    INSERT INTO "ImportedRow" (id, "runId", line, "recordId", verb, "versionAfter", before, "partsAfter")
    SELECT gen_random_uuid(), ${runId}::uuid, r.line, r.id, r.verb, r.version, r.before, r.parts
    FROM jsonb_to_recordset(${JSON.stringify(noted)}::jsonb)
      AS r(line int, id uuid, verb text, version int, before jsonb, parts jsonb)`
}

/** The versions as they stand in this transaction. */
export async function leftOf(tx: Tx, model: AnyModel, ids: string[]): Promise<Map<string, Left>> {
  const parts = model.relations.filter((one) => one.embed && modelOf(one.model).versioned)
  const columns = parts.map(
    ({ name, model: target, fk }) =>
      `(SELECT v.version FROM ${quoted(modelOf(target).table)} v WHERE v.id = t.${quoted(fk)}) AS ${quoted(`part ${name}`)}`,
  )
  const version = model.versioned ? 't.version' : 'NULL::int AS version'
  const rows = await tx.$queryRawUnsafe<({ id: string; version: number | null } & Record<string, unknown>)[]>(
    `SELECT ${['t.id', version, ...columns].join(', ')} FROM ${quoted(model.table)} t WHERE t.id = ANY($1::uuid[])`,
    ids,
  )
  const partsOf = (row: Record<string, unknown>) =>
    Object.fromEntries(parts.map(({ name }) => [name, Number(row[`part ${name}`])]))
  return new Map(rows.map((row) => [row.id, { version: row.version, parts: partsOf(row) }]))
}
