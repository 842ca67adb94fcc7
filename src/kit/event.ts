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
  const event = await tx.event.create({ data: rowOf(ctx, happening), select: { id: true } })
  if (!ctx.replayed) await enqueue(tx, 'reaction', { eventId: event.id }, { key: `reaction:${event.id}` })
  return event.id
}

/** The same for many at once: as many events, in one statement; one job gives each to what follows it. */
export async function recordMany(tx: Tx, ctx: Context, happenings: Happening[]): Promise<void> {
  const rows = happenings.map((happening) => ({ id: newId(), ...rowOf(ctx, happening) }))
  const [first] = rows
  if (!first) return
  await tx.event.createMany({ data: rows })
  const eventIds = rows.map((row) => row.id)
  if (!ctx.replayed) await enqueue(tx, 'reactions', { eventIds }, { key: `reactions:${first.id}` })
}

function rowOf(ctx: Context, happening: Happening): Prisma.EventCreateManyInput {
  const { actor } = ctx
  return {
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

function redacted(noun: ModelName, values: Values | null | undefined): Prisma.InputJsonValue | typeof Prisma.DbNull {
  if (!values) return Prisma.DbNull
  const secret = new Set(catalogue.models[noun].fields.filter((field) => field.secret).map((field) => field.name))
  const kept = Object.entries(values).map(([name, value]) => [name, secret.has(name) ? '•••' : jsonValue(value)])
  return Object.fromEntries(kept) as Prisma.InputJsonObject
}

function jsonValue(value: unknown): unknown {
  if (value instanceof Date) return value.toISOString()
  if (typeof value === 'bigint' || Prisma.Decimal.isDecimal(value)) return String(value)
  return value
}
