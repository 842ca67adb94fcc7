import type { Context } from '../access/actor.ts'
import { type AnyField, type ModelName, modelOf } from '../access/model.ts'
import { readable, writable } from '../access/rights.ts'
import type { Row } from '../access/select.ts'
import { read } from '../platform/db.ts'
import { refuse } from '../platform/errors.ts'
import type { Values } from './columns.ts'
import { difference } from './event.ts'
import { flowOf } from './flow.ts'
import { parseValue } from './value.ts'

/** `version`: as the record stood after that event. `change`: as it stood before it, for what it changed. */
export type Back = 'version' | 'change'

/** What going back would write, from → to, by column; `left`: columns that differ too but only move by their own verbs. */
export type Going = { at: Date; before: Values; after: Values; left: AnyField[] }

type Told = { id: string; at: Date; before: Values | null }

/** Read from the history; only the columns that this person may read and write today take part. */
export async function goingBack(ctx: Context, name: ModelName, row: Row, eventId: string, to: Back): Promise<Going> {
  const events = await read<Told>(STORY, [name, row.id])
  const at = events.findIndex((event) => event.id === eventId)
  const event = events[at]
  if (!event) throw refuse.notFound()
  const past =
    to === 'change'
      ? (event.before ?? {})
      : Object.assign(
          {},
          ...events
            .slice(at + 1)
            .reverse()
            .map(changed),
        )
  const seen = modelOf(name).fields.filter((field) => field.name in past && isTold(ctx, name, row, field, past))
  const now = Object.fromEntries(seen.map((field) => [field.name, asStored(field, row.values[field.name])]))
  const then = Object.fromEntries(seen.map((field) => [field.name, asStored(field, past[field.name])]))
  const differing = new Set(Object.keys(difference(now, then).after))
  const open = writable(ctx.actor, name, 'update')
  const mine = seen.filter((field) => differing.has(field.name) && open.has(field.name) && !isState(name, field))
  const side = (values: Values) => Object.fromEntries(mine.map((field) => [field.name, values[field.name]]))
  const left = seen.filter((field) => differing.has(field.name) && !mine.includes(field))
  return { at: event.at, before: side(now), after: side(then), left }
}

const STORY = `SELECT id, at, before FROM "Event" WHERE noun = $1 AND "recordId" = $2 ORDER BY at, id`

// The earliest later change tells what a column held: assigned last
const changed = (event: Told): Values => event.before ?? {}

const PLUMBING = new Set(['id', 'version', 'createdAt', 'updatedAt'])

const isTold = (ctx: Context, name: ModelName, row: Row, field: AnyField, past: Values): boolean =>
  !PLUMBING.has(field.name) &&
  !field.secret &&
  !field.sealed &&
  past[field.name] !== '•••' &&
  field.name in row.values &&
  readable(ctx.actor, name).has(field.name)

const isState = (name: ModelName, field: AnyField): boolean =>
  field.readonly || (field.name === 'status' && flowOf(name) !== undefined)

/** Read from a list or from the history, a value takes the one form in which it is compared and written. */
function asStored(field: AnyField, value: unknown): unknown {
  if (field.type === 'Json' || value === null || value === undefined) return value ?? null
  const parsed = parseValue(field, value)
  return 'value' in parsed ? (parsed.value ?? null) : value
}
