import type { Text } from '../platform/catalogue.ts'
import { read } from '../platform/db.ts'
import type { Actor, Context } from './actor.ts'
import { estimatedCount, remembered, rememberedCount, type Total } from './counts.ts'
import { searchCondition } from './matching.ts'
import { type AnyField, type AnyModel, fieldOf, type ModelName, modelOf, quoted } from './model.ts'
import { beyond, columnOf, type Order, orderBy, orderOf, type Place, type Sort } from './order.ts'
import { type Grant, grants, mayEver } from './rights.ts'
import { presenter, type RawRow, type Row, sameColumns } from './row.ts'
import { guarded, scopeOf } from './scope.ts'
import { openRows } from './sealed.ts'
import { titleExpression, titleOf } from './title.ts'
import { compile, Params, type Where } from './where.ts'

export type { RawRow, Row }

/** What a person asks of a list. Columns they may not read are refused by name. */
export type Query = {
  where?: Where
  search?: string
  /** A first look, where a few good answers do: short words begin a word, and a crowd behind a reference is not read whole */
  glance?: boolean
  sort?: Sort
  limit?: number
  offset?: number
  /** Only what stands further than this place; with `backwards`, before it */
  from?: Place
  /** Counts `offset` and `limit` from the end: the last page costs what the first one does */
  backwards?: boolean
}

/** Runs one statement: the read-only pool, or a transaction. */
export type Run = <T extends object>(sql: string, values: unknown[]) => Promise<T[]>

export type Wanted = { model: AnyModel; actor: Actor; query: Query; locale: keyof Text }

export const MAX_PAGE = 100

/** The page of records, newest first unless asked otherwise: one statement, reference titles included. */
export async function list(ctx: Context, name: ModelName, query: Query = {}, run: Run = read): Promise<Row[]> {
  const statement = statementOf(ctx, name, query, { sealed: true })
  if (!statement) return []
  const rows = await run<RawRow>(statement.sql, statement.values)
  return (await openRows(run, modelOf(name), rows)).map(statement.row)
}

export type ListStatement = { sql: string; values: unknown[]; row: (raw: RawRow) => Row }

/**
 * The statement of a list, for whoever reads it by slices; null when the actor has no reason to read anything. Sealed
 * columns are not in it: they are only opened page by page.
 */
export const listStatement = (ctx: Context, name: ModelName, query: Query): ListStatement | null =>
  statementOf(ctx, name, query, { sealed: false })

function statementOf(
  ctx: Context,
  name: ModelName,
  query: Query,
  { sealed }: { sealed: boolean },
): ListStatement | null {
  const model = modelOf(name)
  const reasons = grants(ctx.actor, name, 'read')
  if (reasons.length === 0) return null
  const wanted: Wanted = { model, actor: ctx.actor, query, locale: localeOf(ctx.actor) }
  const params = new Params()
  const order = orderOf(model, query.sort)
  const page = pageStatement(wanted, order, params)
  const sql = `${selectClause(wanted, reasons, order, params, sealed)} ${page}`
  return { sql, values: params.values, row: presenter(model, reasons) }
}

export async function find(ctx: Context, name: ModelName, id: string, run: Run = read): Promise<Row | null> {
  if (!isId(id)) return null
  const [row] = await list(ctx, name, { where: { id }, limit: 1 }, run)
  return row ?? null
}

/** How many rows the actor’s list holds; a large count is remembered for a few seconds. */
export async function count(ctx: Context, name: ModelName, query: Query = {}): Promise<number> {
  const found = matching(ctx, name, query)
  return found ? rememberedCount(`SELECT count(*)::int AS n ${found.sql}`, found.values) : 0
}

/** The same when nobody needs the last unit: exact while that is cheap, else what the database expects. */
export async function about(ctx: Context, name: ModelName, query: Query = {}): Promise<Total> {
  const found = matching(ctx, name, query)
  return found ? estimatedCount(found.sql, found.values) : { total: 0 }
}

/** How many rows of the actor’s list hold each value of a column, in one statement. */
export async function countBy(ctx: Context, name: ModelName, column: string, query: Query = {}) {
  const field = fieldOf(modelOf(name), column)
  const found = matching(ctx, name, { ...query, where: { AND: [query.where ?? {}, { [column]: { empty: false } }] } })
  if (!found) return new Map<string, number>()
  const by = columnOf(field)
  const sql = `SELECT ${by}::text AS value, count(*)::int AS n ${found.sql} GROUP BY 1`
  const rows = await remembered(sql, found.values, () => read<{ value: string; n: number }>(sql, found.values))
  return new Map(rows.map(({ value, n }) => [value, n]))
}

/** `FROM … WHERE …` of a list, without its page; null when the actor has no reason to read anything. */
function matching(ctx: Context, name: ModelName, query: Query): { sql: string; values: unknown[] } | null {
  const model = modelOf(name)
  if (!mayEver(ctx.actor, name, 'read')) return null
  const params = new Params()
  const condition = conditionOf({ model, actor: ctx.actor, query, locale: 'fr' }, params)
  return { sql: `FROM ${quoted(model.table)} t WHERE ${condition}`, values: params.values }
}

/** Among these records, those on which the actor may do this. */
export async function permitted(
  ctx: Context,
  name: ModelName,
  action: string,
  ids: string[],
  run: Run = read,
): Promise<Set<string>> {
  const model = modelOf(name)
  if (ids.length === 0 || !mayEver(ctx.actor, name, action)) return new Set()
  const params = new Params()
  const condition = compile(model, { AND: [{ id: { in: ids } }, scopeOf(ctx.actor, model, action)] }, params)
  const rows = await run<{ id: string }>(`SELECT t.id FROM ${quoted(model.table)} t WHERE ${condition}`, params.values)
  return new Set(rows.map((row) => row.id))
}

/** The same for several actions at once, in one statement: what a page needs to show its buttons. */
export async function permittedTo(
  ctx: Context,
  name: ModelName,
  actions: string[],
  ids: string[],
  run: Run = read,
): Promise<Map<string, Set<string>>> {
  const model = modelOf(name)
  const allowed = new Map(actions.map((action) => [action, new Set<string>()]))
  const possible = actions.filter((action) => mayEver(ctx.actor, name, action))
  if (ids.length === 0 || possible.length === 0) return allowed
  // Most verbs of a life cycle share one scope: each is looked at once
  const scopes = [...Map.groupBy(possible, (action) => JSON.stringify(scopeOf(ctx.actor, model, action))).values()]
  const params = new Params()
  const asked = compile(model, { id: { in: ids } }, params)
  const columns = scopes.map(([action = ''], i) => {
    return `(${compile(model, scopeOf(ctx.actor, model, action), params)}) AS "$scope${i}"`
  })
  const rows = await run<{ id: string } & Record<string, unknown>>(
    `SELECT t.id, ${columns.join(', ')} FROM ${quoted(model.table)} t WHERE ${asked}`,
    params.values,
  )
  for (const [i, scope] of scopes.entries())
    for (const row of rows) if (row[`$scope${i}`] === true) for (const action of scope) allowed.get(action)?.add(row.id)
  return allowed
}

/** Titles by id, of the records that the actor may read. */
export async function titles(ctx: Context, name: ModelName, ids: string[]): Promise<Map<string, string>> {
  const known = [...new Set(ids.filter(isId))]
  if (known.length === 0) return new Map()
  const rows = await list(ctx, name, { where: { id: { in: known } }, limit: known.length })
  return new Map(rows.map((row) => [row.id, row.title]))
}

export const isId = (id: string): boolean => /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i.test(id)

export const localeOf = (actor: Actor): keyof Text => (actor.kind === 'person' ? actor.locale : 'fr')

function selectClause(
  { model, locale }: Wanted,
  reasons: Grant[],
  order: Order,
  params: Params,
  sealed: boolean,
): string {
  const open = new Set(reasons.flatMap((grant) => [...grant.fields]))
  const columns = model.fields.filter((field) => open.has(field.name) && (sealed || !field.sealed))
  const keys = columns.some((field) => field.sealed)
  const references = columns.filter((field) => field.reference)
  const parts = [
    't.id',
    ...columns.filter((field) => !field.isId).map((field) => `${selected(field)} AS ${quoted(field.name)}`),
    ...(keys ? ['t."keyVersion"'] : []),
    `${titleExpression(model, 't', locale)} AS "$title"`,
    ...(order.by ? [`(${order.by})::text AS "$key"`] : []),
    ...references.map((field) => `${referenceTitle(field, locale)} AS ${quoted(`$${field.name}`)}`),
    ...(sameColumns(reasons)
      ? []
      : reasons.map((grant, i) => `(${compile(model, grant.rows, params)}) AS "$grant${i}"`)),
  ]
  return `SELECT ${parts.join(', ')} FROM ${quoted(model.table)} t`
}

export const referenceTitle = (field: AnyField, locale: keyof Text): string =>
  field.reference ? titleOf(field.reference.model, `t.${quoted(field.name)}`, 't', locale) : 'NULL'

// A day is a day wherever the server stands: never a Date object, which would shift it
export function selected(field: AnyField): string {
  const column = columnOf(field)
  return field.native === 'Date' ? `${column}::text` : column
}

// Sorting and cutting look at ids only; the wide columns and the titles are read for one page
function pageStatement(wanted: Wanted, order: Order, params: Params): string {
  const { model, query } = wanted
  const { from, backwards } = query
  const parts = [conditionOf(wanted, params)]
  if (from) parts.push(beyond(order, from, params, backwards === true))
  const limit = params.add(Math.max(1, Math.trunc(query.limit ?? 25)))
  const offset = params.add(Math.max(0, Math.trunc(query.offset ?? 0)))
  const ids = `SELECT t.id FROM ${quoted(model.table)} t WHERE ${parts.join(' AND ')} ORDER BY ${orderBy(order, backwards)} LIMIT ${limit} OFFSET ${offset}`
  return `WHERE t.id = ANY(ARRAY(${ids})) ORDER BY ${orderBy(order)}`
}

const AT_A_GLANCE = 300

/** SQL of the rows of the actor’s list; `needed` names columns that it is used for besides those of its filter. */
export function conditionOf({ model, actor, query }: Wanted, params: Params, needed: string[] = []): string {
  const own = guarded(actor, model, query.where ?? {})
  for (const column of needed) own.columns.add(column)
  const words = (query.search ?? '')
    .split(/[\s\0]+/)
    .filter(Boolean)
    .slice(0, 8)
  if (query.sort) own.columns.add(fieldOf(model, query.sort.field).name)
  const scope = scopeOf(actor, model, 'read', own.columns)
  const parts = [compile(model, { AND: [scope, own.where] }, params)]
  // Two words are sought together: the few of one and the few of the other might have nobody in common
  const most = query.glance && words.length === 1 ? AT_A_GLANCE : null
  for (const word of words)
    parts.push(searchCondition(actor, model, { word, glance: query.glance === true, most }, params))
  return parts.join(' AND ')
}
