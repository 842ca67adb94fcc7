import { setImmediate } from 'node:timers/promises'
import type { Context } from '../../access/actor.ts'
import type { ModelName } from '../../access/model.ts'
import type { Query } from '../../access/select.ts'
import { tableStatement } from '../../access/table.ts'
import { config } from '../../platform/config.ts'
import { readCells } from '../../platform/db.ts'
import type { Column } from './columns.ts'

/** Read together: fewer questions to the database. */
const SLICE = 500
/** Written in one go: other people’s requests get their turn between two of them, a request needs several. */
const TURN = 100

/** The whole list as this person sees it, a slice of rows of cells at a time, read through a cursor. */
export async function* tableSlices(
  ctx: Context,
  name: ModelName,
  query: Query,
  columns: Column[],
): AsyncGenerator<unknown[][]> {
  const fields = columns.map((column) => column.field)
  const statement = tableStatement(ctx, name, query, fields, config.schoolTz)
  if (!statement) return
  for await (const slice of ahead(readCells(statement.sql, statement.values, SLICE)))
    for (let at = 0; at < slice.length; at += TURN) {
      yield slice.slice(at, at + TURN).map(statement.cells)
      await setImmediate()
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
