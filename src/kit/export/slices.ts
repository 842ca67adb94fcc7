import type { Context } from '../../access/actor.ts'
import type { ModelName } from '../../access/model.ts'
import { list, type Query, type Row, type Run } from '../../access/select.ts'
import { readSlices } from '../../platform/db.ts'

export const MOST_ROWS = 1_000_000

/** The whole list as this person sees it, a slice at a time: the statement of the list itself, read through a cursor. */
export async function* listSlices(ctx: Context, name: ModelName, query: Query, size = 2_000): AsyncGenerator<Row[]> {
  const asked = { ...query, limit: query.limit ?? MOST_ROWS, offset: 0 }
  let statement: { sql: string; values: unknown[] } | null = null
  const keep: Run = async (sql, values) => {
    statement = { sql, values }
    return []
  }
  await list(ctx, name, asked, keep)
  if (!statement) return
  const { sql, values }: { sql: string; values: unknown[] } = statement
  for await (const raw of readSlices<Record<string, unknown>>(sql, values, size)) {
    const given: Run = async <T>() => raw as T[]
    yield await list(ctx, name, asked, given)
  }
}
