import type { ExportRun, StoredFile } from '@prisma/client'
import type { Context } from '../../access/actor.ts'
import { isModel, modelOf } from '../../access/model.ts'
import { mayEver } from '../../access/rights.ts'
import { isId } from '../../access/select.ts'
import { now } from '../../platform/clock.ts'
import { prisma } from '../../platform/db.ts'
import { refuse } from '../../platform/errors.ts'
import { removeBytes } from '../../platform/files.ts'
import { columnsOf } from './columns.ts'
import type { ExportRequest } from './export.ts'
import { refusals } from './refusals.ts'

type Kept = ExportRun & { file: StoredFile | null }

/** A person’s own exports, newest first. */
export async function ownExports({ actor }: Context, most: number): Promise<Kept[]> {
  if (actor.kind !== 'person') return []
  return prisma().exportRun.findMany({
    where: { createdById: actor.personId },
    include: { file: true },
    orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
    take: most,
  })
}

/** The file of an export: for its owner alone, until it expires, while they may still export those columns of that list. */
export async function exportedFile(ctx: Context, id: string): Promise<StoredFile> {
  const { actor } = ctx
  const personId = actor.kind === 'person' ? actor.personId : null
  const run =
    isId(id) && personId ? await prisma().exportRun.findUnique({ where: { id }, include: { file: true } }) : null
  if (!run || run.createdById !== personId || !isModel(run.model)) throw refuse.notFound()
  if (!mayEver(actor, run.model, 'read')) throw refuse.notFound()
  // A pack is for whoever may still ask for it
  const { verb } = run.query as { verb?: string }
  if (run.format === 'zip' && !(verb && mayEver(actor, run.model, verb))) throw refuse.notFound()
  columnsOf(ctx, modelOf(run.model), (run.query as Partial<ExportRequest>).columns)
  if (!run.file || !run.expiresAt || run.expiresAt <= now()) throw refusals.over()
  return run.file
}

/** Files whose week is over leave the disk; the line that says who exported what stays. */
export async function purgeExports(): Promise<void> {
  const over = await prisma().exportRun.findMany({
    where: { fileId: { not: null }, expiresAt: { lte: now() } },
    include: { file: true },
  })
  for (const { id, file } of over) {
    await prisma().exportRun.update({ where: { id }, data: { fileId: null } })
    if (!file) continue
    await prisma().storedFile.delete({ where: { id: file.id } })
    await removeBytes(file)
  }
}
