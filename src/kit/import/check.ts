import { randomUUID } from 'node:crypto'
import type { Context } from '../../access/actor.ts'
import type { Text } from '../../platform/catalogue.ts'
import { prisma, type Tx, transaction } from '../../platform/db.ts'
import { refuse } from '../../platform/errors.ts'
import { lockImport } from './imported.ts'
import { later } from './later.ts'
import { LIMITS } from './limits.ts'
import { countLines, keepLines } from './lines.ts'
import { checkedMapping, type Mapping, reviewMapping } from './mapping.ts'
import { type OpenImport, openImport, sheetOf } from './open.ts'
import { prepare, tryRows, writableTargets } from './plan.ts'
import { paced } from './progress.ts'
import { rememberMapping } from './remembered.ts'
import { refuseUnlessDraft } from './start.ts'

/** Steps 2 and 3: keeps the mapping and tries every row. Nothing stays written but the report. */
export async function checkImport(ctx: Context, id: string, wanted?: Mapping): Promise<void> {
  const open = await openImport(ctx, id)
  refuseUnlessDraft(open.run.status)
  const targets = writableTargets(ctx, open.model)
  const { headers } = open.report.shape
  const mapping = checkedMapping(targets, headers, wanted ?? open.mapping)
  refuseMissing(reviewMapping(targets, headers, mapping).missing.map((target) => target.label))
  await rememberMapping(ctx, open.model, headers, mapping)
  const report = { ...open.report, counts: null, failure: null, check: randomUUID() }
  const ready = { ...open, mapping, report }
  if (report.total > LIMITS.inWeb) return later(ctx, 'check', ready)
  const data = { mapping, report }
  await prisma().importRun.updateMany({ where: { id, status: 'draft' }, data })
  await checkRows(ctx, ready)
}

/** The check of a large file, by the worker. */
export async function checkLater(ctx: Context, id: string): Promise<void> {
  const open = await openImport(ctx, id)
  if (open.run.status === 'draft') await checkRows(ctx, open, paced(prisma(), id))
}

type Progress = (done: number) => Promise<void>

/** Slice after slice, unless the person meanwhile asked for another check of the same file, or confirmed. */
async function checkRows(ctx: Context, open: OpenImport, progress?: Progress): Promise<void> {
  let done = 0
  for await (const rows of prepare(ctx, open.model, await sheetOf(open), open.mapping)) {
    await progress?.(done)
    await tryRows(ctx, open.model.name, rows)
    const isFirst = done === 0
    const isKept = await whileCurrent(open, async (tx) => {
      if (isFirst) await tx.importLine.deleteMany({ where: { runId: open.run.id } })
      await keepLines(tx, open.run.id, rows)
    })
    if (!isKept) return
    done += rows.length
    await progress?.(done)
  }
  await whileCurrent(open, async (tx) => {
    const report = { ...open.report, counts: await countLines(tx, open.run.id), working: null, failure: null }
    await tx.importRun.update({ where: { id: open.run.id }, data: { report } })
  })
}

function whileCurrent({ run, report }: OpenImport, write: (tx: Tx) => Promise<void>): Promise<boolean> {
  return transaction(
    async (tx) => {
      await lockImport(tx, run.id)
      const where = { id: run.id, status: 'draft', report: { path: ['check'], equals: report.check ?? '' } } as const
      if ((await tx.importRun.count({ where })) === 0) return false
      await write(tx)
      return true
    },
    { long: true },
  )
}

function refuseMissing(labels: Text[]): void {
  if (labels.length === 0) return
  throw refuse.invalid(
    {},
    {
      fr: `Il manque : ${labels.map((one) => `« ${one.fr} »`).join(', ')}. Choisissez la colonne du fichier, ou une valeur pour toutes les lignes.`,
      en: `Missing: ${labels.map((one) => `“${one.en}”`).join(', ')}. Choose the column of the file, or one value for every row.`,
    },
  )
}
