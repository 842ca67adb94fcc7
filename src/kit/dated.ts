import { DateTime } from 'luxon'
import type { Context } from '../access/actor.ts'
import { type AnyField, type AnyModel, fieldOf, type ModelName, modelOf } from '../access/model.ts'
import { readable } from '../access/rights.ts'
import { list, localeOf, type Query, type Row } from '../access/select.ts'
import type { Where } from '../access/where.ts'
import { catalogue } from '../generated/catalogue.ts'
import type { Text, Tone } from '../platform/catalogue.ts'
import { dateOfDay } from '../platform/clock.ts'
import { config } from '../platform/config.ts'

/** A record on a calendar. Days are texts, the last one included; instants are dates. */
export type Dated = {
  uid: string
  model: ModelName
  id: string
  title: string
  start: string | Date
  end: string | Date | null
  tone: Tone
  state: string | null
}

/** The columns of a model that place it in time: one, or a beginning and an end. */
export type Dates = { start: string; end?: string }

/** Both days included, as the school counts them. */
export type Window = { from: string; to: string }

/** More than this and nobody sees anything: the screen asks to narrow. */
export const MOST_DATED = 500

const PAIRS = [
  ['startsAt', 'endsAt'],
  ['startsOn', 'endsOn'],
  ['opensOn', 'closesOn'],
] as const

/** What a calendar of this model can go by, for this person: first beginnings that have an end, then what every row has. */
export function datesOf(ctx: Pick<Context, 'actor'>, model: AnyModel): Dates[] {
  if (model.nav?.group === 'system' || model.internal) return []
  const open = readable(ctx.actor, model.name)
  const known = model.fields.filter((field) => open.has(field.name) && isOnCalendar(field)).map(({ name }) => name)
  const rank = ([start]: readonly [string, string]) => known.indexOf(start)
  const pairs = PAIRS.filter((pair) => pair.every((name) => known.includes(name))).sort((a, b) => rank(a) - rank(b))
  const paired = new Set<string>(pairs.flat())
  const isAlways = (name: string) => Number(fieldOf(model, name).required)
  const singles = known.filter((name) => !paired.has(name)).toSorted((a, b) => isAlways(b) - isAlways(a))
  return [...pairs.map(([start, end]) => ({ start, end })), ...singles.map((start) => ({ start }))]
}

// A birth date is no appointment; when a row was written is said by its history
const isOnCalendar = (field: AnyField): boolean =>
  field.type === 'DateTime' &&
  !field.list &&
  !field.pii &&
  !field.via &&
  !['createdAt', 'updatedAt'].includes(field.name)

/** One statement: the records of the actor’s list that touch the window, the earliest first, one more than `most` at most. */
export async function datedIn(
  ctx: Context,
  name: ModelName,
  dates: Dates,
  window: Window,
  query: Query = {},
  most = MOST_DATED,
): Promise<Dated[]> {
  const model = modelOf(name)
  const where = { AND: [query.where ?? {}, touching(model, dates, window)] }
  const sort = { field: dates.start, direction: 'asc' as const }
  const rows = await list(ctx, name, { ...query, where, sort, offset: 0, limit: most + 1 })
  return rows.flatMap((row) => dated(model, dates, row, localeOf(ctx.actor)) ?? [])
}

function touching(model: AnyModel, { start, end }: Dates, window: Window): Where {
  const [first, last] = [fieldOf(model, start), end ? fieldOf(model, end) : null]
  const within = { AND: [notBefore(first, window.from), notAfter(first, window.to)] }
  if (!last) return within
  const spans = { AND: [notAfter(first, window.to), notBefore(last, window.from)] }
  return { OR: [spans, { AND: [{ [last.name]: null }, within] }] }
}

const isDay = (field: AnyField): boolean => field.native === 'Date'
const atSchool = (day: string) => DateTime.fromISO(day, { zone: config.schoolTz }).startOf('day')

const notBefore = (field: AnyField, day: string): Where => ({
  [field.name]: { gte: isDay(field) ? dateOfDay(day) : atSchool(day).toJSDate() },
})

const notAfter = (field: AnyField, day: string): Where => ({
  [field.name]: isDay(field) ? { lte: dateOfDay(day) } : { lt: atSchool(day).plus({ days: 1 }).toJSDate() },
})

function dated(model: AnyModel, { start, end }: Dates, row: Row, locale: keyof Text): Dated | null {
  const first = row.values[start]
  const last = end ? row.values[end] : null
  if (!isTime(first)) return null
  const state = stateOf(model, row)
  return {
    ...{ uid: `${model.name}-${row.id}-${start}`, model: model.name, id: row.id, title: row.title },
    start: first,
    end: isTime(last) ? last : null,
    tone: state?.tone ?? 'blue',
    state: state?.label[locale] ?? null,
  }
}

const isTime = (value: unknown): value is string | Date => typeof value === 'string' || value instanceof Date

function stateOf(model: AnyModel, row: Row) {
  const name = model.fields.find((field) => field.name === 'status')?.enum
  return catalogue.enums[name ?? '']?.values.find(({ value }) => value === row.values.status)
}
