import { sayDay } from '../fields/format.ts'
import type { Desk } from '../shell/context.ts'
import { valuesOf } from '../shell/context.ts'
import type { FieldState, ModelState } from '../state.ts'

/** A filter as the address carries it: `filters.<field>~~<operator>=<value>`; no operator is the plain one of its kind. */
export type Filter = { key: string; field: FieldState; operator: string; value: string }

export function filtersOf(model: ModelState, params: URLSearchParams): Filter[] {
  return [...params].flatMap(([key, value]) => {
    const [name, operator = ''] = key.startsWith('filters.') ? key.slice(8).split('~~') : []
    const field = model.fields.find((one) => one.name === name)
    return field && value !== '' ? [{ key, field, operator, value }] : []
  })
}

/** The same address with other values; anything but turning the page goes back to the first. */
export function changed(params: URLSearchParams, values: Record<string, string | null>): URLSearchParams {
  const next = new URLSearchParams(params)
  if (!('page' in values)) next.delete('page')
  for (const [key, value] of Object.entries(values)) {
    if (value === null || value === '') next.delete(key)
    else next.set(key, value)
  }
  return next
}

export const withoutFilters = (params: URLSearchParams): URLSearchParams => {
  const next = new URLSearchParams()
  for (const [key, value] of params)
    if (!key.startsWith('filters.') && key !== 'page' && key !== 'query') next.set(key, value)
  return next
}

/** A chip in words: `État : Soumise ou Transmise`, `Début : depuis le 02/03/2026`. */
export function sayFilter({ field, operator, value }: Filter, desk: Desk, titles: Map<string, string>): string {
  const { t } = desk
  const one = (part: string) => sayPart(field, part, desk, titles)
  const many = value.split(',').map(one).join(', ')
  const said: Record<string, string> = {
    '': field.kind === 'text' ? `${t.contains} « ${value} »` : many,
    is: many,
    in: many,
    not: `${t.isNot} ${many}`,
    contains: `${t.contains} « ${value} »`,
    empty: value === 'false' ? t.isNotEmpty : t.isEmpty,
    from: `≥ ${one(value)}`,
    to: `≤ ${one(value)}`,
    last: t.lastDays(value),
  }
  return said[operator] ?? many
}

function sayPart(field: FieldState, part: string, desk: Desk, titles: Map<string, string>): string {
  if (field.kind === 'enum') return valuesOf(desk.state, field).find((one) => one.value === part)?.label ?? '…'
  if (field.kind === 'reference' || field.kind === 'file') return titles.get(part) ?? '…'
  if (field.kind === 'date' || field.kind === 'datetime') return sayDay(part, desk.state.locale)
  if (field.kind === 'boolean') return part === 'true' ? desk.t.yes : desk.t.no
  return part
}
