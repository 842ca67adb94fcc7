import { randomUUID } from 'node:crypto'
import { readFile, stat } from 'node:fs/promises'
import type { Context, PersonActor } from '../../access/actor.ts'
import { Prisma, prisma, transaction } from '../../platform/db.ts'
import { refuse } from '../../platform/errors.ts'
import { storeFile, type Upload } from '../../platform/files.ts'
import { record } from '../event.ts'
import { roleFor } from '../record.ts'
import { LIMITS } from './limits.ts'
import type { Mapping } from './mapping.ts'
import { importableModel, openImport, sheetOf } from './open.ts'
import { readAside } from './read-aside.ts'
import { unreadable } from './refusals.ts'
import { rememberedMapping } from './remembered.ts'
import { freshReport, type ImportReport, type Reading } from './report.ts'

const MEGABYTE = 1_048_576

/** Step 1: the file is read before it is kept; one that cannot be read leaves nothing behind. Returns the import’s id. */
export async function startImport(ctx: Context, modelName: string, upload: Upload): Promise<string> {
  const model = importableModel(ctx, modelName)
  const { personId } = personOf(ctx)
  const { size } = await stat(upload.path)
  if (size > LIMITS.bytes) throw unreadable.tooLarge(Math.ceil(size / MEGABYTE), LIMITS.bytes / MEGABYTE)
  const report = freshReport(await readAside(await readFile(upload.path), upload.name))
  const mapping = await rememberedMapping(ctx, model, report.shape.headers)
  const id = randomUUID()
  await transaction(async (tx) => {
    const owner = { model: 'ImportRun', id }
    const file = await storeFile(tx, upload, { accept: ['csv', 'xlsx'], owner, uploadedById: personId })
    const after = { model: model.name, fileName: upload.name }
    await tx.importRun.create({
      data: { ...after, id, fileId: file.id, createdById: personId, ...begun(report, mapping) },
    })
    const role = roleFor(ctx, model.name, 'create')
    await record(tx, ctx, { noun: 'ImportRun', recordId: id, verb: 'create', role, after })
  })
  return id
}

/** The file read otherwise: another sheet, encoding or separator. Its columns are proposed afresh. */
export async function readAgain(ctx: Context, id: string, asked: Reading): Promise<void> {
  const open = await openImport(ctx, id)
  refuseUnlessDraft(open.run.status)
  const wanted = { ...open.report.reading, ...asked }
  const report = freshReport(await sheetOf(open, wanted), wanted)
  const mapping = await rememberedMapping(ctx, open.model, report.shape.headers)
  await prisma().importRun.updateMany({ where: { id, status: 'draft' }, data: begun(report, mapping) })
}

/** Columns as this person placed them the last time, or nothing yet: they are then proposed by their names. */
const begun = (report: ImportReport, mapping: Mapping | null) => ({
  report: { ...report, remembered: mapping !== null },
  mapping: mapping ?? Prisma.DbNull,
  total: report.total,
})

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
