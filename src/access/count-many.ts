import { read } from '../platform/db.ts'
import type { Context } from './actor.ts'
import { type ModelName, modelOf, quoted } from './model.ts'
import { conditionOf } from './select.ts'
import { Params, type Where } from './where.ts'

/** Nobody needs to know on a tab that there are 12,345: counting stops there. */
export const MOST = 1_000

/** How many rows each of these lists holds for the actor, in one statement whatever their number. */
export async function countMany(ctx: Context, asked: { name: ModelName; where: Where }[]): Promise<number[]> {
  if (asked.length === 0) return []
  const params = new Params()
  const parts = asked.map(({ name, where }, i) => {
    const model = modelOf(name)
    const condition = conditionOf({ model, actor: ctx.actor, query: { where }, locale: 'fr' }, params)
    const rows = `SELECT 1 FROM ${quoted(model.table)} t WHERE ${condition} LIMIT ${MOST}`
    return `(SELECT count(*)::int FROM (${rows}) found) AS n${i}`
  })
  const [row] = await read<Record<string, number>>(`SELECT ${parts.join(', ')}`, params.values)
  return asked.map((_, i) => row?.[`n${i}`] ?? 0)
}
