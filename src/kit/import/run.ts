import { randomUUID } from 'node:crypto'
import { readFile, stat } from 'node:fs/promises'
import type { Context, PersonActor } from '../../access/actor.ts'
import { now } from '../../platform/clock.ts'
import { prisma, type Tx, transaction } from '../../platform/db.ts'
import { Refusal, refuse } from '../../platform/errors.ts'
import { storeBytes, storeFile, type Upload } from '../../platform/files.ts'
import { enqueue } from '../../platform/queue.ts'
import { record } from '../event.ts'
import { roleFor } from '../record.ts'
import { failedRows } from './failed-rows.ts'
import { LIMITS } from './limits.ts'
import { checkedMapping, type Mapping, reviewMapping } from './mapping.ts'
import { importableModel, type OpenImport, openImport } from './open.ts'
import {
  type Counts,
  countsOf,
  type Plan,
  type Prepared,
  planImport,
  prepare,
  SLICE,
  toPlan,
  writableTargets,
} from './plan.ts'
import { read } from './read.ts'
import { unreadable } from './refusals.ts'
import { type ImportMode, type ImportReport, reportOf, worthReading } from './report.ts'
import { writeRow } from './write-row.ts'

/** Step 1: the file is read before it is kept; one that cannot be read leaves nothing behind. Returns the import’s id. */
export async function startImport(
  ctx: Context,
  modelName: string,
  upload: Upload,
  sheetName?: string,
): Promise<string> {
  const model = importableModel(ctx, modelName)
  const person = personOf(ctx)
  const { size } = await stat(upload.path)
  if (size > LIMITS.bytes) throw unreadable.tooLarge(Math.ceil(size / 1048576), LIMITS.bytes / 1048576)
  const sheet = await read(
    await readFile(upload.path),
    upload.name,
    sheetName === undefined ? {} : { sheet: sheetName },
  )
  const id = randomUUID()
  const report = { sheet: sheet.name, total: sheet.rows.length }
  await transaction(async (tx) => {
    const file = await storeFile(tx, upload, {
      accept: ['csv', 'xlsx'],
      owner: { model: 'ImportRun', id },
      uploadedById: person.personId,
    })
    const data = { id, model: model.name, fileName: upload.name, fileId: file.id, createdById: person.personId, report }
    await tx.importRun.create({ data })
    const after = { model: model.name, fileName: upload.name }
    await record(tx, ctx, {
      noun: 'ImportRun',
      recordId: id,
      verb: 'create',
      role: roleFor(ctx, model.name, 'create'),
      after,
    })
  })
  return id
}

const personOf = ({ actor }: Context): PersonActor => {
  if (actor.kind !== 'person') throw new Error('An import belongs to a person')
  return actor
}

/** Another sheet of the same workbook: its columns are proposed afresh. */
export async function chooseSheet(ctx: Context, id: string, name: string): Promise<void> {
  const { run, report } = await openImport(ctx, id)
  refuseUnlessDraft(run.status)
  const data = { mapping: {}, report: { ...report, sheet: name, counts: null, rows: [], hidden: 0 } }
  await prisma().importRun.updateMany({ where: { id, status: 'draft' }, data })
}

/** Step 2 and 3: keeps the mapping and tries every row. Nothing stays written but the report. */
export async function checkImport(ctx: Context, id: string, wanted?: Mapping): Promise<void> {
  const open = await openImport(ctx, id)
  refuseUnlessDraft(open.run.status)
  const targets = writableTargets(ctx, open.model)
  const mapping = checkedMapping(targets, open.sheet.headers, wanted ?? open.mapping)
  refuseMissing(reviewMapping(targets, open.sheet.headers, mapping).missing.map((target) => target.label))
  if (open.sheet.rows.length > LIMITS.inWeb) return later(ctx, id, 'check', { ...open, mapping })
  await keepPlan(id, mapping, open.report, await planImport(ctx, open.model.name, open.sheet, mapping))
}

/** The check of a large file, by the worker. */
export async function checkLater(ctx: Context, id: string): Promise<void> {
  const { run, model, sheet, mapping, report } = await openImport(ctx, id)
  if (run.status !== 'draft') return
  const plan = await planImport(ctx, model.name, sheet, mapping, (done) => progress(id, done))
  await keepPlan(id, mapping, report, plan)
}

async function keepPlan(id: string, mapping: Mapping, report: ImportReport, plan: Plan): Promise<void> {
  const next = {
    ...report,
    ...worthReading(plan.rows),
    counts: plan.counts,
    total: plan.rows.length,
    working: null,
    failure: null,
  }
  await prisma().importRun.updateMany({ where: { id, status: 'draft' }, data: { mapping, report: next } })
}

/** Step 4: writes. Pressed twice, it runs once: whoever comes second finds it running or done. */
export async function confirmImport(ctx: Context, id: string, mode: ImportMode): Promise<void> {
  const open = await openImport(ctx, id)
  if (open.run.status !== 'draft') return
  if (!open.report.counts) throw refuse.conflict('import_unchecked', UNCHECKED)
  if (mode === 'all' && open.report.counts.error > 0)
    throw refuse.conflict('import_refused', refusedRows(open.report.counts))
  if (open.sheet.rows.length > LIMITS.inWeb) return later(ctx, id, 'run', open, mode)
  const rows = await prepare(ctx, open.model, open.sheet, open.mapping)
  await transaction(
    async (tx) => {
      if (!(await claim(tx, id))) return
      for (const row of rows) await writeRow(ctx, tx, open.model.name, row)
      const counts = countsOf(rows)
      if (mode === 'all' && counts.error > 0) throw refuse.conflict('import_refused', refusedRows(counts))
      await finish(tx, ctx, open, rows, counts, mode)
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
  const rows = await prepare(ctx, open.model, open.sheet, open.mapping)
  for (let at = 0; at < rows.length; at += SLICE) {
    const slice = rows.slice(at, at + SLICE)
    await transaction((tx) => writeSlice(ctx, tx, open, slice, at), { long: true })
  }
  const { created, changed } = await prisma().importRun.findUniqueOrThrow({ where: { id } })
  const counts = countsOf(rows)
  // After a restart the rows of the first attempt look unchanged: what was counted as they went in is the truth
  const unchanged = rows.length - created - changed - counts.error
  await transaction((tx) =>
    finish(tx, ctx, open, rows, { ...counts, new: created, changed, unchanged }, open.report.mode),
  )
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

/** Only one request turns a draft into a run. */
const claim = async (tx: Tx, id: string): Promise<boolean> =>
  (await tx.importRun.updateMany({ where: { id, status: 'draft' }, data: { status: 'running' } })).count === 1

async function finish(
  tx: Tx,
  ctx: Context,
  open: OpenImport,
  rows: Prepared[],
  counts: Counts,
  mode: ImportMode,
): Promise<void> {
  const { run, sheet, model } = open
  const failed = counts.error === 0 ? null : await keepFailedRows(tx, open, rows)
  const tally = { created: counts.new, changed: counts.changed, unchanged: counts.unchanged, refused: counts.error }
  const report = {
    ...open.report,
    ...worthReading(rows.map(toPlan)),
    counts,
    total: sheet.rows.length,
    working: null,
    mode,
    failedFileId: failed?.id ?? null,
  }
  await tx.importRun.update({ where: { id: run.id }, data: { ...tally, status: 'done', finishedAt: now(), report } })
  const after = { model: model.name, fileName: run.fileName, ...tally }
  await record(tx, ctx, {
    noun: 'ImportRun',
    recordId: run.id,
    verb: 'import',
    role: roleFor(ctx, model.name, 'create'),
    after,
  })
}

const keepFailedRows = (tx: Tx, { run, sheet }: OpenImport, rows: Prepared[]) =>
  storeBytes(tx, failedRows(sheet, rows), {
    name: `${run.fileName.replace(/\.\w+$/, '')} — lignes à corriger.csv`,
    mime: 'text/csv',
    owner: { model: 'ImportRun', id: run.id },
  })

type Work = 'check' | 'run'

async function later(ctx: Context, id: string, work: Work, open: OpenImport, mode: ImportMode = 'good'): Promise<void> {
  const report = { ...open.report, working: work, progress: 0, mode, failure: null }
  const { accountId } = personOf(ctx)
  await transaction(async (tx) => {
    if (work === 'run' && !(await claim(tx, id))) return
    await tx.importRun.update({ where: { id }, data: { mapping: open.mapping, report } })
    // A corrected mapping is another check of the same file
    await enqueue(
      tx,
      `import.${work}`,
      { runId: id, accountId },
      { key: `${id}:${work === 'check' ? randomUUID() : 'once'}` },
    )
  })
}

async function progress(id: string, done: number): Promise<void> {
  const run = await prisma().importRun.findUniqueOrThrow({ where: { id } })
  const report = { ...reportOf(run.report), progress: done }
  await prisma().importRun.updateMany({ where: { id, status: 'draft' }, data: { report } })
}

/** A job that gave up says so to whoever waits for it. */
export async function failImport(id: string, work: Work, error: unknown): Promise<void> {
  const run = await prisma().importRun.findUnique({ where: { id } })
  if (!run) return
  const failure = error instanceof Refusal ? error.sentence : BROKEN
  const report = { ...reportOf(run.report), working: null, failure }
  await prisma().importRun.update({
    where: { id },
    data: { report, ...(work === 'run' && { status: 'failed' as const }) },
  })
}

function refuseUnlessDraft(status: string): void {
  if (status !== 'draft') throw refuse.conflict('import_over', OVER)
}

function refuseMissing(labels: { fr: string; en: string }[]): void {
  if (labels.length === 0) return
  throw refuse.invalid(
    {},
    {
      fr: `Il manque : ${labels.map((one) => `« ${one.fr} »`).join(', ')}. Choisissez la colonne du fichier, ou une valeur pour toutes les lignes.`,
      en: `Missing: ${labels.map((one) => `“${one.en}”`).join(', ')}. Choose the column of the file, or one value for every row.`,
    },
  )
}

const refusedRows = (counts: Counts) => ({
  fr: `Rien n’a été importé : ${counts.error} ligne(s) sont à corriger et vous avez choisi « tout ou rien ».`,
  en: `Nothing was imported: ${counts.error} row(s) need correcting and you chose “all or nothing”.`,
})
const UNCHECKED = {
  fr: 'Vérifiez d’abord le fichier : la liste des lignes à importer s’affichera, puis vous confirmerez.',
  en: 'Check the file first: the rows to import will be listed, then you confirm.',
}
const OVER = {
  fr: 'Cet import est déjà lancé. Pour recommencer, envoyez de nouveau le fichier.',
  en: 'This import has already been started. To start again, send the file again.',
}
const BROKEN = {
  fr: 'L’import s’est arrêté avant la fin. Les lignes déjà entrées le restent : renvoyez le même fichier, seules les autres seront traitées.',
  en: 'The import stopped before its end. Rows already in stay in: send the same file again, only the others will be handled.',
}
