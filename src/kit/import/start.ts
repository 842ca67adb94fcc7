import { randomUUID } from 'node:crypto'
import { readFile, stat } from 'node:fs/promises'
import type { Context, PersonActor } from '../../access/actor.ts'
import { prisma, transaction } from '../../platform/db.ts'
import { refuse } from '../../platform/errors.ts'
import { storeFile, type Upload } from '../../platform/files.ts'
import { record } from '../event.ts'
import { roleFor } from '../record.ts'
import { LIMITS } from './limits.ts'
import { importableModel, openImport, sheetOf } from './open.ts'
import { readAside } from './read-aside.ts'
import { unreadable } from './refusals.ts'
import { freshReport } from './report.ts'

const MEGABYTE = 1_048_576

/** Step 1: the file is read before it is kept; one that cannot be read leaves nothing behind. Returns the import’s id. */
export async function startImport(ctx: Context, modelName: string, upload: Upload): Promise<string> {
  const model = importableModel(ctx, modelName)
  const { personId } = personOf(ctx)
  const { size } = await stat(upload.path)
  if (size > LIMITS.bytes) throw unreadable.tooLarge(Math.ceil(size / MEGABYTE), LIMITS.bytes / MEGABYTE)
  const report = freshReport(await readAside(await readFile(upload.path), upload.name))
  const id = randomUUID()
  await transaction(async (tx) => {
    const owner = { model: 'ImportRun', id }
    const file = await storeFile(tx, upload, { accept: ['csv', 'xlsx'], owner, uploadedById: personId })
    const after = { model: model.name, fileName: upload.name }
    await tx.importRun.create({ data: { ...after, id, fileId: file.id, createdById: personId, report } })
    const role = roleFor(ctx, model.name, 'create')
    await record(tx, ctx, { noun: 'ImportRun', recordId: id, verb: 'create', role, after })
  })
  return id
}

/** Another sheet of the same workbook: its columns are proposed afresh. */
export async function chooseSheet(ctx: Context, id: string, name: string): Promise<void> {
  const open = await openImport(ctx, id)
  refuseUnlessDraft(open.run.status)
  const report = freshReport(await sheetOf(open, name))
  await prisma().importRun.updateMany({ where: { id, status: 'draft' }, data: { mapping: {}, report } })
}

export const personOf = ({ actor }: Context): PersonActor => {
  if (actor.kind !== 'person') throw new Error('An import belongs to a person')
  return actor
}

export function refuseUnlessDraft(status: string): void {
  if (status !== 'draft') throw refuse.conflict('import_over', OVER)
}

const OVER = {
  fr: 'Cet import est déjà lancé. Pour recommencer, envoyez de nouveau le fichier.',
  en: 'This import has already been started. To start again, send the file again.',
}
