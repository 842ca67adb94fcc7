import { randomUUID } from 'node:crypto'
import { loadActor } from '../src/access/actor.ts'
import { failExport, makeExport } from '../src/kit/export/later.ts'
import { now } from '../src/platform/clock.ts'
import { Refusal, refuse } from '../src/platform/errors.ts'
import { handle, type Job } from '../src/platform/queue.ts'

const ATTEMPTS = 5

/** Long lists and paper, with the rights their owner has when the file is made. */
export function exportJobs(): void {
  handle('export.make', (data, job) => make(String(data.exportRunId), String(data.accountId), job), {
    expireInSeconds: 900,
    heartbeatSeconds: 30,
  })
}

async function make(id: string, accountId: string, job: Job): Promise<void> {
  const actor = await loadActor(accountId)
  try {
    if (!actor) throw refuse.notFound()
    await makeExport({ actor, now: now(), requestId: randomUUID(), ip: null, readOnly: false }, id)
  } catch (error) {
    // A refusal stays one, however often it is tried
    if (error instanceof Refusal || job.attempt >= ATTEMPTS) await failExport(id, error)
    if (!(error instanceof Refusal)) throw error
  }
}
