import type { Context } from '../access/actor.ts'
import type { AnyModel, ModelName } from '../access/model.ts'
import { scopeOf } from '../access/scope.ts'
import { sealedFields } from '../access/sealed.ts'
import { isId } from '../access/select.ts'
import type { Tx } from '../platform/db.ts'
import { refuse } from '../platform/errors.ts'
import { insistOnChecks, mayGoTogether } from './check.ts'
import { checkedValues, referenceErrors, type Values } from './columns.ts'
import { insistStillAll, oneByOne, oneByOneUnwritten } from './create-many.ts'
import { difference, recordMany } from './event.ts'
import { claimFiles } from './owned-files.ts'
import { roleFor, seenWith, updateRecord, writableModel, write } from './record.ts'
import { refuseStale } from './stale.ts'
import { lockRows, table, within } from './table.ts'
import { type Attempt, attempt, judged, onward, together } from './together.ts'

export type Wanted = { id: string; version: number | null; sent: Values }
type Ready = Wanted & { values: Values; before: Values; change: { before: Values; after: Values }; changed: Values }
export type Updated = { id: string; changed: boolean }

/** Many updates through every right, check, version and event of one. Each answer stands in the place of what was wanted. */
export async function updateRecords(
  ctx: Context,
  name: ModelName,
  many: Wanted[],
  tx: Tx,
): Promise<Attempt<Updated>[]> {
  const model = writableModel(ctx, name, 'update')
  const ids = many.map((one) => one.id)
  const alone = !mayGoTogether(name) || sealedFields(model).length > 0 || new Set(ids).size < ids.length
  if (alone) return oneByOne(tx, model, many, (one) => updateRecord(ctx, name, one.id, one.version, one.sent, { tx }))
  const read = many.map((one) => attempt(() => ({ ...one, values: checkedValues(ctx, model, 'update', one.sent) })))
  const open = await onward(read, (wanted) => locked(ctx, model, wanted, tx))
  const referring = await onward(open, (ready) => withReferences(ctx, model, ready, tx))
  const checked = await onward(referring, (ready) =>
    oneByOneUnwritten(ready, ({ before, changed }) =>
      insistOnChecks(name, { tx, ctx, before, after: { ...before, ...changed } }),
    ),
  )
  return onward(checked, (ready) => together(tx, model, ready, (batch) => writeAll(ctx, model, batch, tx)))
}

/** Locked, then judged: the right on the row and on these columns, the version that was read. */
async function locked(
  ctx: Context,
  model: AnyModel,
  wanted: (Wanted & { values: Values })[],
  tx: Tx,
): Promise<Attempt<Ready>[]> {
  const ids = wanted.map((one) => one.id).filter(isId)
  await lockRows(tx, model, ids)
  const seen = new Set<string>()
  for (const same of Map.groupBy(wanted, ({ values }) => Object.keys(values).sort().join()).values()) {
    const rows = { id: { in: same.map((one) => one.id).filter(isId) } }
    const scope = scopeOf(ctx.actor, model, 'update', Object.keys(same[0]?.values ?? {}))
    for (const id of await seenWith(tx, model, { AND: [rows, scope] })) seen.add(id)
  }
  const whole = await wholeRows(tx, model, [...seen])
  const ready = wanted.map((one) => ({ ...one, ...differing(one, whole.get(one.id) ?? {}) }))
  const judging = judged(ready, ({ id }) => (seen.has(id) && whole.has(id) ? null : refuse.notFound()))
  return onward(judging, (going) => fresh(model, going, tx))
}

function differing({ values }: { values: Values }, before: Values): Pick<Ready, 'before' | 'change' | 'changed'> {
  const change = difference(before, values)
  return { before, change, changed: Object.fromEntries(Object.keys(change.after).map((name) => [name, values[name]])) }
}

async function fresh(model: AnyModel, going: Ready[], tx: Tx): Promise<Attempt<Ready>[]> {
  const isStale = ({ version, before }: Ready) => model.versioned && version !== null && before.version !== version
  return oneByOneUnwritten(going, async (one) => {
    if (isStale(one)) throw await refuseStale(tx, model.name, one.id, one.version ?? 0, one.values)
  })
}

/** The rows with the columns of what they embed, as the catalogue shows them. */
export async function wholeRows(tx: Tx, model: AnyModel, ids: string[]): Promise<Map<string, Values>> {
  const rows = await table(tx, model.name).findMany({ where: { id: { in: ids } } })
  const whole = new Map(rows.map((row) => [row.id, { ...row } as Values]))
  for (const { name, model: target, fk } of model.relations.filter((one) => one.embed)) {
    const keys = rows.map((row) => String(row[fk]))
    const parts = await table(tx, target).findMany({ where: { id: { in: keys } } })
    const byId = new Map(parts.map((part) => [part.id, part]))
    for (const row of whole.values())
      for (const field of model.fields)
        if (field.via?.relation === name) row[field.name] = byId.get(String(row[fk]))?.[field.name] ?? null
  }
  return whole
}

async function withReferences(ctx: Context, model: AnyModel, ready: Ready[], tx: Tx): Promise<Attempt<Ready>[]> {
  const errors = await referenceErrors(
    ctx,
    model,
    ready.map((one) => one.changed),
    within(tx),
  )
  return judged(ready, (_, index) => {
    const found = errors[index] ?? {}
    return Object.keys(found).length > 0 ? refuse.invalid(found) : null
  })
}

async function writeAll(ctx: Context, model: AnyModel, batch: Ready[], tx: Tx): Promise<Updated[]> {
  const moved = batch.filter(({ changed }) => Object.keys(changed).length > 0)
  for (const { id, before, changed } of moved) {
    await write(tx, model, before, changed)
    await claimFiles(tx, model, id, changed)
  }
  await insistStillAll(ctx, tx, model, 'update', moved)
  const role = roleFor(ctx, model.name, 'update')
  await recordMany(
    tx,
    ctx,
    moved.map(({ id, change }) => ({ noun: model.name, recordId: id, verb: 'update', role, ...change })),
  )
  return batch.map(({ id, changed }) => ({ id, changed: Object.keys(changed).length > 0 }))
}
