import type { FileState } from '../../components/state.ts'
import type { Context } from '../../src/access/actor.ts'
import { type ModelName, modelOf } from '../../src/access/model.ts'
import { list, type Row } from '../../src/access/select.ts'
import type { Tx } from '../../src/platform/db.ts'
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
  files: Record<string, Upload>,
): Promise<Record<string, string>> {
  const kept: Record<string, string> = {}
  for (const [name, upload] of Object.entries(files)) {
    const field = modelOf(model).fields.find((one) => one.name === name && one.file)
    // An unknown name goes on to the form, which refuses the column
    if (!field) kept[name] = ''
    else kept[name] = (await storeFile(tx, upload, { accept: formats(field.file), ...uploader(ctx) })).id
  }
  return kept
}

export const formats = (accept: string[] = []): Format[] => FORMATS.filter((format) => accept.includes(format))

export const uploader = (ctx: Context) => (ctx.actor.kind === 'person' ? { uploadedById: ctx.actor.personId } : {})
