import type { ImportedRow } from '@prisma/client'
import type { Context } from '../../access/actor.ts'
import { mayEver } from '../../access/rights.ts'
import type { Text } from '../../platform/catalogue.ts'
import { prisma, type Tx, transaction } from '../../platform/db.ts'
import { refuse } from '../../platform/errors.ts'
import { oneByOne } from '../create-many.ts'
import { record } from '../event.ts'
import { removeRecord, roleFor, updateRecord } from '../record.ts'
import { type Left, leftOf, lockImport } from './imported.ts'
import { claimUndo, later } from './later.ts'
import { type OpenImport, openImport } from './open.ts'
import { paced } from './progress.ts'
import { reportOf } from './report.ts'

/** Each row goes back through the record’s own door: more than this is for the worker. */
const IN_WEB = 200
const SLICE = 100

export const UNDOABLE = ['done', 'failed', 'undone']

/** Takes an import back: only the rows that nobody touched since; the others are listed and left. Once, whoever presses twice. */
export async function undoImport(ctx: Context, id: string): Promise<void> {
  const open = await openImport(ctx, id)
  if (open.run.status === 'undoing') return
  const total = await stillIn(id)
  if (total === 0 || !UNDOABLE.includes(open.run.status)) throw refuse.conflict('import_nothing_to_undo', NOTHING)
  if (total > IN_WEB) return later(ctx, 'undo', open, open.report.mode)
  await transaction(
    async (tx) => {
      if (!(await claimUndo(tx, open.run))) return
      await undoRows(ctx, tx, open, await rowsBefore(tx, id, null, total))
      await finish(ctx, tx, open)
    },
    { long: true },
  )
}

/** The same for a large import, by the worker: what is undone is noted with it, so that a restart goes on from there. */
export async function undoLater(ctx: Context, id: string): Promise<void> {
  const open = await openImport(ctx, id)
  if (open.run.status !== 'undoing') return
  const progress = paced(prisma(), id)
  const total = await prisma().importedRow.count({ where: { runId: id } })
  let before: number | null = null
  let done = total - (await stillIn(id))
  await progress(done)
  for (;;) {
    const rows: ImportedRow[] = await rowsBefore(prisma(), id, before)
    if (rows.length === 0) break
    await transaction((tx) => undoRows(ctx, tx, open, rows), { long: true })
    before = rows.at(-1)?.line ?? 0
    done += rows.length
    await progress(done)
  }
  await transaction((tx) => finish(ctx, tx, open))
}

/** How many rows of the import are still as somebody may want to take them back. */
export const stillIn = (runId: string): Promise<number> =>
  prisma().importedRow.count({ where: { runId, undoneAt: null } })

/** The last row first: what came after may rest on what came before. */
const rowsBefore = (db: Tx, runId: string, line: number | null, take = SLICE): Promise<ImportedRow[]> =>
  db.importedRow.findMany({
    where: { runId, undoneAt: null, ...(line !== null && { line: { lt: line } }) },
    orderBy: { line: 'desc' },
    take,
  })

async function undoRows(ctx: Context, tx: Tx, open: OpenImport, asked: ImportedRow[]): Promise<void> {
  await lockImport(tx, open.run.id)
  const ids = asked.map((row) => row.id)
  const rows = await tx.importedRow.findMany({ where: { id: { in: ids }, undoneAt: null }, orderBy: { line: 'desc' } })
  const found = await leftOf(
    tx,
    open.model,
    rows.map((row) => row.recordId),
  )
  const tries = await oneByOne(tx, open.model, rows, (row) => undoRow(ctx, tx, open, row, found.get(row.recordId)))
  const undone = rows.filter((_, index) => 'done' in (tries[index] ?? {})).map((row) => row.id)
  await tx.importedRow.updateMany({ where: { id: { in: undone } }, data: { undoneAt: ctx.now } })
  for (const [index, row] of rows.entries()) {
    const one = tries[index]
    if (one && 'refusal' in one)
      await tx.importedRow.update({ where: { id: row.id }, data: { leftWhy: one.refusal.sentence } })
  }
}

async function undoRow(
  ctx: Context,
  tx: Tx,
  open: OpenImport,
  row: ImportedRow,
  left: Left | undefined,
): Promise<void> {
  if (!left) throw refuse.conflict('import_row_gone', GONE)
  if (isTouched(row, left)) throw refuse.conflict('import_row_touched', TOUCHED)
  const { name } = open.model
  if (row.verb === 'create')
    return void (await removeRecord(ctx, name, row.recordId, row.versionAfter, { tx, by: byOf(ctx, open) }))
  await updateRecord(ctx, name, row.recordId, row.versionAfter, (row.before ?? {}) as Record<string, unknown>, { tx })
}

function isTouched({ versionAfter, partsAfter }: ImportedRow, left: Left): boolean {
  const parts = (partsAfter ?? {}) as Record<string, number>
  // Without a version nobody can tell, and what cannot be told is left
  return (
    versionAfter === null ||
    left.version !== versionAfter ||
    Object.entries(left.parts).some(([name, version]) => parts[name] !== version)
  )
}

/** Who may delete does; who may not still takes back what they themselves brought in, as long as nobody touched it. */
function byOf(ctx: Context, { model, run }: OpenImport): 'delete' | 'create' {
  if (mayEver(ctx.actor, model.name, 'delete')) return 'delete'
  const isTheirs = ctx.actor.kind === 'person' && ctx.actor.personId === run.createdById
  return isTheirs ? 'create' : 'delete'
}

async function finish(ctx: Context, tx: Tx, { run, model }: OpenImport): Promise<void> {
  const done = await tx.importedRow.count({ where: { runId: run.id, NOT: { undoneAt: null } } })
  const left = await tx.importedRow.count({ where: { runId: run.id, undoneAt: null } })
  const report = { ...reportOf(run.report), working: null, failure: null, undone: { done, left } }
  await tx.importRun.update({ where: { id: run.id }, data: { status: 'undone', report } })
  const after = { model: model.name, fileName: run.fileName, undone: done, left }
  const role = roleFor(ctx, model.name, 'create')
  await record(tx, ctx, { noun: 'ImportRun', recordId: run.id, verb: 'undo', role, after })
}

const NOTHING: Text = {
  fr: 'Il n’y a rien à annuler : aucune ligne de cet import n’est encore en place.',
  en: 'There is nothing to undo: no row of this import is still in place.',
}
const GONE: Text = {
  fr: 'Cette fiche n’existe plus, ou ne vous est plus ouverte.',
  en: 'This record no longer exists, or is no longer open to you.',
}
const TOUCHED: Text = {
  fr: 'Modifiée depuis l’import : laissée telle quelle. Ouvrez la fiche pour la corriger ou la supprimer vous-même.',
  en: 'Changed since the import: left as it is. Open the record to correct or delete it yourself.',
}
