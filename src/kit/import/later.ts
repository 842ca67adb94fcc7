import { randomUUID } from 'node:crypto'
import type { ImportRun } from '@prisma/client'
import type { Context } from '../../access/actor.ts'
import { prisma, type Tx, transaction } from '../../platform/db.ts'
import { Refusal } from '../../platform/errors.ts'
import { enqueue } from '../../platform/queue.ts'
import type { OpenImport } from './open.ts'
import { type ImportMode, reportOf } from './report.ts'
import { personOf } from './start.ts'

export type Work = 'check' | 'run' | 'undo'

/** Gives a large file to the worker, in the transaction that says so on the import. */
export async function later(
  ctx: Context,
  work: Work,
  { run, mapping, report }: OpenImport,
  mode: ImportMode = 'good',
): Promise<void> {
  const { accountId } = personOf(ctx)
  const next = { ...report, working: work, progress: 0, since: null, mode, failure: null }
  await transaction(async (tx) => {
    if (work === 'run' && !(await claim(tx, run.id))) return
    if (work === 'undo' && !(await claimUndo(tx, run))) return
    await tx.importRun.update({ where: { id: run.id }, data: { mapping, report: next } })
    // A corrected mapping is another check of the same file; an import runs once; what an undo left may be asked again
    const key = `${run.id}:${work === 'run' ? 'once' : randomUUID()}`
    await enqueue(tx, `import.${work}`, { runId: run.id, accountId }, { key })
  })
}

/** Only one request turns a draft into a run. */
export const claim = async (tx: Tx, id: string): Promise<boolean> =>
  (await tx.importRun.updateMany({ where: { id, status: 'draft' }, data: { status: 'running' } })).count === 1

/** The same for taking back, from the state that was seen: a second undo may look again at what the first had to leave. */
export const claimUndo = async (tx: Tx, { id, status }: Pick<ImportRun, 'id' | 'status'>): Promise<boolean> =>
  (await tx.importRun.updateMany({ where: { id, status }, data: { status: 'undoing' } })).count === 1

/** A job that gave up says so to whoever waits for it. */
export async function failImport(id: string, work: Work, error: unknown): Promise<void> {
  const run = await prisma().importRun.findUnique({ where: { id } })
  if (!run) return
  const failure = error instanceof Refusal ? error.sentence : BROKEN
  const report = { ...reportOf(run.report), working: null, failure }
  await prisma().importRun.update({
    where: { id },
    data: { report, ...AFTER_FAILURE[work] },
  })
}

const AFTER_FAILURE = { check: {}, run: { status: 'failed' }, undo: { status: 'done' } } as const

const BROKEN = {
  fr: 'L’import s’est arrêté avant la fin. Les lignes déjà entrées le restent : renvoyez le même fichier, seules les autres seront traitées.',
  en: 'The import stopped before its end. Rows already in stay in: send the same file again, only the others will be handled.',
}
