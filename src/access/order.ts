import { catalogue } from '../generated/catalogue.ts'
import { type AnyField, type AnyModel, fieldOf, quoted } from './model.ts'
import { titleOf } from './title.ts'
import type { Params } from './where.ts'

export type Sort = { field: string; direction: 'asc' | 'desc' }

/** A place in a list: what the row there is ordered by, as text, and its id. Rows that come or go elsewhere do not move it. */
export type Place = { key: string | null; id: string }

/** How a list is ordered: an expression, or the id alone, which says when the record was made. */
export type Order = { by: string | null; type: string; direction: 'asc' | 'desc'; mayMiss: boolean }

export function orderOf(model: AnyModel, sort: Sort | undefined): Order {
  const direction = sort?.direction ?? 'desc'
  if (!sort || sort.field === 'id') return { by: null, type: 'uuid', direction, mayMiss: false }
  const field = fieldOf(model, sort.field)
  const by = field.reference ? titleOf(field.reference.model, `t.${quoted(field.name)}`, 't', 'fr') : columnOf(field)
  return { by, type: typeOf(field), direction, mayMiss: !field.required || !!field.reference || !!field.via }
}

export function columnOf(field: AnyField): string {
  if (!field.via) return `t.${quoted(field.name)}`
  const target = quoted(catalogue.models[field.via.model].table)
  return `(SELECT v.${quoted(field.name)} FROM ${target} v WHERE v.id = t.${quoted(field.via.fk)})`
}

/** What is missing comes last, whichever the direction; read from the end, first. */
export function orderBy({ by, direction, mayMiss }: Order, backwards = false): string {
  const way = (direction === 'asc') === backwards ? 'DESC' : 'ASC'
  if (!by) return `t.id ${way}`
  return `${by} ${way}${mayMiss ? ` NULLS ${backwards ? 'FIRST' : 'LAST'}` : ''}, t.id ${way}`
}

/** SQL of “further than this place”, in the order of the list or, backwards, before it. */
export function beyond(order: Order, { key, id }: Place, params: Params, backwards: boolean): string {
  const sign = (order.direction === 'asc') === backwards ? '<' : '>'
  const further = `t.id ${sign} ${params.add(id)}::uuid`
  if (!order.by) return further
  const missing = `${order.by} IS NULL`
  if (key === null) return backwards ? `(${order.by} IS NOT NULL OR ${further})` : `(${missing} AND ${further})`
  const value = `${params.add(key)}::text::${order.type}`
  const either = `${order.by} ${sign} ${value} OR (${order.by} = ${value} AND ${further})`
  return backwards || !order.mayMiss ? `(${either})` : `(${either} OR ${missing})`
}

const TYPES: Record<AnyField['type'], string> = {
  String: 'text',
  Int: 'int',
  BigInt: 'bigint',
  Float: 'float8',
  Decimal: 'numeric',
  Boolean: 'boolean',
  DateTime: 'timestamptz',
  Json: 'text',
  Bytes: 'text',
  Enum: 'text',
}

function typeOf(field: AnyField): string {
  if (field.reference) return 'text'
  if (field.enum) return quoted(field.enum)
  if (field.native === 'Date') return 'date'
  return field.native === 'Uuid' ? 'uuid' : TYPES[field.type]
}
