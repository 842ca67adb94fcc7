import type { Context } from '../../access/actor.ts'
import type { AnyModel } from '../../access/model.ts'
import { count, list, type Row } from '../../access/select.ts'
import type { Where } from '../../access/where.ts'
import type { Known } from './duplicates.ts'
import type { FileRow } from './row.ts'
import { keyFields } from './targets.ts'

export type Existing = Row

/** A key of several columns is asked for as so many small conditions. */
const PER_QUERY = 200
/** Beyond, look-alikes are only searched inside the file. */
const MOST_KNOWN = 20_000

/** The records that rows of the file already are, by natural key, among those this person may see. */
export async function findExisting(
  ctx: Context,
  model: AnyModel,
  rows: FileRow[],
): Promise<(row: FileRow) => Existing | null> {
  const key = keyFields(model).map((field) => field.name)
  const keyed = rows.filter((row) => key.length > 0 && key.every((name) => row.data[name] !== undefined))
  const found = new Map<string, Existing>()
  for (let at = 0; at < keyed.length; at += PER_QUERY) {
    const where = anyOf(key, keyed.slice(at, at + PER_QUERY))
    const known = await list(ctx, model.name, { where, limit: PER_QUERY })
    for (const row of known) found.set(signature(key, row.values), row)
  }
  return (row) => found.get(signature(key, row.data)) ?? null
}

function anyOf(key: string[], rows: FileRow[]): Where {
  const [only, another] = key
  if (only !== undefined && another === undefined) return { [only]: { in: rows.map((row) => row.data[only]) } }
  return { OR: rows.map((row) => Object.fromEntries(key.map((name) => [name, row.data[name]]))) }
}

const signature = (key: string[], values: Record<string, unknown>): string =>
  JSON.stringify(key.map((name) => String(values[name] ?? '')))

/** Everything already recorded, to look for what is probably the same under another key. */
export async function loadKnown(ctx: Context, model: AnyModel): Promise<Known[]> {
  if ((await count(ctx, model.name)) > MOST_KNOWN) return []
  const rows = await list(ctx, model.name, { limit: MOST_KNOWN })
  return rows.map((row) => ({ data: row.values, id: row.id, title: row.title }))
}
