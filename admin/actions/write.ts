import type { Context } from '../../src/access/actor.ts'
import type { ModelName } from '../../src/access/model.ts'
import { mayEver } from '../../src/access/rights.ts'
import { find, isId, localeOf } from '../../src/access/select.ts'
import { createRecord, removeRecord, updateRecord } from '../../src/kit/record.ts'
import { transaction } from '../../src/platform/db.ts'
import { refuse } from '../../src/platform/errors.ts'
import { deskText } from '../locales/desk.ts'
import { emptyRecord } from '../record.ts'
import type { DeskAction, DeskRequest } from '../verbs.ts'
import { keepFiles } from './files.ts'
import { opened, openedRecord } from './read.ts'

/** `_idem` is drawn when the form opens: a double click or a resend creates one record. */
const newAction: DeskAction = {
  name: 'new',
  routes: ['resource'],
  methods: ['POST'],
  right: (actor, model) => mayEver(actor, model, 'create'),
  handle: async ({ model, fields, files }, ctx) => {
    const { _idem: key, ...data } = fields
    if (key !== undefined && !isId(String(key))) throw refuse.unknownColumn('_idem')
    const { id } = await transaction(async (tx) => {
      const given = { ...data, ...(await keepFiles(tx, ctx, model, 'create', files)) }
      return createRecord(ctx, model, given, { tx, ...(key === undefined ? {} : { key: String(key) }) })
    })
    return saved(ctx, model, id, 'created')
  },
}

/** GET opens the form on a record that this person may change; POST saves the columns that changed, and the version they were read at. */
const editAction: DeskAction = {
  name: 'edit',
  routes: ['record'],
  methods: ['GET', 'POST'],
  right: (actor, model) => mayEver(actor, model, 'update'),
  handle: async (request, ctx) => {
    const row = opened(request.row)
    if (request.method === 'POST') return save(request, ctx, row.id)
    const record = await openedRecord(ctx, request.model, row)
    if (!record.recordActions.some((action) => action.name === 'edit')) throw refuse.notFound()
    return { record }
  },
}

async function save({ model, fields, files }: DeskRequest, ctx: Context, id: string) {
  const { version, ...data } = fields
  await transaction(async (tx) => {
    const given = { ...data, ...(await keepFiles(tx, ctx, model, 'update', files)) }
    await updateRecord(ctx, model, id, versionOf(version), given, { tx })
  })
  return saved(ctx, model, id, 'updated')
}

/** A save that does not say what it read could overwrite somebody: it is refused like an old one. */
export const versionOf = (given: unknown): number => (/^\d{1,9}$/.test(String(given ?? '')) ? Number(given) : -1)

const deleteAction: DeskAction = {
  name: 'delete',
  routes: ['record'],
  methods: ['POST'],
  right: (actor, model) => mayEver(actor, model, 'delete'),
  handle: async ({ model, row, fields }, ctx) => {
    const record = opened(row)
    const version = fields.version === undefined ? (record.version ?? 0) : versionOf(fields.version)
    const { trashedId } = await removeRecord(ctx, model, record.id, version)
    return {
      record: { ...emptyRecord(), id: record.id },
      notice: { ...success(ctx, 'deleted'), undo: trashedId },
      redirectUrl: `/admin/resources/${model}`,
    }
  },
}

/** Somebody may write what they cannot read afterwards: then there is nothing to show, and the list is where to go. */
export async function saved(
  ctx: Context,
  model: ModelName,
  id: string,
  word: 'created' | 'updated' | 'done',
  said?: string,
) {
  const row = await find(ctx, model, id)
  const record = row ? await openedRecord(ctx, model, row) : { ...emptyRecord(), id }
  const redirectUrl = row ? `/admin/resources/${model}/records/${id}/show` : `/admin/resources/${model}`
  return { record, notice: said ? { type: 'success', message: said } : success(ctx, word), redirectUrl }
}

const success = (ctx: Context, word: 'created' | 'updated' | 'deleted' | 'done') => ({
  type: 'success',
  message: deskText(localeOf(ctx.actor)).notices[word],
})

export const writeActions = [newAction, editAction, deleteAction]
