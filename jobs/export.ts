import { randomUUID } from 'node:crypto'
import { type Context, loadActor } from '../src/access/actor.ts'
import { dossierPack } from '../src/domain/internships/dossier/pack.ts'
import { accessPack } from '../src/domain/internships/retention/access-pack.ts'
import { failExport, makeExport, makePack } from '../src/kit/export/later.ts'
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
  for (const [name, pack] of Object.entries(PACKS))
    handle(
      name,
      (data, job) =>
        make(String(data.exportRunId), String(data.accountId), job, (ctx, id) =>
          makePack(ctx, id, (run) => pack(ctx, run)),
        ),
      { expireInSeconds: 900, heartbeatSeconds: 30 },
    )
}

/** Packs of files, each by its queue. */
const PACKS = { 'retention.access': accessPack, 'placement.pack': dossierPack }

type Make = (ctx: Context, id: string) => Promise<void>

async function make(id: string, accountId: string, job: Job, work: Make = makeExport): Promise<void> {
  const actor = await loadActor(accountId)
  try {
    if (!actor) throw refuse.notFound()
    await work({ actor, now: now(), requestId: randomUUID(), ip: null, readOnly: false }, id)
  } catch (error) {
    // A refusal stays one, however often it is tried
    if (error instanceof Refusal || job.attempt >= ATTEMPTS) await failExport(id, error)
    if (!(error instanceof Refusal)) throw error
  }
}
