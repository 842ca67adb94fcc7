import type { Context } from '../../../access/actor.ts'
import type { ModelName } from '../../../access/model.ts'
import { readable } from '../../../access/rights.ts'
import { list, MAX_PAGE, type Query, type Row } from '../../../access/select.ts'

/** Every row of a list that this person may read, page after page; nothing where they may not read the column that matters. */
export async function every(ctx: Context, model: ModelName, query: Query, column?: string): Promise<Row[]> {
  if (column && !readable(ctx.actor, model).has(column)) return []
  const rows: Row[] = []
  for (let offset = 0; ; offset += MAX_PAGE) {
    const page = await list(ctx, model, { ...query, limit: MAX_PAGE, offset })
    rows.push(...page)
    if (page.length < MAX_PAGE) return rows
  }
}
