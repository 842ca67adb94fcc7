import type { Context } from '../access/actor.ts'
import { type AnyModel, type ModelName, modelOf } from '../access/model.ts'
import { grants, mayEver } from '../access/rights.ts'
import { scopeOf } from '../access/scope.ts'
import { isId, permitted } from '../access/select.ts'
import { compile, Params, type Where } from '../access/where.ts'
import { type Tx, transaction } from '../platform/db.ts'
import { refuse } from '../platform/errors.ts'
import { insistOnChecks } from './check.ts'
import { checkedValues, checkReferences, split, type Values } from './columns.ts'
import { explained } from './constraint.ts'
import { difference, record } from './event.ts'
import { once } from './once.ts'
import { claimFiles } from './owned-files.ts'
import { openedRow, sealedChange, sealedRow } from './sealing.ts'
import { refuseStale } from './stale.ts'
import { lockRow, table, within } from './table.ts'
import { keepInTrash } from './trash.ts'

type Options = {
  /** Joins a transaction already open; then the caller explains constraints */
  tx?: Tx
}

/** Creates a record through every right: columns, references, scope after the write. `key`: a second send gives the first answer. */
export async function createRecord(
  ctx: Context,
  name: ModelName,
  sent: Values,
  { tx, key }: Options & { key?: string } = {},
): Promise<{ id: string }> {
  const model = writableModel(ctx, name, 'create')
  const values = checkedValues(ctx, model, 'create', sent)
  return inTransaction(model, tx, async (inner) =>
    once(inner, ctx, key, { name, sent }, async () => {
      await checkReferences(ctx, model, values, within(inner))
      await insistOnChecks(name, { tx: inner, ctx, before: null, after: values })
      const id = await insert(inner, ctx, model, values)
      await claimFiles(inner, model, id, values)
      await insistStill(ctx, inner, model, 'create', id)
      await record(inner, ctx, {
        noun: name,
        recordId: id,
        verb: 'create',
        role: roleFor(ctx, name, 'create'),
        after: values,
      })
      return { id }
    }),
  )
}

/** Changes the columns sent, when `version` is still the one that was read. Nothing different: nothing written. */
export async function updateRecord(
  ctx: Context,
  name: ModelName,
  id: string,
  version: number | null,
  sent: Values,
  { tx, reason }: Options & { reason?: string } = {},
): Promise<{ id: string; changed: boolean }> {
  const model = writableModel(ctx, name, 'update')
  const values = checkedValues(ctx, model, 'update', sent)
  return inTransaction(model, tx, async (inner) => {
    await insist(ctx, inner, model, 'update', id, Object.keys(values))
    const before = await wholeRow(inner, model, id)
    if (model.versioned && version !== null && before.version !== version)
      throw await refuseStale(inner, name, id, version, values)
    const change = difference(before, values)
    const changed = Object.fromEntries(Object.keys(change.after).map((column) => [column, values[column]]))
    if (Object.keys(changed).length === 0) return { id, changed: false }
    await checkReferences(ctx, model, changed, within(inner))
    await insistOnChecks(name, { tx: inner, ctx, before, after: { ...before, ...changed } })
    await write(inner, model, before, changed)
    await claimFiles(inner, model, id, changed)
    await insistStill(ctx, inner, model, 'update', id)
    const role = roleFor(ctx, name, 'update')
    await record(inner, ctx, { noun: name, recordId: id, verb: 'update', role, ...change, reason: reason ?? null })
    return { id, changed: true }
  })
}

/**
 * Removes a record; the trash keeps it for a while (restore.ts), its files with it. `by: 'create'`: who made it takes it
 * back; the caller knows that it is theirs and that nobody touched it since.
 */
export async function removeRecord(
  ctx: Context,
  name: ModelName,
  id: string,
  version: number | null,
  { tx, by = 'delete' }: Options & { by?: 'delete' | 'create' } = {},
): Promise<{ trashedId: string }> {
  const model = writableModel(ctx, name, by)
  return inTransaction(model, tx, async (inner) => {
    await insist(ctx, inner, model, by, id)
    const before = await wholeRow(inner, model, id)
    if (model.versioned && version !== null && before.version !== version)
      throw await refuseStale(inner, name, id, version, {})
    await insistOnChecks(name, { tx: inner, ctx, before, after: null })
    const trashedId = await keepInTrash(inner, ctx, model, id)
    await table(inner, name).delete({ where: { id } })
    await removeEmbedded(inner, model, before)
    await record(inner, ctx, { noun: name, recordId: id, verb: 'delete', role: roleFor(ctx, name, by), before })
    return { trashedId }
  })
}

/** The role for which the actor may do this, as the event keeps it. */
export const roleFor = (ctx: Context, name: ModelName, action: string): string =>
  grants(ctx.actor, name, action)[0]?.role ?? 'system'

export function writableModel(ctx: Context, name: ModelName, action: string): AnyModel {
  const model = modelOf(name)
  if (ctx.readOnly) throw new Error(`${action} of ${name} in a read-only request`)
  if (!mayEver(ctx.actor, name, action)) throw refuse.notFound()
  return model
}

async function inTransaction<T>(model: AnyModel, tx: Tx | undefined, work: (tx: Tx) => Promise<T>): Promise<T> {
  try {
    return await (tx ? work(tx) : transaction(work))
  } catch (error) {
    throw explained(error, model)
  }
}

// Written by this transaction, so nobody else can move it: whoever has every row in scope need not ask
export async function insistStill(ctx: Context, tx: Tx, model: AnyModel, action: string, id: string): Promise<void> {
  if (Object.keys(scopeOf(ctx.actor, model, action)).length === 0) return
  const seen = await permitted(ctx, model.name, action, [id], within(tx))
  if (!seen.has(id)) throw refuse.notFound()
}

// Locked, then checked: between the two nobody moves the row
async function insist(
  ctx: Context,
  tx: Tx,
  model: AnyModel,
  action: string,
  id: string,
  columns: string[] = [],
): Promise<void> {
  if (!isId(id)) throw refuse.notFound()
  await lockRow(tx, model, id)
  const seen =
    columns.length === 0
      ? await permitted(ctx, model.name, action, [id], within(tx))
      : await seenWith(tx, model, { AND: [{ id }, scopeOf(ctx.actor, model, action, columns)] })
  if (!seen.has(id)) throw refuse.notFound()
}

export async function seenWith(tx: Tx, model: AnyModel, where: Where): Promise<Set<string>> {
  const params = new Params()
  const condition = compile(model, where, params)
  const rows = await within(tx)<{ id: string }>(`SELECT t.id FROM "${model.table}" t WHERE ${condition}`, params.values)
  return new Set(rows.map((row) => row.id))
}

/** The row with the columns of what it embeds, as the catalogue shows it. */
async function wholeRow(tx: Tx, model: AnyModel, id: string): Promise<Values> {
  const row: Values | null = await table(tx, model.name).findUnique({ where: { id } })
  if (!row) throw refuse.notFound()
  const whole: Values = await openedRow(tx, model, row)
  for (const relation of model.relations.filter((one) => one.embed)) {
    const target = await table(tx, relation.model).findUnique({ where: { id: String(row[relation.fk]) } })
    for (const field of model.fields)
      if (field.via?.relation === relation.name) whole[field.name] = target?.[field.name] ?? null
  }
  return whole
}

async function insert(tx: Tx, ctx: Context, model: AnyModel, values: Values): Promise<string> {
  const { own, embedded } = split(model, values)
  const links: Values = {}
  for (const part of embedded) links[part.fk] = (await table(tx, part.model).create({ data: part.values })).id
  const data = await sealedRow(tx, model, { ...own, ...links, ...signed(ctx, model) })
  return (await table(tx, model.name).create({ data })).id
}

/** Who created the record, and when by our own clock. */
export function signed({ actor, now }: Context, model: AnyModel): Values {
  const own = model.fields.filter((field) => !field.via)
  const dated = own.some((field) => field.name === 'createdAt') ? { createdAt: now } : {}
  if (actor.kind !== 'person') return dated
  return {
    ...dated,
    ...Object.fromEntries(own.filter((field) => field.actor).map(({ name }) => [name, actor.personId])),
  }
}

// What was created with the record goes with it, unless it serves elsewhere: a person may also be a tutor
async function removeEmbedded(tx: Tx, model: AnyModel, row: Values): Promise<void> {
  for (const relation of model.relations.filter((one) => one.embed)) {
    await tx.$executeRawUnsafe('SAVEPOINT embedded')
    await table(tx, relation.model)
      .delete({ where: { id: String(row[relation.fk]) } })
      .catch(() => tx.$executeRawUnsafe('ROLLBACK TO SAVEPOINT embedded'))
  }
}

export async function write(tx: Tx, model: AnyModel, before: Values, changed: Values): Promise<void> {
  const { own, embedded } = split(model, changed)
  for (const part of embedded)
    await table(tx, part.model).update({ where: { id: String(before[part.fk]) }, data: bumped(part.values) })
  const closed = await sealedChange(tx, model, before, own)
  const data = model.versioned ? bumped(closed) : closed
  await table(tx, model.name).update({ where: { id: String(before.id) }, data })
}

const bumped = (values: Values): Values => ({ ...values, version: { increment: 1 } })
