import { randomUUID } from 'node:crypto'
import { type Context, loadActor } from '../src/access/actor.ts'
import { Stopped } from '../src/kit/bulk/change.ts'
import { failBulk, workBulk } from '../src/kit/bulk/run.ts'
import type { RunQuery } from '../src/kit/bulk/start.ts'
import type { Text } from '../src/platform/catalogue.ts'
import { now } from '../src/platform/clock.ts'
import { prisma } from '../src/platform/db.ts'
import { handle, type Job } from '../src/platform/queue.ts'

const ATTEMPTS = 5

/** Many records changed at once, with the rights that whoever asked has at each slice. */
export function bulkJobs(): void {
  handle('bulk.run', (data, job) => work(String(data.bulkRunId), String(data.accountId), job), {
    expireInSeconds: 3_600,
    heartbeatSeconds: 30,
    concurrency: 2,
  })
}

async function work(id: string, accountId: string, job: Job): Promise<void> {
  const run = await prisma().bulkRun.findUnique({ where: { id }, select: { query: true } })
  const { proved } = (run?.query ?? {}) as Partial<RunQuery>
  try {
    await workBulk(id, () => contextOf(accountId, proved === true))
  } catch (error) {
    if (error instanceof Stopped) return
    if (job.attempt >= ATTEMPTS) await failBulk(id, BROKEN)
    throw error
  }
}

async function contextOf(accountId: string, proved: boolean): Promise<Context | null> {
  const actor = await loadActor(accountId)
  if (!actor) return null
  const at = now()
  return { actor, now: at, requestId: randomUUID(), ip: null, readOnly: false, provedAt: proved ? at : null }
}

const BROKEN: Text = {
  fr: 'Une erreur de notre côté a arrêté ce traitement. Ce qui est fait reste fait ; relancez-le pour les autres, puis prévenez l’administration.',
  en: 'An error on our side stopped this. What is done stays done; start it again for the others, then tell the administration.',
}
