import type { Context } from '../src/access/actor.ts'
import type { AnyField, ModelName } from '../src/access/model.ts'
import { readable } from '../src/access/rights.ts'
import { mayAsk } from '../src/access/scope.ts'
import type { Where } from '../src/access/where.ts'
import { type NamedFilter, namedFilters } from '../src/kit/named-filter.ts'
import { Refusal, refuse } from '../src/platform/errors.ts'
import { takes } from './filter-operators.ts'
import { reached } from './filter-path.ts'

/**
 * The address of a list, as the screen writes it and anybody may script it:
 * `query=sow&filters.status~~in=draft,sent&filters.startsOn~~from=2026-03-01&sortBy=startsOn&direction=desc&page=2&perPage=25`
 *
 * `filters.<column>~~<operator>=<value>`; without an operator a text contains, anything else is. All of them must hold.
 * `filters.company.city~~contains=dakar`     through relations: of what this one points to, of one of those that point here
 * `filters.candidatures~~empty=true`         nothing points here
 * `any.1.filters.status=sent`                at least one of those that share the number must hold
 * `any.1-2.filters.…`, `all-2.filters.…`     the same column and operator once more
 *
 * One reader for the list, its count, bulks, exports, cards and saved views. What it does not know stops it, because
 * a filter left out would widen the answer; a list on screen passes `ignored` and tells what it left out.
 */
export type ListQuery = {
  where: Where
  search?: string
  sort?: { field: string; direction: 'asc' | 'desc' }
  page: number
  perPage: number
}

export type Address = Record<string, unknown>

/** An address as text, read as the desk reads its own requests: a key given twice is one list of values. */
export function addressOf(search: string): Address {
  const address = new Map<string, string>()
  for (const [key, value] of new URLSearchParams(search)) {
    const before = address.get(key)
    address.set(key, before === undefined ? value : `${before},${value}`)
  }
  return Object.fromEntries(address)
}

export function readQuery(ctx: Context, model: ModelName, address: Address, ignored?: string[]): ListQuery {
  const asked: Asked = { ctx, model, address, ignored }
  const where = conditions(asked)
  const search = text(address.query)
  return {
    where: where.length === 0 ? {} : { AND: where },
    ...(search ? { search } : {}),
    ...sortOf(asked),
    page: whole(address.page, 1, 1_000_000),
    perPage: whole(address.perPage, DEFAULT_PAGE, MAX_PAGE),
  }
}

export const DEFAULT_PAGE = 25
const MAX_PAGE = 100
const MOST_CONDITIONS = 40

type Asked = { ctx: Context; model: ModelName; address: Address; ignored: string[] | undefined }

/** PostgreSQL keeps no NUL in a text: nobody types one, some scripts do. */
export const storable = (text: string): string => text.replaceAll('\u0000', '')

const text = (value: unknown): string => (typeof value === 'string' ? storable(value).trim().slice(0, 200) : '')

function whole(value: unknown, otherwise: number, most: number): number {
  const number = Number.parseInt(text(value), 10)
  return Number.isFinite(number) && number >= 1 ? Math.min(number, most) : otherwise
}

/** What stands alone must hold; of each group, one at least. */
function conditions(asked: Asked): Where[] {
  const parts = Object.entries(asked.address)
    .map(([key, value]) => ({ key, value: storable(String(value)).trim() }))
    .filter(({ key, value }) => isFilter(key) && value !== '')
  if (parts.length > MOST_CONDITIONS) throw TOO_MANY
  const alone: Where[] = []
  const groups = new Map<string, Where[]>()
  for (const { key, value } of parts) {
    const [, group, path = ''] = KEY.exec(key) ?? []
    const found = orIgnored(asked, key, path || key, () => condition(asked, path, value))
    if (!found) continue
    if (group === undefined) alone.push(found)
    else groups.set(group, [...(groups.get(group) ?? []), found])
  }
  return [...alone, ...[...groups.values()].map((any) => (any.length === 1 && any[0] ? any[0] : { OR: any }))]
}

const KEY = /^(?:any\.(\d{1,2})(?:-\d{1,2})?\.|all-\d{1,2}\.)?filters\.(.+)$/s
const isFilter = (key: string): boolean => /^(filters|any|all)[.-]/.test(key)

function condition({ ctx, model }: Asked, key: string, value: string): Where {
  const [path = '', operator = 'default'] = key.split('~~')
  const question = namedFilters(model).find((one) => one.name === path)
  if (question) return questionCondition(ctx, model, question, operator, value)
  const target = reached(ctx.actor, model, path)
  const build = takes(target, operator)
  if (!build) throw refuse.unknownColumn(key)
  return target.through(build(target, value, ctx))
}

function questionCondition(ctx: Context, model: ModelName, asked: NamedFilter, operator: string, value: string): Where {
  if (asked.written) {
    const operand = WRITTEN[operator]?.(value)
    const where = operand === undefined ? null : asked.written(operand)
    if (!where || !mayAsk(ctx.actor, model, where)) throw refuse.unknownColumn(asked.name)
    return operator === 'not' ? { NOT: where } : where
  }
  const wanted = value.split(',').map((one) => asked.values.find((known) => known.value === one.trim())?.where)
  const known = wanted.filter((where) => where !== undefined && mayAsk(ctx.actor, model, where))
  if (known.length < wanted.length || !QUESTIONED.has(operator)) throw refuse.unknownColumn(asked.name)
  return operator === 'none' ? { NOT: { OR: known } } : { OR: known }
}

const WRITTEN: Record<string, (value: string) => string | Where> = {
  default: (value) => ({ contains: value }),
  contains: (value) => ({ contains: value }),
  starts: (value) => ({ startsWith: value }),
  is: (value) => value,
  not: (value) => value,
}

const QUESTIONED = new Set(['default', 'is', 'in', 'none'])

/** A column that is hidden and one that does not exist are told alike: a filter is no oracle. */
function orIgnored<T>({ ignored }: Asked, key: string, name: string, work: () => T): T | null {
  try {
    return work()
  } catch (error) {
    if (!(error instanceof Refusal) || error.code !== 'unknown_column') throw error
    if (!ignored) throw unknownFilter(name)
    ignored.push(key)
    return null
  }
}

function sortOf(asked: Asked) {
  const by = text(asked.address.sortBy)
  if (!by) return {}
  return orIgnored(asked, 'sortBy', by, () => {
    const { field } = reached(asked.ctx.actor, asked.model, by)
    if (!field || field.name !== by || !isSortable(field)) throw refuse.unknownColumn(by)
    const direction = asked.address.direction === 'desc' ? ('desc' as const) : ('asc' as const)
    return { sort: { field: by, direction } }
  })
}

export const isSortable = (field: AnyField): boolean =>
  !field.list && field.type !== 'Json' && field.type !== 'Bytes' && field.kind !== 'longtext' && field.kind !== 'html'

/** Whether this person may ask all of this: a card they may not count is not shown to them. */
export function isReadable(ctx: Context, model: ModelName, address: Address): boolean {
  if (readable(ctx.actor, model).size === 0) return false
  const ignored: string[] = []
  readQuery(ctx, model, address, ignored)
  return ignored.length === 0
}

const unknownFilter = (name: string) =>
  new Refusal(
    'unknown_column',
    422,
    {
      fr: `Le filtre « ${name} » n’existe pas ou ne peut pas être utilisé ici : retirez-le de la liste et recommencez. Rien n’a été fait.`,
      en: `The filter “${name}” does not exist or cannot be used here: take it off the list and try again. Nothing was done.`,
    },
    { detail: { column: name } },
  )

const TOO_MANY = new Refusal('too_many_filters', 422, {
  fr: `Plus de ${MOST_CONDITIONS} filtres à la fois : retirez-en et recommencez.`,
  en: `More than ${MOST_CONDITIONS} filters at once: remove some and try again.`,
})
