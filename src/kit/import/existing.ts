import type { Context } from '../../access/actor.ts'
import type { AnyModel } from '../../access/model.ts'
import { count, list, listStatement, type RawRow, type Row } from '../../access/select.ts'
import type { Where } from '../../access/where.ts'
import { readSlices } from '../../platform/db.ts'
import { type Known, traceFields } from './duplicates.ts'
import type { FileRow } from './row.ts'
import { SLICE } from './slices.ts'
import { keyFields } from './targets.ts'

export type Existing = Row

/** Twice a slice: an answer this long may have been cut, and the rows are asked for one key at a time. */
const MOST_FOUND = 1_000
const FEW = 100
/** Beyond, look-alikes are only searched inside the file. */
const MOST_KNOWN = 60_000

/** The records that rows of the file already are, by natural key, among those this person may see. */
export async function findExisting(
  ctx: Context,
  model: AnyModel,
  rows: FileRow[],
): Promise<(row: FileRow) => Existing | null> {
  const key = keyFields(model).map((field) => field.name)
  const keyed = rows.filter((row) => key.length > 0 && key.every((name) => row.data[name] !== undefined))
  const found = new Map<string, Existing>()
  const keep = (known: Existing[]) => {
    for (const row of known) found.set(signature(key, row.values), row)
  }
  if (keyed.length > 0) {
    const close = await list(ctx, model.name, { where: eachIn(key, keyed), limit: MOST_FOUND })
    keep(close)
    if (close.length === MOST_FOUND)
      for (let at = 0; at < keyed.length; at += FEW) {
        const where = anyOf(key, keyed.slice(at, at + FEW))
        keep(await list(ctx, model.name, { where, limit: FEW }))
      }
  }
  return (row) => found.get(signature(key, row.data)) ?? null
}

/** Each part of the key is one that the file gives: one short condition, a few records too many. */
const eachIn = (key: string[], rows: FileRow[]): Where =>
  Object.fromEntries(key.map((name) => [name, { in: [...new Set(rows.map((row) => row.data[name]))] }]))

const anyOf = (key: string[], rows: FileRow[]): Where => ({
  OR: rows.map((row) => Object.fromEntries(key.map((name) => [name, row.data[name]]))),
})

const signature = (key: string[], values: Record<string, unknown>): string =>
  JSON.stringify(key.map((name) => String(values[name] ?? '')))

/** Everything already recorded, to look for what is probably the same under another key: what tells it, no more. */
export async function* loadKnown(ctx: Context, model: AnyModel): AsyncGenerator<Known> {
  if ((await count(ctx, model.name)) > MOST_KNOWN) return
  const names = traceFields(model).map((field) => field.name)
  const statement = listStatement(ctx, model.name, { limit: MOST_KNOWN })
  if (!statement) return
  for await (const rows of readSlices<RawRow>(statement.sql, statement.values, SLICE))
    for (const { id, title, values } of rows.map(statement.row))
      yield { id, title, data: Object.fromEntries(names.map((name) => [name, values[name]])) }
}
