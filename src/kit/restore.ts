import type { Context } from '../access/actor.ts'
import { type AnyModel, isModel, type ModelName, modelOf, quoted } from '../access/model.ts'
import { mayEver, writable } from '../access/rights.ts'
import { isId, permitted } from '../access/select.ts'
import { catalogue } from '../generated/catalogue.ts'
import type { Text } from '../platform/catalogue.ts'
import { type Tx, transaction } from '../platform/db.ts'
import { Refusal, refuse } from '../platform/errors.ts'
import { insistOnChecks } from './check.ts'
import { checkReferences, type Values } from './columns.ts'
import { explained } from './constraint.ts'
import { record } from './event.ts'
import { roleFor } from './record.ts'
import { lockRow, within } from './table.ts'
import { refuseTaken } from './taken.ts'
import { embeddedOf, type Kept, type Stored } from './trash.ts'

/** `emptied`: columns that pointed at something which no longer exists, and could do without. */
export type Restored = { model: ModelName; id: string; title: string; emptied: Text[] }

/**
 * Puts a record back from the trash under its own id, so that every link to it works again; its version goes on. Whoever
 * restores may create such a record and remove it again today: a record whose time to change is over stays in the trash.
 */
export async function restoreRecord(ctx: Context, trashedId: string): Promise<Restored> {
  if (ctx.readOnly) throw new Error('restore in a read-only request')
  if (!isId(trashedId)) throw refuse.notFound()
  let model: AnyModel | undefined
  try {
    return await transaction(async (tx) => {
      const trashed = await opened(tx, ctx, trashedId)
      model = modelOf(trashed.noun)
      return await putBack(tx, ctx, model, trashed)
    })
  } catch (error) {
    throw model ? explained(error, model) : error
  }
}

type Trashed = { id: string; noun: string; recordId: string; title: string; content: unknown }

// Locked before it is judged: of two people who restore at once, one does and the other is told
async function opened(tx: Tx, ctx: Context, id: string): Promise<Trashed> {
  await lockRow(tx, modelOf('TrashedRecord'), id)
  const seen = await permitted(ctx, 'TrashedRecord', 'read', [id], within(tx))
  const trashed = seen.has(id)
    ? await tx.trashedRecord.findUnique({ where: { id }, include: { restoredBy: true } })
    : null
  if (!trashed) throw refuse.notFound()
  const { noun, recordId, restoredAt, restoredBy } = trashed
  if (restoredAt) {
    const who = restoredBy ? `${restoredBy.firstName} ${restoredBy.lastName}` : null
    throw refuse.conflict('already_restored', already(who), { model: noun, id: recordId })
  }
  if (!isModel(noun) || catalogue.models[noun].internal) throw refuse.conflict('no_such_model', NO_SUCH_MODEL)
  if (!mayEver(ctx.actor, noun, 'create') || !mayEver(ctx.actor, noun, 'delete')) throw NO_RIGHT
  return trashed
}

async function putBack(tx: Tx, ctx: Context, model: AnyModel, trashed: Trashed): Promise<Restored> {
  const { own, embedded } = trashed.content as Kept
  const parts: [AnyModel, Stored][] = []
  for (const relation of embeddedOf(model)) {
    const part = embedded[relation.name]
    const target = modelOf(relation.model)
    // Somebody who also served elsewhere never left
    if (part && !(await exists(tx, target, part.id))) parts.push([target, renewed(ctx, target, part)])
  }
  const row = renewed(ctx, model, own)
  const emptied = await withoutLost(tx, model, row)
  for (const [target, part] of parts) {
    emptied.push(...(await withoutLost(tx, target, part)))
    await refuseTaken(tx, ctx, target, part)
  }
  await refuseTaken(tx, ctx, model, row)
  const values = { ...(await typed(tx, model, row)), ...(await shownThrough(tx, model, embedded)) }
  await insistOnChecks(model.name, { tx, ctx, before: null, after: values })
  for (const [target, part] of parts) await insert(tx, target, part)
  await insert(tx, model, row)
  await checkReferences(ctx, model, created(ctx, model, values), within(tx))
  await insistOnScope(tx, ctx, model, row.id)
  const restoredById = ctx.actor.kind === 'person' ? ctx.actor.personId : null
  await tx.trashedRecord.update({ where: { id: trashed.id }, data: { restoredAt: ctx.now, restoredById } })
  const role = roleFor(ctx, model.name, 'create')
  await record(tx, ctx, { noun: model.name, recordId: row.id, verb: 'restore', role, after: values })
  return { model: model.name, id: row.id, title: trashed.title, emptied }
}

/** The next version, so that a form opened before the removal is refused like any old one. */
function renewed(ctx: Context, model: AnyModel, row: Stored): Stored {
  const stamps = model.fields.filter((field) => field.isUpdatedAt).map(({ name }) => [name, ctx.now.toISOString()])
  const version = model.versioned ? { version: Number(row.version ?? 0) + 1 } : {}
  return { ...row, ...version, ...Object.fromEntries(stamps) }
}

/** What it pointed at may be gone too: refused by name when it cannot do without, else left empty and said. */
async function withoutLost(tx: Tx, model: AnyModel, row: Stored): Promise<Text[]> {
  const emptied: Text[] = []
  const embeds = new Set(embeddedOf(model).map(({ fk }) => fk))
  for (const field of model.fields) {
    const id = row[field.name]
    if (!field.reference || field.via || embeds.has(field.name) || typeof id !== 'string') continue
    if (await exists(tx, modelOf(field.reference.model), id)) continue
    if (field.required) throw refuse.conflict('reference_gone', await gone(tx, field.label, id))
    row[field.name] = null
    emptied.push(field.label)
  }
  return emptied
}

const exists = async (tx: Tx, model: AnyModel, id: string): Promise<boolean> =>
  (await within(tx)(`SELECT 1 FROM ${quoted(model.table)} WHERE id = $1::uuid`, [id])).length > 0

/** The row with the types of its columns, as checks expect it. */
async function typed(tx: Tx, model: AnyModel, row: Stored): Promise<Values> {
  const columns = columnsOf(model, row)
  const sql = `SELECT ${columns} FROM jsonb_populate_record(NULL::${quoted(model.table)}, $1::jsonb)`
  const [values] = await within(tx)<Values>(sql, [JSON.stringify(row)])
  return values ?? {}
}

async function shownThrough(tx: Tx, model: AnyModel, embedded: Kept['embedded']): Promise<Values> {
  const values: Values = {}
  for (const { name, model: target } of embeddedOf(model)) {
    const part = embedded[name] ? await typed(tx, modelOf(target), embedded[name]) : {}
    for (const field of model.fields) if (field.via?.relation === name) values[field.name] = part[field.name] ?? null
  }
  return values
}

/** A column added since the removal takes its default; one that left the schema is left out. */
const columnsOf = (model: AnyModel, row: Stored): string =>
  model.fields
    .filter((field) => !field.via && field.name in row)
    .map((field) => quoted(field.name))
    .join(', ')

async function insert(tx: Tx, model: AnyModel, row: Stored): Promise<void> {
  const table = quoted(model.table)
  const columns = columnsOf(model, row)
  await tx.$executeRawUnsafe(
    `INSERT INTO ${table} (${columns}) SELECT ${columns} FROM jsonb_populate_record(NULL::${table}, $1::jsonb)`,
    JSON.stringify(row),
  )
}

/** The columns that this person could have sent: what they may no longer point at, they do not point at again. */
const created = (ctx: Context, model: AnyModel, values: Values): Values => {
  const open = writable(ctx.actor, model.name, 'create')
  return Object.fromEntries(Object.entries(values).filter(([name]) => open.has(name)))
}

async function insistOnScope(tx: Tx, ctx: Context, model: AnyModel, id: string): Promise<void> {
  for (const action of ['create', 'delete'])
    if (!(await permitted(ctx, model.name, action, [id], within(tx))).has(id)) throw CLOSED
}

const already = (who: string | null): Text => ({
  fr: `Ce dossier a déjà été restauré${who ? ` par ${who}` : ''} : il est de nouveau à sa place.`,
  en: `This record has already been restored${who ? ` by ${who}` : ''}: it is back in its place.`,
})

async function gone(tx: Tx, label: Text, id: string): Promise<Text> {
  const inTrash = await tx.trashedRecord.findFirst({ where: { recordId: id, restoredAt: null } })
  return inTrash
    ? {
        fr: `Il dépend d’un autre élément supprimé (${label.fr}) : restaurez d’abord celui-là, depuis la corbeille de qui l’a supprimé.`,
        en: `It depends on another deleted item (${label.en}): restore that one first, from the trash of whoever deleted it.`,
      }
    : {
        fr: `Ce dont il dépend n’existe plus (${label.fr}) : il ne peut pas être restauré. Créez-le à nouveau.`,
        en: `What it depends on no longer exists (${label.en}): it cannot be restored. Create it again.`,
      }
}

const NO_RIGHT = new Refusal('no_right', 403, {
  fr: 'Votre rôle ne permet plus de créer ce genre de dossier : demandez à l’administration de le restaurer.',
  en: 'Your role no longer lets you create this kind of record: ask the administration to restore it.',
})
const CLOSED = refuse.conflict('closed', {
  fr: 'Ce dont dépend ce dossier a avancé depuis : il ne peut plus être remis en place par vous. Demandez à l’administration.',
  en: 'What this record depends on has moved on: you can no longer put it back. Ask the administration.',
})
const NO_SUCH_MODEL: Text = {
  fr: 'Cet écran n’existe plus : son contenu ne peut pas être restauré.',
  en: 'This screen no longer exists: its content cannot be restored.',
}
