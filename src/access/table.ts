import { read } from '../platform/db.ts'
import type { Context } from './actor.ts'
import { type AnyField, type ModelName, modelOf, quoted } from './model.ts'
import { columnOf, orderBy, orderOf } from './order.ts'
import { type Grant, grants, mayEver } from './rights.ts'
import { sameColumns } from './row.ts'
import { conditionOf, localeOf, type Query, referenceTitle, selected, type Wanted } from './select.ts'
import { compile, Params } from './where.ts'

/** The ids of a list in its order, for what is done to every one of them. */
export async function idsOf(ctx: Context, name: ModelName, query: Query, limit: number): Promise<string[]> {
  const model = modelOf(name)
  if (!mayEver(ctx.actor, name, 'read')) return []
  const params = new Params()
  const condition = conditionOf({ model, actor: ctx.actor, query, locale: 'fr' }, params)
  const page = `ORDER BY ${orderBy(orderOf(model, query.sort))} LIMIT ${params.add(limit)}`
  const rows = await read<{ id: string }>(
    `SELECT t.id FROM ${quoted(model.table)} t WHERE ${condition} ${page}`,
    params.values,
  )
  return rows.map((row) => row.id)
}

/** A list as bare cells: each column asked for, as text where a spreadsheet shows text; a reference is its title. */
export type TableStatement = { sql: string; values: unknown[]; cells: (raw: unknown[]) => unknown[] }

/** The statement of an export; null when the actor has no reason to read anything. */
export function tableStatement(
  ctx: Context,
  name: ModelName,
  query: Query,
  columns: AnyField[],
  timezone: string,
): TableStatement | null {
  const model = modelOf(name)
  const reasons = grants(ctx.actor, name, 'read')
  if (reasons.length === 0) return null
  const wanted: Wanted = { model, actor: ctx.actor, query, locale: localeOf(ctx.actor) }
  const params = new Params()
  const zone = columns.some(isInstant) ? params.add(timezone) : ''
  const selects = columns.map((field) => {
    if (field.reference) return referenceTitle(field, wanted.locale)
    return isInstant(field) ? `to_char(${columnOf(field)} AT TIME ZONE ${zone}::text, '${INSTANT}')` : selected(field)
  })
  const narrow = sameColumns(reasons) ? [] : reasons
  const holds = narrow.map((grant) => `(${compile(model, grant.rows, params)})`)
  const condition = conditionOf(wanted, params)
  const page = `ORDER BY ${orderBy(orderOf(model, query.sort))} LIMIT ${params.add(query.limit ?? 1_000_000)}`
  const sql = `SELECT ${[...selects, ...holds].join(', ')} FROM ${quoted(model.table)} t WHERE ${condition} ${page}`
  return { sql, values: params.values, cells: opener(narrow, columns) }
}

const INSTANT = 'DD/MM/YYYY HH24:MI'
const isInstant = (field: AnyField): boolean => field.type === 'DateTime' && field.native !== 'Date' && !field.list

/** Where reasons open different columns, a cell shows when one that opens it holds for its row. */
function opener(reasons: Grant[], columns: AnyField[]): TableStatement['cells'] {
  if (reasons.length === 0) return (raw) => raw
  const opens = columns.map((field) => reasons.map((grant) => grant.fields.has(field.name)))
  return (raw) => opens.map((by, i) => (by.some((open, n) => open && raw[columns.length + n] === true) ? raw[i] : null))
}
