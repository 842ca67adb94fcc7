import { sayDay } from '../fields/format.ts'
import type { Desk } from '../shell/context.ts'
import { valuesOf } from '../shell/context.ts'
import type { DeskState, FieldState } from '../state.ts'
import { columnAt, type FilterColumn } from './filter-columns.ts'
import { filterWords } from './filter-text.ts'

/**
 * A filter as the address carries it (admin/filters.ts): `filters.<path>~~<operator>=<value>`, in a group after `any.<n>.`;
 * no operator is the plain one of its kind.
 */
export type Filter = {
  key: string
  group: string | null
  path: string
  operator: string
  value: string
  column: FilterColumn
}

export function filtersOf(state: DeskState, model: string, params: URLSearchParams): Filter[] {
  return [...params].flatMap(([key, value]) => {
    const [, group = null, path = '', operator = ''] = KEY.exec(key) ?? []
    const column = path && value !== '' ? columnAt(state, model, path) : null
    return column ? [{ key, group, path, operator, value, column }] : []
  })
}

const KEY = /^(?:any\.(\d{1,2})(?:-\d{1,2})?\.|all-\d{1,2}\.)?filters\.([^~]+)(?:~~(\w+))?$/
const isFilter = (key: string): boolean => /^(filters|any|all)[.-]/.test(key)

/** Where somebody stands in a list is no part of what they look at. */
const PLACE = ['page', 'after', 'before']

/** The same address with other values; anything but turning the page goes back to the first. */
export function changed(params: URLSearchParams, values: Record<string, string | null>): URLSearchParams {
  const next = new URLSearchParams(params)
  for (const key of PLACE) next.delete(key)
  for (const [key, value] of Object.entries(values)) {
    if (value === null || value === '') next.delete(key)
    else next.set(key, value)
  }
  return next
}

export const withoutFilters = (params: URLSearchParams): URLSearchParams => {
  const next = new URLSearchParams()
  for (const [key, value] of params) if (!isFilter(key) && !PLACE.includes(key) && key !== 'query') next.set(key, value)
  return next
}

/** A chip in words: `État : Soumise ou Transmise`, `Début : depuis le 02/03/2026`. */
export function sayFilter({ column, operator, value }: Filter, desk: Desk, titles: Map<string, string>): string {
  const { field } = column
  const t = filterWords(desk.state.locale)
  const words = t.operators
  const no = value === 'false' || value === '0'
  if (!field) return no ? words.exists : words.absent
  const one = (part: string) => sayPart(field, part, desk, titles)
  const many = value.split(',').map(one).join(` ${t.or} `)
  const [low = '', high = ''] = value.split('..')
  const said: Record<string, () => string> = {
    '': () => (isText(field) ? `${words.contains} « ${value} »` : many),
    is: () => many,
    in: () => many,
    not: () => `${words.not} ${many}`,
    none: () => `${words.none} ${many}`,
    contains: () => `${words.contains} « ${value} »`,
    starts: () => `${words.starts} « ${value} »`,
    empty: () => (no ? words.filled : words.empty),
    from: () => `≥ ${one(value)}`,
    to: () => `≤ ${one(value)}`,
    between: () => t.between(low ? one(low) : '…', high ? one(high) : '…'),
    last: () => t.lastDays(value),
    next: () => t.nextDays(value),
    past: () => words.past,
    future: () => words.future,
    me: () => (no ? t.notMe : words.me),
    mine: () => (no ? t.notMine : words.mine),
  }
  return said[operator]?.() ?? many
}

export const isText = (field: FieldState): boolean => TEXTS.has(field.kind)
const TEXTS = new Set<FieldState['kind']>(['text', 'longtext', 'email', 'phone', 'url'])

function sayPart(field: FieldState, part: string, desk: Desk, titles: Map<string, string>): string {
  if (field.kind === 'enum') return valuesOf(desk.state, field).find((one) => one.value === part)?.label ?? '…'
  if (field.kind === 'reference' || field.kind === 'file') return titles.get(part) ?? '…'
  if (field.kind === 'date' || field.kind === 'datetime') return sayDay(part, desk.state.locale)
  if (field.kind === 'boolean') return part === 'true' ? desk.t.yes : desk.t.no
  return part
}
