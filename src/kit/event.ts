import type { Event } from '@prisma/client'
import type { Context } from '../access/actor.ts'
import { catalogue, type ModelName } from '../generated/catalogue.ts'
import { newId } from '../platform/crypto.ts'
import { Prisma, type Tx } from '../platform/db.ts'
import { enqueue } from '../platform/queue.ts'

/** What happened, in one row: history, audit and outbox. `before` and `after` hold the columns that changed. */
export type Happening = {
  noun: ModelName
  recordId: string
  verb: string
  role: string
  before?: Values | null
  after?: Values | null
  reason?: string | null
}

type Values = Record<string, unknown>

/** Written in the transaction of the change; what follows (mails, documents, next steps) is queued with it, or not at all. */
export async function record(tx: Tx, ctx: Context, happening: Happening): Promise<string> {
  const row = rowOf(ctx, happening)
  await insert(tx, [row])
  if (!ctx.replayed) await enqueue(tx, 'reaction', { eventId: row.id }, { key: `reaction:${row.id}` })
  return row.id
}

/** The same for many at once: as many events, in one statement; one job gives each to what follows it. */
export async function recordMany(tx: Tx, ctx: Context, happenings: Happening[]): Promise<void> {
  const rows = happenings.map((happening) => rowOf(ctx, happening))
  const [first] = rows
  if (!first) return
  await insert(tx, rows)
  const eventIds = rows.map((row) => row.id)
  if (!ctx.replayed) await enqueue(tx, 'reactions', { eventIds }, { key: `reactions:${first.id}` })
}

// Every change of anything passes here: said to the database directly, an event costs half of what the client asks for it
const insert = (tx: Tx, rows: EventRow[]): Promise<number> =>
  tx.$executeRaw`INSERT INTO "Event" SELECT * FROM jsonb_populate_recordset(NULL::"Event", ${JSON.stringify(rows)}::jsonb)`

type EventRow = Omit<Event, 'before' | 'after'> & { before: Values | null; after: Values | null }

function rowOf(ctx: Context, happening: Happening): EventRow {
  const { actor } = ctx
  return {
    id: newId(),
    at: ctx.now,
    actorId: actor.kind === 'person' ? actor.personId : null,
    impersonatorId: actor.kind === 'person' ? (actor.impersonatorId ?? null) : null,
    role: happening.role,
    noun: happening.noun,
    recordId: happening.recordId,
    verb: happening.verb,
    before: redacted(happening.noun, happening.before),
    after: redacted(happening.noun, happening.after),
    reason: happening.reason ?? (actor.kind === 'system' ? actor.reason : null),
    requestId: ctx.requestId,
    ip: ctx.ip,
  }
}

/** The columns whose value is not the same, on both sides. */
export function difference(before: Values, after: Values): { before: Values; after: Values } {
  const changed = Object.keys(after).filter((name) => plain(before[name]) !== plain(after[name]))
  const side = (values: Values) => Object.fromEntries(changed.map((name) => [name, values[name] ?? null]))
  return { before: side(before), after: side(after) }
}

const plain = (value: unknown): string => JSON.stringify(jsonValue(value ?? null))

function redacted(noun: ModelName, values: Values | null | undefined): Values | null {
  if (!values) return null
  const closed = catalogue.models[noun].fields.filter((field) => field.secret || field.sealed)
  const secret = new Set(closed.map((field) => field.name))
  const kept = Object.entries(values).map(([name, value]) => [name, secret.has(name) ? '•••' : jsonValue(value)])
  return Object.fromEntries(kept)
}

function jsonValue(value: unknown): unknown {
  if (value instanceof Date) return value.toISOString()
  if (typeof value === 'bigint' || Prisma.Decimal.isDecimal(value)) return String(value)
  return value
}
