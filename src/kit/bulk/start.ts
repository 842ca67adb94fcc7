import { randomUUID } from 'node:crypto'
import type { Context, PersonActor } from '../../access/actor.ts'
import { type ModelName, modelOf } from '../../access/model.ts'
import type { Text } from '../../platform/catalogue.ts'
import { Prisma, type Tx, transaction } from '../../platform/db.ts'
import { Refusal, refuse } from '../../platform/errors.ts'
import { enqueue } from '../../platform/queue.ts'
import { record } from '../event.ts'
import { roleFor } from '../record.ts'
import { insistOnProof } from '../step-up.ts'
import { type Change, checkChange } from './change.ts'
import type { Complete } from './preview.ts'
import { workBulk } from './run.ts'

/** Few enough to be done while the person waits. */
export const AT_ONCE = 50

/** All of them in one transaction hold their rows until the last one: past this, the whole school would wait. */
export const MOST_ATOMIC = 2_000

export type Asked = {
  ids: string[]
  change: Change
  isAtomic: boolean
  /** The address of the list, when all of it is meant */
  search?: string
  complete?: Complete
}

/** What a run remembers beside its records: who asked, from where, and whether they had just proved who they are. */
export type RunQuery = { search?: string; accountId: string; proved: boolean; force?: true }

/** Writes the run and its records; few are done now, many are given to the worker. Returns the run’s id. */
export async function startBulk(ctx: Context, name: ModelName, asked: Asked): Promise<{ id: string; later: boolean }> {
  const actor = personOf(ctx)
  const { ids, isAtomic } = asked
  if (isAtomic && ids.length > MOST_ATOMIC) throw new Refusal('too_many_at_once', 422, TOO_MANY)
  const id = randomUUID()
  const later = ids.length > AT_ONCE
  await transaction((tx) => keep(tx, ctx, name, { ...asked, id, actor, later }), { long: true })
  if (!later) await workBulk(id, async () => ctx, { quiet: true })
  return { id, later }
}

type Kept = Asked & { id: string; actor: PersonActor; later: boolean }

async function keep(tx: Tx, ctx: Context, name: ModelName, asked: Kept): Promise<void> {
  const { id, ids, change, isAtomic, search, complete, actor, later } = asked
  const input = { ...change.input, ...(await complete?.(tx)) }
  checkChange(ctx, name, { ...change, input })
  const query: RunQuery = {
    ...(search !== undefined && { search }),
    accountId: actor.accountId,
    proved: hasProof(ctx),
    ...(change.force && { force: true }),
  }
  const { verb, reason } = change
  const createdById = actor.personId
  const json = input as Prisma.InputJsonObject
  await tx.bulkRun.create({
    data: { id, model: name, verb, query, input: json, reason, isAtomic, total: ids.length, createdById },
  })
  await tx.$executeRaw(Prisma.sql`
    INSERT INTO "BulkItem" ("runId", position, "recordId")
    SELECT ${id}::uuid, n, one FROM unnest(${ids}::uuid[]) WITH ORDINALITY AS given(one, n)`)
  const after = { model: modelOf(name).name, verb, total: ids.length, isAtomic }
  const role = roleFor(ctx, name, verb)
  await record(tx, ctx, { noun: 'BulkRun', recordId: id, verb: 'create', role, after, reason })
  if (later) await enqueue(tx, 'bulk.run', { bulkRunId: id, accountId: actor.accountId }, { key: id })
}

/** Shown once when it is confirmed, the proof is good for the whole run. */
function hasProof(ctx: Context): boolean {
  try {
    insistOnProof(ctx)
    return true
  } catch {
    return false
  }
}

function personOf({ actor }: Context): PersonActor {
  if (actor.kind !== 'person') throw refuse.notFound()
  return actor
}

const TOO_MANY: Text = {
  fr: '« Tout ou rien » va jusqu’à 2 000 dossiers. Resserrez le filtre, ou choisissez « ceux qui peuvent l’être ». Rien n’a été changé.',
  en: '“All or nothing” goes up to 2,000 records. Narrow the filter, or choose “those that can be”. Nothing was changed.',
}
