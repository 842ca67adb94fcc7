import type { FileState } from '../../components/state.ts'
import type { Context } from '../../src/access/actor.ts'
import { type ModelName, modelOf } from '../../src/access/model.ts'
import { writable } from '../../src/access/rights.ts'
import { list, type Row } from '../../src/access/select.ts'
import type { AnyVerb } from '../../src/kit/flow.ts'
import { inputFields } from '../../src/kit/input.ts'
import type { Tx } from '../../src/platform/db.ts'
import { refuse } from '../../src/platform/errors.ts'
import { storeFile } from '../../src/platform/files.ts'
import type { Upload } from '../verbs.ts'

const FORMATS = ['pdf', 'image', 'csv', 'xlsx'] as const
type Format = (typeof FORMATS)[number]

/** The files a record holds, as a person sees them: name, size and where to fetch them. */
export async function filesOf(ctx: Context, model: ModelName, row: Row): Promise<Record<string, FileState>> {
  const fields = modelOf(model).fields.filter((field) => field.file && typeof row.values[field.name] === 'string')
  if (fields.length === 0) return {}
  const ids = fields.map((field) => String(row.values[field.name]))
  const known = new Map(
    (await list(ctx, 'StoredFile', { where: { id: { in: ids } }, limit: ids.length })).map((file) => [file.id, file]),
  )
  return Object.fromEntries(
    fields.map((field) => {
      const id = String(row.values[field.name])
      const file = known.get(id)?.values
      const name = String(file?.name ?? row.titles[field.name] ?? '')
      return [field.name, { name, size: Number(file?.size ?? 0), mime: String(file?.mime ?? ''), href: `/files/${id}` }]
    }),
  )
}

/** Stores what a form brought and puts the file’s id in its column, in the transaction that saves the record. */
export async function keepFiles(
  tx: Tx,
  ctx: Context,
  model: ModelName,
  action: 'create' | 'update',
  files: Record<string, Upload>,
): Promise<Record<string, string>> {
  const kept: Record<string, string> = {}
  const open = writable(ctx.actor, model, action)
  for (const [name, upload] of Object.entries(files)) {
    const field = modelOf(model).fields.find((one) => one.name === name && one.file)
    // Refused before a byte is stored
    if (!field || !open.has(name)) throw refuse.unknownColumn(name)
    kept[name] = (await storeFile(tx, upload, { accept: formats(field.file), ...uploader(ctx) })).id
  }
  return kept
}

/** The files a verb asks for: stored first, so that its input names each by its id. */
export async function keepInputs(
  tx: Tx,
  ctx: Context,
  verb: AnyVerb,
  files: Record<string, Upload>,
): Promise<Record<string, string>> {
  const asked = new Map(inputFields(verb).map((field) => [field.name, field]))
  const kept: Record<string, string> = {}
  for (const [name, upload] of Object.entries(files)) {
    const field = asked.get(name)
    if (field?.kind !== 'file') throw refuse.unknownColumn(name)
    const options = { accept: formats(field.accept), sealed: field.sealed === true, ...uploader(ctx) }
    kept[name] = (await storeFile(tx, upload, options)).id
  }
  return kept
}

const formats = (accept: string[] = []): Format[] => FORMATS.filter((format) => accept.includes(format))

const uploader = (ctx: Context) => (ctx.actor.kind === 'person' ? { uploadedById: ctx.actor.personId } : {})
