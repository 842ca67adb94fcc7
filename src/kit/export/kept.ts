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
import { type Held, paperOf, refuseClosed } from './paper.ts'
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

/** The file of an export: for its owner alone, until it expires, while they may still read what it holds. */
export async function exportedFile(ctx: Context, id: string): Promise<StoredFile> {
  const { actor } = ctx
  const personId = actor.kind === 'person' ? actor.personId : null
  const run =
    isId(id) && personId ? await prisma().exportRun.findUnique({ where: { id }, include: { file: true } }) : null
  if (!run || run.createdById !== personId || !isModel(run.model)) throw refuse.notFound()
  if (!mayEver(actor, run.model, 'read')) throw refuse.notFound()
  if (paperOf(run.query)) await refuseClosed(ctx, (run.query as { held?: Held[] }).held ?? [])
  else refuseList(ctx, run)
  if (!run.file || !run.expiresAt || run.expiresAt <= now()) throw refusals.over()
  return run.file
}

/** A list may still be exported by its columns; a pack is for whoever may still ask for it. */
function refuseList(ctx: Context, run: ExportRun): void {
  const model = modelOf(run.model)
  const { verb, columns } = run.query as Partial<ExportRequest> & { verb?: string }
  if (run.format === 'zip' && !(verb && mayEver(ctx.actor, model.name, verb))) throw refuse.notFound()
  columnsOf(ctx, model, columns)
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
