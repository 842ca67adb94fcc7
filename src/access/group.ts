import { config } from '../platform/config.ts'
import type { Context } from './actor.ts'
import { rememberedRows } from './counts.ts'
import { type AnyModel, fieldOf, type ModelName, modelOf, quoted, relationOf } from './model.ts'
import { columnOf } from './order.ts'
import { mayEver } from './rights.ts'
import { scopeOf } from './scope.ts'
import { conditionOf, localeOf, type Query } from './select.ts'
import { titleOf } from './title.ts'
import { compile, Params, type Where } from './where.ts'

/**
 * What a list is counted by: a column (`status`), its week (`{ week: 'dueOn' }`), or the record at the end of
 * to-one relations (`cohort.programme`).
 */
export type GroupBy = string | { week: string }

/** `own`: the values of the list’s own column that fall in this group, so that a filter of the list can name them. */
export type Group = { key: string | null; title: string | null; own: string[]; n: number; parts: number[] }

/** More groups than anybody compares at a glance: the largest are kept. */
const MOST_GROUPS = 60

/**
 * How many rows of the actor’s list fall in each group, and in each part of it, in one statement. It counts what the
 * list counts: only rows they may read, for the reasons that also open the column it groups by. A hidden column is
 * refused by name, like one that does not exist.
 */
export async function groupCount(
  ctx: Context,
  name: ModelName,
  by: GroupBy,
  query: Query = {},
  parts: Where[] = [],
): Promise<Group[]> {
  const model = modelOf(name)
  const path = typeof by === 'string' ? by.split('.') : [by.week]
  const [first = ''] = path
  const own = relationOf(model, first)?.fk ?? fieldOf(model, first).name
  if (!mayEver(ctx.actor, name, 'read')) return []
  const params = new Params()
  const wanted = { model, actor: ctx.actor, query, locale: localeOf(ctx.actor) }
  const rows = conditionOf(wanted, params, [own])
  const counted = parts.map((part, i) => {
    const where = query.where ? { AND: [query.where, part] } : part
    const inPart = conditionOf({ ...wanted, query: { ...query, where } }, params, [own])
    return `count(*) FILTER (WHERE t.id IN (SELECT t.id FROM ${quoted(model.table)} t WHERE ${inPart}))::int AS p${i}`
  })
  const value = ownValue(model, own, by, params)
  const inner = `SELECT ${value} AS own, count(*)::int AS n${counted.map((part) => `, ${part}`).join('')}
    FROM ${quoted(model.table)} t WHERE ${rows} GROUP BY 1`
  const sums = parts.map((_, i) => `, sum(p${i})::int AS p${i}`).join('')
  const { key, title } = labelled(ctx, model, path, params)
  const sql = `SELECT key::text, ${title} AS title, array_remove(array_agg(own::text ORDER BY own), NULL) AS own,
      sum(n)::int AS n${sums}
    FROM (SELECT g.*, ${key} AS key FROM (${inner}) g) k GROUP BY key ORDER BY sum(n) DESC, key LIMIT ${MOST_GROUPS}`
  type Counted = Omit<Group, 'parts'> & Record<string, unknown>
  const found = await rememberedRows<Counted>(sql, params.values)
  return found.map(({ key, title, own, n, ...more }) => ({
    ...{ key, title, own, n },
    parts: parts.map((_, i) => Number(more[`p${i}`])),
  }))
}

function ownValue(model: AnyModel, own: string, by: GroupBy, params: Params): string {
  const field = fieldOf(model, own)
  const column = columnOf(field)
  if (typeof by === 'string') return column
  const day = field.native === 'Date' ? column : `(${column} AT TIME ZONE ${params.add(config.schoolTz)})`
  return `date_trunc('week', ${day})::date`
}

/** Each step reads only the rows and the column that the actor may read; past a closed door the group has no name. */
function labelled(ctx: Context, start: AnyModel, path: string[], params: Params) {
  let model = start
  let key = 'g.own'
  for (const [i, name] of path.entries()) {
    const relation = relationOf(model, name)
    if (!relation) {
      if (i > 0) throw new Error(`group: ${model.name}.${name} ends a path, only relations do`)
      return { key, title: 'NULL::text' }
    }
    if (!relation.owner || relation.kind !== 'one')
      throw new Error(`group: ${model.name}.${name} is no to-one relation`)
    if (i > 0) key = step(ctx, model, relation.fk, key, i, params)
    model = modelOf(relation.model)
  }
  return { key, title: titleOf(model.name, 'k.key', 'k', localeOf(ctx.actor)) }
}

function step(ctx: Context, through: AnyModel, fk: string, from: string, depth: number, params: Params): string {
  const alias = `s${depth}`
  const scope = compile(through, scopeOf(ctx.actor, through, 'read', [fk]), params, alias)
  return `(SELECT ${alias}.${quoted(fk)} FROM ${quoted(through.table)} ${alias} WHERE ${alias}.id = ${from} AND ${scope})`
}
