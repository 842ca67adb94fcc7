import type { ImportRun } from '@prisma/client'
import type { Context } from '../../access/actor.ts'
import { type AnyModel, modelOf } from '../../access/model.ts'
import { mayEver } from '../../access/rights.ts'
import { find } from '../../access/select.ts'
import { prisma } from '../../platform/db.ts'
import { refuse } from '../../platform/errors.ts'
import { readBytes } from '../../platform/files.ts'
import { type Mapping, proposeMapping } from './mapping.ts'
import type { Packed } from './pack.ts'
import { writableTargets } from './plan.ts'
import { readAside } from './read-aside.ts'
import { type ImportReport, mappingInput, type Reading, reportOf } from './report.ts'

/** An import under way: its run, what was seen of its file, the mapping as it stands. */
export type OpenImport = { run: ImportRun; model: AnyModel; mapping: Mapping; report: ImportReport }

/** The model, when it can be imported and this person may write it. */
export function importableModel(ctx: Context, name: string): AnyModel {
  const model = modelOf(name)
  if (!model.importable || !mayEver(ctx.actor, model.name, 'create')) throw refuse.notFound()
  return model
}

/** Through the right on imports (one’s own, or all for the administration) and on the model. */
export async function openImport(ctx: Context, id: string): Promise<OpenImport> {
  const seen = await find(ctx, 'ImportRun', id)
  const run = seen ? await prisma().importRun.findUnique({ where: { id } }) : null
  if (!run) throw refuse.notFound()
  const model = importableModel(ctx, run.model)
  const report = reportOf(run.report)
  const kept = mappingInput.safeParse(run.mapping)
  const mapping = kept.success ? kept.data : proposeMapping(writableTargets(ctx, model), report.shape.headers)
  return { run, model, mapping, report }
}

/** The rows of its file, read again: only where they are needed, a screen shows what `report.shape` kept. */
export async function sheetOf({ run, report }: OpenImport, asked: Reading = report.reading): Promise<Packed> {
  const file = await prisma().storedFile.findUniqueOrThrow({ where: { id: run.fileId } })
  return readAside(await readBytes(file), run.fileName, asked)
}
