import type { Context } from '../../src/access/actor.ts'
import { type AnyField, type AnyModel, type ModelName, modelOf, relationOf } from '../../src/access/model.ts'
import { mayEver, writable } from '../../src/access/rights.ts'
import type { Row } from '../../src/access/select.ts'
import { flowOf } from '../../src/kit/flow.ts'
import { opened } from '../actions/read.ts'
import { recordJson } from '../record.ts'
import { type DeskAction, declareAction } from '../verbs.ts'

/** What a copy starts from: what this person may read here and may write in a new record. It writes nothing. */
const duplicate: DeskAction = {
  name: 'duplicate',
  routes: ['record'],
  methods: ['GET'],
  right: (actor, model) => mayEver(actor, model, 'create'),
  handle: async ({ model, row }, ctx) => ({ record: recordJson(model, copyOf(ctx, model, opened(row))) }),
}

export const duplicateAction = (): void => declareAction(duplicate)

function copyOf(ctx: Context, name: ModelName, row: Row): Row {
  const model = modelOf(name)
  const open = writable(ctx.actor, name, 'create')
  const own = ownColumns(model)
  const kept = model.fields.filter((field) => open.has(field.name) && !own.has(field.name) && isCopied(model, field))
  const only = <T>(values: Record<string, T>) =>
    Object.fromEntries(kept.flatMap(({ name: column }) => (column in values ? [[column, values[column] as T]] : [])))
  return { ...row, values: only(row.values), titles: only(row.titles) }
}

/** A file belongs to one record; a state begins at its beginning; what is unique cannot be said twice. */
const isCopied = (model: AnyModel, field: AnyField): boolean =>
  !field.isId &&
  !field.unique &&
  !field.readonly &&
  !field.actor &&
  !field.file &&
  field.type !== 'Json' &&
  field.reference?.model !== 'StoredFile' &&
  !(field.name === 'status' && flowOf(model.name))

/** How people name the record: its own columns of the key, or the last of the records that name it together. */
function ownColumns(model: AnyModel): Set<string> {
  const columns = model.key.map((part) => relationOf(model, part)?.fk ?? part)
  const plain = columns.filter((name) => model.fields.some((field) => field.name === name && !field.reference))
  return new Set(plain.length > 0 ? plain : columns.slice(-1))
}
