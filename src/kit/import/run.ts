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
import { countLines, keepLines } from './lines.ts'
import { type OpenImport, openImport, sheetOf } from './open.ts'
import type { Packed } from './pack.ts'
import { type Counts, type Prepared, prepare } from './plan.ts'
import { paced } from './progress.ts'
import type { ImportMode } from './report.ts'
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
  const rows: Prepared[] = []
  for await (const slice of prepare(ctx, model, sheet, mapping)) rows.push(...slice)
  await transaction(
    async (tx) => {
      if (!(await claim(tx, id))) return
      await writeRows(ctx, tx, model.name, rows)
      await keepImported(tx, model, id, rows)
      await keepLines(tx, id, rows)
      const counts = await countLines(tx, id)
      if (mode === 'all' && counts.error > 0) throw refuse.conflict('import_refused', refusedRows(counts))
      await finish(tx, ctx, open, sheet, mode)
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
  const slices = prepare(ctx, open.model, sheet, open.mapping)
  const progress = paced(prisma(), id)
  const ended = (tx: Tx) => finish(tx, ctx, open, sheet, open.report.mode)
  if (open.report.mode === 'all') return allOrNothing(ctx, open, slices, progress, ended)
  let done = 0
  for await (const slice of slices) {
    await progress(done)
    await transaction((tx) => writeSlice(ctx, tx, open, slice), { long: true })
    done += slice.length
  }
  await progress(done)
  await transaction(ended, { long: true })
}

/** One transaction, however long: stopped, nothing is in and it starts afresh; one row refused, nothing goes in. */
async function allOrNothing(
  ctx: Context,
  open: OpenImport,
  slices: AsyncIterable<Prepared[]>,
  progress: (done: number) => Promise<void>,
  ended: (tx: Tx) => Promise<void>,
): Promise<void> {
  const refused: Prepared[] = []
  const write = async (tx: Tx) => {
    let done = 0
    for await (const slice of slices) {
      await progress(done)
      await writeSlice(ctx, tx, open, slice)
      refused.push(...slice.filter((row) => row.status === 'error'))
      done += slice.length
    }
    if (refused.length > 0) throw NOT_ALL
    await ended(tx)
  }
  try {
    await transaction(write, { long: true, minutes: 20 })
  } catch (error) {
    if (error !== NOT_ALL) throw error
    await giveBack(open, refused)
  }
}

const NOT_ALL = new Error('A row was refused and all or nothing was asked')

/** Back to the check, with the rows that were refused meanwhile. */
async function giveBack({ run, report }: OpenImport, refused: Prepared[]): Promise<void> {
  await transaction(
    async (tx) => {
      await keepLines(tx, run.id, refused)
      const counts = await countLines(tx, run.id)
      const next = { ...report, counts, working: null, failure: refusedRows(counts) }
      await tx.importRun.update({ where: { id: run.id }, data: { status: 'draft', report: next } })
    },
    { long: true },
  )
}

async function writeSlice(ctx: Context, tx: Tx, { run, model }: OpenImport, slice: Prepared[]): Promise<void> {
  await lockImport(tx, run.id)
  if (!(await isRunning(tx, run.id))) return
  const rows = recognise(slice, await importedLines(run.id, tx, slice))
  await writeRows(ctx, tx, model.name, rows)
  await keepImported(tx, model, run.id, rows)
  await keepLines(tx, run.id, rows)
}

const isRunning = async (tx: Tx, id: string): Promise<boolean> =>
  (await tx.importRun.count({ where: { id, status: 'running' } })) > 0

async function finish(tx: Tx, ctx: Context, open: OpenImport, sheet: Packed, mode: ImportMode): Promise<void> {
  const { run, model, report } = open
  // Two workers on one import: the second finds that it is over
  await lockImport(tx, run.id)
  if (!(await isRunning(tx, run.id))) return
  const counts = await countLines(tx, run.id)
  const failed = counts.error === 0 ? null : await keepFailedRows(tx, run, sheet)
  const tally = { created: counts.new, changed: counts.changed, unchanged: counts.unchanged, refused: counts.error }
  const next = { ...report, counts, working: null, mode, failedFileId: failed?.id ?? null, failure: null }
  await tx.importRun.update({
    where: { id: run.id },
    data: { ...tally, status: 'done', finishedAt: now(), report: next },
  })
  const after = { model: model.name, fileName: run.fileName, ...tally }
  const role = roleFor(ctx, model.name, 'create')
  await record(tx, ctx, { noun: 'ImportRun', recordId: run.id, verb: 'import', role, after })
}

const keepFailedRows = async (tx: Tx, run: OpenImport['run'], sheet: Packed) =>
  storeBytes(tx, await failedRows(tx, run.id, sheet), {
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
