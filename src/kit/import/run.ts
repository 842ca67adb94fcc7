import type { Context } from '../../access/actor.ts'
import { now } from '../../platform/clock.ts'
import { prisma, type Tx, transaction } from '../../platform/db.ts'
import { refuse } from '../../platform/errors.ts'
import { storeBytes } from '../../platform/files.ts'
import { record } from '../event.ts'
import { roleFor } from '../record.ts'
import { failedRows } from './failed-rows.ts'
import { claim, later } from './later.ts'
import { LIMITS } from './limits.ts'
import { type OpenImport, openImport, sheetOf } from './open.ts'
import { type Counts, countsOf, type Prepared, prepare, SLICE, toPlan } from './plan.ts'
import type { Sheet } from './read.ts'
import { type ImportMode, worthReading } from './report.ts'
import { writeRow } from './write-row.ts'

/** Step 4: writes. Pressed twice, it runs once: whoever comes second finds it running or done. */
export async function confirmImport(ctx: Context, id: string, mode: ImportMode): Promise<void> {
  const open = await openImport(ctx, id)
  const { run, model, mapping, report } = open
  if (run.status !== 'draft') return
  if (!report.counts) throw refuse.conflict('import_unchecked', UNCHECKED)
  if (mode === 'all' && report.counts.error > 0) throw refuse.conflict('import_refused', refusedRows(report.counts))
  if (report.total > LIMITS.inWeb) return later(ctx, 'run', open, mode)
  const sheet = await sheetOf(open)
  const rows = await prepare(ctx, model, sheet, mapping)
  await transaction(
    async (tx) => {
      if (!(await claim(tx, id))) return
      for (const row of rows) await writeRow(ctx, tx, model.name, row)
      const counts = countsOf(rows)
      if (mode === 'all' && counts.error > 0) throw refuse.conflict('import_refused', refusedRows(counts))
      await finish(tx, ctx, { ...open, sheet, rows, counts, mode })
    },
    { long: true },
  )
}

/**
 * The same for a large file, by the worker: five hundred rows at a time. Stopped in the middle and started again, it finds
 * by their natural keys the rows that are already in.
 */
export async function runLater(ctx: Context, id: string): Promise<void> {
  const open = await openImport(ctx, id)
  if (open.run.status !== 'running') return
  const sheet = await sheetOf(open)
  const rows = await prepare(ctx, open.model, sheet, open.mapping)
  for (let at = 0; at < rows.length; at += SLICE) {
    await transaction((tx) => writeSlice(ctx, tx, open, rows.slice(at, at + SLICE), at), { long: true })
  }
  const { created, changed } = await prisma().importRun.findUniqueOrThrow({ where: { id } })
  const seen = countsOf(rows)
  // After a restart the rows of the first attempt look unchanged: what was counted as they went in is the truth
  const counts = { ...seen, new: created, changed, unchanged: rows.length - created - changed - seen.error }
  await transaction((tx) => finish(tx, ctx, { ...open, sheet, rows, counts, mode: open.report.mode }))
}

async function writeSlice(
  ctx: Context,
  tx: Tx,
  { run, model, report }: OpenImport,
  rows: Prepared[],
  at: number,
): Promise<void> {
  for (const row of rows) await writeRow(ctx, tx, model.name, row)
  const counts = countsOf(rows)
  const data = {
    created: { increment: counts.new },
    changed: { increment: counts.changed },
    report: { ...report, working: 'run', progress: at + rows.length },
  }
  await tx.importRun.update({ where: { id: run.id }, data })
}

type Finished = OpenImport & { sheet: Sheet; rows: Prepared[]; counts: Counts; mode: ImportMode }

async function finish(
  tx: Tx,
  ctx: Context,
  { run, model, report, sheet, rows, counts, mode }: Finished,
): Promise<void> {
  const failed = counts.error === 0 ? null : await keepFailedRows(tx, run, sheet, rows)
  const tally = { created: counts.new, changed: counts.changed, unchanged: counts.unchanged, refused: counts.error }
  const read = worthReading(rows.map(toPlan))
  const next = { ...report, ...read, counts, working: null, mode, failedFileId: failed?.id ?? null }
  await tx.importRun.update({
    where: { id: run.id },
    data: { ...tally, status: 'done', finishedAt: now(), report: next },
  })
  const after = { model: model.name, fileName: run.fileName, ...tally }
  const role = roleFor(ctx, model.name, 'create')
  await record(tx, ctx, { noun: 'ImportRun', recordId: run.id, verb: 'import', role, after })
}

const keepFailedRows = (tx: Tx, run: OpenImport['run'], sheet: Sheet, rows: Prepared[]) =>
  storeBytes(tx, failedRows(sheet, rows), {
    name: `${run.fileName.replace(/\.\w+$/, '')} — lignes à corriger.csv`,
    mime: 'text/csv',
    owner: { model: 'ImportRun', id: run.id },
  })

const refusedRows = (counts: Counts) => ({
  fr: `Rien n’a été importé : ${counts.error} ligne(s) sont à corriger et vous avez choisi « tout ou rien ».`,
  en: `Nothing was imported: ${counts.error} row(s) need correcting and you chose “all or nothing”.`,
})
const UNCHECKED = {
  fr: 'Vérifiez d’abord le fichier : la liste des lignes à importer s’affichera, puis vous confirmerez.',
  en: 'Check the file first: the rows to import will be listed, then you confirm.',
}
