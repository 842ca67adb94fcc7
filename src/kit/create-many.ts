import type { Context } from '../access/actor.ts'
import type { AnyModel, ModelName } from '../access/model.ts'
import { scopeOf } from '../access/scope.ts'
import { sealedFields } from '../access/sealed.ts'
import { permitted } from '../access/select.ts'
import { newId } from '../platform/crypto.ts'
import type { Tx } from '../platform/db.ts'
import { refuse } from '../platform/errors.ts'
import { insistOnChecks, mayGoTogether } from './check.ts'
import { checkedValues, referenceErrors, split, type Values } from './columns.ts'
import { recordMany } from './event.ts'
import { claimFiles } from './owned-files.ts'
import { createRecord, roleFor, signed, writableModel } from './record.ts'
import { table, within } from './table.ts'
import { type Attempt, attempt, judged, onward, together } from './together.ts'

/**
 * Many creations through every right, check and event of one, in a few statements. Each answer stands in the place of what
 * was sent: the record, or why it was refused; a refused one leaves the others alone.
 */
export async function createRecords(
  ctx: Context,
  name: ModelName,
  many: Values[],
  tx: Tx,
): Promise<Attempt<{ id: string }>[]> {
  const model = writableModel(ctx, name, 'create')
  // A check that looks at other records must find the one before it already written
  if (!mayGoTogether(name) || sealedFields(model).length > 0)
    return oneByOne(tx, model, many, (sent) => createRecord(ctx, name, sent, { tx }))
  const read = many.map((sent) => attempt(() => checkedValues(ctx, model, 'create', sent)))
  const referring = await onward(read, (values) => withReferences(ctx, model, values, tx))
  const checked = await onward(referring, (values) => withChecks(ctx, model, values, tx))
  return onward(checked, (values) => together(tx, model, values, (batch) => insertAll(ctx, model, batch, tx)))
}

export async function oneByOne<T, U>(
  tx: Tx,
  model: AnyModel,
  items: T[],
  write: (item: T) => Promise<U>,
): Promise<Attempt<U>[]> {
  const tries: Attempt<U>[] = []
  for (const item of items) tries.push(...(await together(tx, model, [item], async () => [await write(item)])))
  return tries
}

async function withReferences(ctx: Context, model: AnyModel, many: Values[], tx: Tx): Promise<Attempt<Values>[]> {
  const errors = await referenceErrors(ctx, model, many, within(tx))
  return judged(many, (_, index) => {
    const found = errors[index] ?? {}
    return Object.keys(found).length > 0 ? refuse.invalid(found) : null
  })
}

const withChecks = (ctx: Context, model: AnyModel, many: Values[], tx: Tx): Promise<Attempt<Values>[]> =>
  oneByOneUnwritten(many, (after) => insistOnChecks(model.name, { tx, ctx, before: null, after }))

/** Judges without a savepoint: nothing is written meanwhile. */
export async function oneByOneUnwritten<T>(items: T[], judge: (item: T) => Promise<void>): Promise<Attempt<T>[]> {
  const tries: Attempt<T>[] = []
  for (const item of items) {
    const failure = await judge(item).then(
      () => null,
      (error: unknown) => ({ error }),
    )
    tries.push(
      attempt(() => {
        if (failure) throw failure.error
        return item
      }),
    )
  }
  return tries
}

async function insertAll(ctx: Context, model: AnyModel, many: Values[], tx: Tx): Promise<{ id: string }[]> {
  const rows = many.map((values) => ({ id: newId(), ...split(model, values), values, links: {} as Values }))
  for (const { relation, fk, model: target } of embedded(rows)) {
    const parts = rows.map((row) => ({
      id: newId(),
      ...row.embedded.find((part) => part.relation === relation)?.values,
    }))
    await table(tx, target).createMany({ data: parts })
    for (const [index, row] of rows.entries()) row.links[fk] = parts[index]?.id
  }
  const signature = signed(ctx, model)
  await table(tx, model.name).createMany({
    data: rows.map(({ id, own, links }) => ({ id, ...own, ...links, ...signature })),
  })
  for (const { id, values } of rows) await claimFiles(tx, model, id, values)
  await insistStillAll(ctx, tx, model, 'create', rows)
  const role = roleFor(ctx, model.name, 'create')
  const happenings = rows.map(({ id, values }) => ({
    noun: model.name,
    recordId: id,
    verb: 'create',
    role,
    after: values,
  }))
  await recordMany(tx, ctx, happenings)
  return rows.map(({ id }) => ({ id }))
}

type Part = ReturnType<typeof split>['embedded'][number]

/** Every record embeds the same kinds of part: the columns of the model say which. */
const embedded = (rows: { embedded: Part[] }[]): Part[] => [
  ...new Map(rows.flatMap((row) => row.embedded).map((part) => [part.relation, part])).values(),
]

/** One that ends outside the person’s rows refuses the batch, whose halves are then tried. */
export async function insistStillAll(
  ctx: Context,
  tx: Tx,
  model: AnyModel,
  action: string,
  rows: { id: string }[],
): Promise<void> {
  if (Object.keys(scopeOf(ctx.actor, model, action)).length === 0) return
  const ids = rows.map(({ id }) => id)
  const seen = await permitted(ctx, model.name, action, ids, within(tx))
  if (ids.some((id) => !seen.has(id))) throw refuse.notFound()
}
