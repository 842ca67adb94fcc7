import { randomUUID } from 'node:crypto'
import { loadActor } from '../src/access/actor.ts'
import { checkLater } from '../src/kit/import/check.ts'
import { failImport } from '../src/kit/import/later.ts'
import { runLater } from '../src/kit/import/run.ts'
import { undoLater } from '../src/kit/import/undo.ts'
import { now } from '../src/platform/clock.ts'
import { handle, type Job } from '../src/platform/queue.ts'
import { sparingMemory } from '../src/platform/thrift.ts'

const WORK = { check: checkLater, run: runLater, undo: undoLater }
const ATTEMPTS = 5

/** Large files, with the rights their owner has now: a role removed meanwhile stops the import. */
export function importJobs(): void {
  for (const work of ['check', 'run', 'undo'] as const) {
    handle(`import.${work}`, (data, job) => attempt(work, String(data.runId), String(data.accountId), job), {
      expireInSeconds: 3_600,
      // A worker that is killed is noticed within the minute, not within the hour
      heartbeatSeconds: 20,
    })
  }
}

async function attempt(work: keyof typeof WORK, runId: string, accountId: string, job: Job): Promise<void> {
  const actor = await loadActor(accountId)
  try {
    if (!actor) throw new Error('the account is closed')
    const ctx = { actor, now: now(), requestId: randomUUID(), ip: null, readOnly: false }
    await sparingMemory(() => WORK[work](ctx, runId))
  } catch (error) {
    if (job.attempt >= ATTEMPTS || !actor) await failImport(runId, work, error)
    throw error
  }
}
