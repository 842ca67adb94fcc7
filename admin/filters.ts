import { DateTime } from 'luxon'
import type { Actor, Context } from '../src/access/actor.ts'
import { type AnyField, fieldOf, type ModelName, modelOf } from '../src/access/model.ts'
import { readable } from '../src/access/rights.ts'
import type { Where } from '../src/access/where.ts'
import { parseValue } from '../src/kit/value.ts'
import type { Text } from '../src/platform/catalogue.ts'
import { dateOfDay, dayOf } from '../src/platform/clock.ts'
import { config } from '../src/platform/config.ts'
import { refuse } from '../src/platform/errors.ts'

/**
 * The address of a list, as the screen writes it and anybody may script it:
 * `query=sow&filters.status~~in=draft,sent&filters.startsOn~~from=2026-03-01&sortBy=startsOn&direction=desc&page=2&perPage=25`
 */
export type ListQuery = {
  where: Where
  search?: string
  sort?: { field: string; direction: 'asc' | 'desc' }
  page: number
  perPage: number
}

export function readQuery(ctx: Context, model: ModelName, query: Record<string, unknown>): ListQuery {
  const columns = readable(ctx.actor, model)
  const conditions = Object.entries(query)
    .map(([key, value]): [string, string] => [key, storable(String(value)).trim()])
    .filter(([key, value]) => key.startsWith('filters.') && value !== '')
    .map(([key, value]) => condition(ctx, model, columns, key.slice('filters.'.length), value))
  const search = text(query.query)
  return {
    where: conditions.length === 0 ? {} : { AND: conditions },
    ...(search ? { search } : {}),
    ...sortOf(ctx.actor, model, query),
    page: whole(query.page, 1, 1_000_000),
    perPage: whole(query.perPage, DEFAULT_PAGE, MAX_PAGE),
  }
}

export const DEFAULT_PAGE = 25
const MAX_PAGE = 100

/** PostgreSQL keeps no NUL in a text: nobody types one, some scripts do. */
export const storable = (text: string): string => text.replaceAll('\u0000', '')

const text = (value: unknown): string => (typeof value === 'string' ? storable(value).trim().slice(0, 200) : '')

function whole(value: unknown, otherwise: number, most: number): number {
  const number = Number.parseInt(text(value), 10)
  return Number.isFinite(number) && number >= 1 ? Math.min(number, most) : otherwise
}

function sortOf(actor: Actor, model: ModelName, query: Record<string, unknown>) {
  const by = text(query.sortBy)
  if (!by) return {}
  const field = usable(model, readable(actor, model), by)
  if (!isSortable(field)) throw refuse.unknownColumn(by)
  return { sort: { field: by, direction: query.direction === 'desc' ? ('desc' as const) : ('asc' as const) } }
}

export const isSortable = (field: AnyField): boolean =>
  !field.list && field.type !== 'Json' && field.type !== 'Bytes' && field.kind !== 'longtext' && field.kind !== 'html'

/** A hidden column and a column that does not exist are refused alike: a filter is no oracle. */
function usable(model: ModelName, columns: Set<string>, name: string): AnyField {
  if (!columns.has(name)) throw refuse.unknownColumn(name)
  return fieldOf(modelOf(model), name)
}

function condition(ctx: Context, model: ModelName, columns: Set<string>, key: string, value: string): Where {
  const [name = '', operator = 'default'] = key.split('~~')
  const field = usable(model, columns, name)
  const build = Object.hasOwn(OPERATORS, operator) ? OPERATORS[operator] : undefined
  if (!build || field.type === 'Json' || field.type === 'Bytes') throw refuse.unknownColumn(key)
  return build(field, value, ctx)
}

type Operator = (field: AnyField, value: string, ctx: Context) => Where

const isText = (field: AnyField): boolean => field.type === 'String' && field.native !== 'Uuid' && !field.enum

const OPERATORS: Record<string, Operator> = {
  default: (field, value) => (isText(field) ? { [field.name]: { contains: value } } : is(field, value)),
  is: (field, value) => is(field, value),
  not: (field, value) => ({ [field.name]: { not: parsed(field, value) } }),
  contains: (field, value) => {
    if (!isText(field)) throw refuse.unknownColumn(`${field.name}~~contains`)
    return { [field.name]: { contains: value } }
  },
  in: (field, value) => ({
    [field.name]: {
      in: value
        .split(',')
        .filter((one) => one.trim() !== '')
        .slice(0, 100)
        .map((one) => parsed(field, one)),
    },
  }),
  empty: (field, value) => ({ [field.name]: { empty: value !== 'false' && value !== '0' } }),
  from: (field, value) => ({ [field.name]: { gte: bound(field, value) } }),
  to: (field, value) =>
    isInstant(field)
      ? { [field.name]: { lt: dayAfter(field, value) } }
      : { [field.name]: { lte: bound(field, value) } },
  last: (field, value, ctx) => lastDays(field, value, ctx),
}

function is(field: AnyField, value: string): Where {
  if (!isInstant(field)) return { [field.name]: parsed(field, value) }
  return { [field.name]: { gte: bound(field, value), lt: dayAfter(field, value) } }
}

const isInstant = (field: AnyField): boolean => field.type === 'DateTime' && field.native !== 'Date'

function bound(field: AnyField, value: string): unknown {
  if (isText(field) || field.enum || field.type === 'Boolean') throw refuse.unknownColumn(field.name)
  return parsed(field, value)
}

function parsed(field: AnyField, value: string): unknown {
  const result = parseValue({ ...field, list: false }, value)
  if ('error' in result) throw refuse.invalid({ [field.name]: result.error }, cannotFilter(field, result.error))
  const { value: read } = result
  // Nothing to compare with: an absent value would widen the answer to every row
  if (read === undefined || read === null) throw refuse.unknownColumn(field.name)
  // An exact number travels as text: the driver would write its object as JSON
  return typeof read === 'object' && read !== null && !(read instanceof Date) ? String(read) : read
}

const cannotFilter = (field: AnyField, error: Text): Text => ({
  fr: `Le filtre « ${field.label.fr} » n’est pas lisible. ${error.fr}`,
  en: `The filter “${field.label.en}” cannot be read. ${error.en}`,
})

/** “Until the 2nd” includes the whole of the 2nd, at the school. */
function dayAfter(field: AnyField, value: string): Date {
  const instant = bound(field, value)
  if (!(instant instanceof Date)) throw refuse.unknownColumn(field.name)
  return DateTime.fromJSDate(instant, { zone: config.schoolTz }).startOf('day').plus({ days: 1 }).toJSDate()
}

function lastDays(field: AnyField, value: string, ctx: Context): Where {
  if (field.type !== 'DateTime') throw refuse.unknownColumn(`${field.name}~~last`)
  const days = whole(value, 7, 3660)
  const today = DateTime.fromISO(dayOf(ctx.now, config.schoolTz), { zone: config.schoolTz })
  const from = today.minus({ days: days - 1 })
  return { [field.name]: { gte: isInstant(field) ? from.toJSDate() : dateOfDay(from.toISODate() ?? '') } }
}
