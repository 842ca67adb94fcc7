import type { Context } from '../../access/actor.ts'
import { now } from '../../platform/clock.ts'
import { prisma, type Tx, transaction } from '../../platform/db.ts'
import { refuse } from '../../platform/errors.ts'
import { storeBytes } from '../../platform/files.ts'
import { record } from '../event.ts'
import { roleFor } from '../record.ts'
import { failedRows } from './failed-rows.ts'
import { importedLines, keepImported, lockImport, recognise } from './imported.ts'
import { claim, later } from './later.ts'
import { LIMITS } from './limits.ts'
import { keepLines } from './lines.ts'
import { type OpenImport, openImport, sheetOf } from './open.ts'
import { type Counts, countsOf, type Prepared, prepare } from './plan.ts'
import { paced } from './progress.ts'
import type { Sheet } from './read.ts'
import type { ImportMode } from './report.ts'
import { slicesOf } from './slices.ts'
import { writeRows } from './write-rows.ts'

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
      await writeRows(ctx, tx, model.name, rows)
      const counts = countsOf(rows)
      if (mode === 'all' && counts.error > 0) throw refuse.conflict('import_refused', refusedRows(counts))
      await keepImported(tx, model, id, rows)
      await finish(tx, ctx, { ...open, sheet, rows, counts, mode })
    },
    { long: true },
  )
}

/**
 * The same for a large file, by the worker: five hundred rows at a time. Stopped in the middle and started again, it finds
 * which lines are already in by the notes that went in with them.
 */
export async function runLater(ctx: Context, id: string): Promise<void> {
  const open = await openImport(ctx, id)
  if (open.run.status !== 'running') return
  const sheet = await sheetOf(open)
  const rows = await prepare(ctx, open.model, sheet, open.mapping)
  const left = recognise(rows, await importedLines(id))
  const ended = (tx: Tx) => finish(tx, ctx, { ...open, sheet, rows, counts: countsOf(rows), mode: open.report.mode })
  const progress = paced(prisma(), id)
  let done = rows.length - left.length
  await progress(done)
  if (open.report.mode === 'all') return allOrNothing(ctx, open, rows, progress, ended)
  for (const slice of slicesOf(left)) {
    await transaction((tx) => writeSlice(ctx, tx, open, slice), { long: true })
    done += slice.length
    await progress(done)
  }
  await transaction(ended, { long: true })
}

/** One transaction, however long: stopped, nothing is in and it starts afresh; one row refused, nothing goes in. */
async function allOrNothing(
  ctx: Context,
  open: OpenImport,
  rows: Prepared[],
  progress: (done: number) => Promise<void>,
  ended: (tx: Tx) => Promise<void>,
): Promise<void> {
  const write = async (tx: Tx) => {
    let done = 0
    for (const slice of slicesOf(rows)) {
      await writeSlice(ctx, tx, open, slice)
      done += slice.length
      await progress(done)
    }
    if (rows.some((row) => row.status === 'error')) throw NOT_ALL
    await ended(tx)
  }
  try {
    await transaction(write, { long: true, minutes: 20 })
  } catch (error) {
    if (error !== NOT_ALL) throw error
    await giveBack(open, rows)
  }
}

const NOT_ALL = new Error('A row was refused and all or nothing was asked')

/** Back to the check, with the rows that were refused meanwhile. */
async function giveBack({ run, report }: OpenImport, rows: Prepared[]): Promise<void> {
  for (const row of rows) if (row.status === 'new') delete row.id
  const counts = countsOf(rows)
  const next = { ...report, counts, working: null, failure: refusedRows(counts) }
  await transaction(
    async (tx) => {
      await tx.importRun.update({ where: { id: run.id }, data: { status: 'draft', report: next } })
      await keepLines(tx, run.id, rows)
    },
    { long: true },
  )
}

async function writeSlice(ctx: Context, tx: Tx, { run, model }: OpenImport, slice: Prepared[]): Promise<void> {
  await lockImport(tx, run.id)
  const rows = recognise(slice, await importedLines(run.id, tx, slice))
  await writeRows(ctx, tx, model.name, rows)
  await keepImported(tx, model, run.id, rows)
}

type Finished = OpenImport & { sheet: Sheet; rows: Prepared[]; counts: Counts; mode: ImportMode }

async function finish(
  tx: Tx,
  ctx: Context,
  { run, model, report, sheet, rows, counts, mode }: Finished,
): Promise<void> {
  // Two workers on one import: the second finds that it is over
  await lockImport(tx, run.id)
  if ((await tx.importRun.count({ where: { id: run.id, status: 'running' } })) === 0) return
  const failed = counts.error === 0 ? null : await keepFailedRows(tx, run, sheet, rows)
  const tally = { created: counts.new, changed: counts.changed, unchanged: counts.unchanged, refused: counts.error }
  const next = { ...report, counts, working: null, mode, failedFileId: failed?.id ?? null, failure: null }
  await keepLines(tx, run.id, rows)
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
