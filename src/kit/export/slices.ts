import type { Context } from '../../access/actor.ts'
import type { ModelName } from '../../access/model.ts'
import { listStatement, type Query, type RawRow, type Row } from '../../access/select.ts'
import { readSlices } from '../../platform/db.ts'

export const MOST_ROWS = 1_000_000

/** Small enough that other people’s requests get their turn between two slices. */
const SLICE = 500

/** The whole list as this person sees it, a slice at a time: the statement of the list itself, read through a cursor. */
export async function* listSlices(ctx: Context, name: ModelName, query: Query): AsyncGenerator<Row[]> {
  const statement = listStatement(ctx, name, { ...query, limit: query.limit ?? MOST_ROWS, offset: 0 })
  if (!statement) return
  for await (const slice of ahead(readSlices<RawRow>(statement.sql, statement.values, SLICE))) {
    yield slice.map(statement.row)
  }
}

/** The database works on the next slice while this one is written. */
async function* ahead<T>(source: AsyncGenerator<T>): AsyncGenerator<T> {
  let next = source.next()
  try {
    for (let slice = await next; !slice.done; slice = await next) {
      next = source.next()
      yield slice.value
    }
  } finally {
    await next.catch(() => undefined)
    await source.return(undefined)
  }
}
