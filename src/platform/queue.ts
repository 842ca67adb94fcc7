import { type JobResult, PgBoss } from 'pg-boss'
import { stableId } from './crypto.ts'
import { databaseUrl, read, type Tx } from './db.ts'
import { log } from './log.ts'

export type Job = { id: string; attempt: number }
type Handler = (data: Record<string, unknown>, job: Job) => Promise<void>
type HandlerOptions = {
  /** Longest honest duration, times four: past it the job is given to another worker while this one may still run. */
  expireInSeconds?: number
  concurrency?: number
  /** Seconds without a sign of life after which a killed worker’s job is taken up again: for what may last an hour */
  heartbeatSeconds?: number
}

/**
 * At least once: a job that outlives its expiry, or whose worker is killed, runs again. Every handler must be safe to run
 * twice, by the natural key of what it makes.
 */
export function handle(name: string, handler: Handler, options: HandlerOptions = {}): void {
  handlers.set(name, { handler, options })
}

const handlers = new Map<string, { handler: Handler; options: HandlerOptions }>()

/** Opens the queue to send (`work: false`) or to work as well. The database must be open. */
export async function startQueue({ work }: { work: boolean }): Promise<void> {
  if (boss) await stopQueue()
  const started = new PgBoss({
    connectionString: databaseUrl(),
    application_name: 'preau queue',
    schema: 'pgboss',
    max: work ? 5 : 2,
    supervise: work,
    schedule: false,
    maintenanceIntervalSeconds: 60,
    superviseIntervalSeconds: 20,
  })
  started.on('error', (error) => log.warn({ error: error.message }, 'queue error'))
  await started.start()
  await letTheAppSend(started)
  await started.createQueue(DEAD, { retentionSeconds: 90 * DAY })
  boss = started
  if (work) for (const [name, { handler, options }] of handlers) await listen(started, name, handler, options)
}

/** Lets the jobs under way finish, at most 20 s. */
export async function stopQueue(): Promise<void> {
  const stopping = boss
  boss = null
  known.clear()
  await stopping?.stop({ graceful: true, timeout: 20_000 })
}

/**
 * Sends a job inside the transaction: rolled back together, committed together. The same key sent twice is one job.
 * Ids only in `data`: it is kept for days, and read by whoever reads the database.
 */
export async function enqueue(
  tx: Tx,
  name: string,
  data: Record<string, unknown>,
  { key, startAfter }: { key: string; startAfter?: Date },
): Promise<boolean> {
  const queue = opened()
  await ensure(queue, name)
  const db = {
    executeSql: async (text: string, values: unknown[] = []) => ({
      rows: await tx.$queryRawUnsafe<unknown[]>(text, ...values),
    }),
  }
  return (
    (await queue.send(name, data, { id: stableId(`${name}:${key}`), db, ...(startAfter && { startAfter }) })) !== null
  )
}

/** Does now, one after the other, whatever is waiting: for seeds and tests, which own the clock. Returns how many it did. */
export async function drainQueue(): Promise<number> {
  let done = 0
  for (let round = 0; round < 1_000; round++) {
    const before = done
    for (const [name, { handler }] of handlers) done += await workOff(name, handler)
    if (done === before) break
  }
  return done
}

async function workOff(name: string, handler: Handler): Promise<number> {
  const queue = opened()
  await ensure(queue, name)
  const jobs = await queue.fetch<Record<string, unknown>>(name, { batchSize: 50, ignoreStartAfter: false })
  for (const job of jobs) {
    await handler(job.data ?? {}, { id: job.id, attempt: job.retryCount })
    await queue.complete(name, job.id)
  }
  return jobs.length
}

export type DeadLetter = { id: string; queue: string; data: object; error: unknown; failedAt: Date }

/** What five attempts could not do, newest first. */
export async function deadLetters(limit = 100): Promise<DeadLetter[]> {
  const jobs = await opened().findJobs<object>(DEAD)
  const letters = jobs.map((job) => ({
    id: job.id,
    queue: job.sourceName ?? DEAD,
    data: job.data,
    error: job.sourceOutput,
    failedAt: job.createdOn,
  }))
  return letters.sort((a, b) => b.failedAt.getTime() - a.failedAt.getTime()).slice(0, limit)
}

/** Gives a dead letter another five attempts; false when it is no longer there. */
export async function reviveLetter(id: string): Promise<boolean> {
  const letter = (await deadLetters(10_000)).find((candidate) => candidate.id === id)
  if (!letter) return false
  await opened().send(letter.queue, letter.data)
  await opened().deleteJob(DEAD, id)
  return true
}

export type QueueState = {
  name: string
  waiting: number
  active: number
  retry: number
  done: number
  oldest: Date | null
}

/** How each queue stands: what waits and since when, what is under way, what was done in the last day. */
export const queueStates = (at: Date): Promise<QueueState[]> => read<QueueState>(QUEUES, [at, DEAD])

const QUEUES = `
  SELECT q.name, coalesce(j.waiting, 0) AS waiting, coalesce(j.active, 0) AS active, coalesce(j.retry, 0) AS retry,
    coalesce(j.done, 0) AS done, j.oldest
  FROM pgboss.queue q LEFT JOIN (
    SELECT name, count(*) FILTER (WHERE state = 'created')::int AS waiting, count(*) FILTER (WHERE state = 'active')::int AS active,
      count(*) FILTER (WHERE state = 'retry')::int AS retry, count(*) FILTER (WHERE state = 'completed')::int AS done,
      min(start_after) FILTER (WHERE state IN ('created', 'retry') AND start_after <= $1) AS oldest
    FROM pgboss.job WHERE state IN ('created', 'active', 'retry') OR (state = 'completed' AND completed_on > $1 - interval '1 day')
    GROUP BY name) j ON j.name = q.name
  WHERE q.name <> $2 ORDER BY q.name`

const DEAD = 'dead'
const DAY = 86_400
let boss: PgBoss | null = null
const known = new Set<string>()

function opened(): PgBoss {
  if (!boss) throw new Error('The queue is not open: call startQueue() first')
  return boss
}

async function ensure(queue: PgBoss, name: string): Promise<void> {
  if (known.has(name)) return
  // 10 s, 20 s, … 160 s: a mail server that restarts is forgiven, a bug is in the dead letters within minutes.
  const retries = { retryLimit: 5, retryDelay: 10, retryBackoff: true }
  await queue.createQueue(name, { ...retries, ...lifeOf(name), deleteAfterSeconds: 14 * DAY, deadLetter: DEAD })
  known.add(name)
}

function lifeOf(name: string) {
  const { expireInSeconds = 600, heartbeatSeconds } = handlers.get(name)?.options ?? {}
  return { expireInSeconds, ...(heartbeatSeconds && { heartbeatSeconds }) }
}

async function listen(queue: PgBoss, name: string, handler: Handler, options: HandlerOptions): Promise<void> {
  await ensure(queue, name)
  // Made by whoever sent to it first, perhaps a web process that knows nothing of its handler
  await queue.updateQueue(name, lifeOf(name))
  // By four, each judged alone: a full hand is followed by the next at once, so the second is only for an empty queue.
  const pace = { pollingIntervalSeconds: 1, batchSize: 4, burstWhenBatchFull: true, perJobResults: true } as const
  await queue.work<Record<string, unknown>>(
    name,
    { ...pace, localConcurrency: options.concurrency ?? 1 },
    async (jobs) => {
      const results: JobResult[] = []
      for (const job of jobs)
        results.push(await attempt(name, handler, job.data, { id: job.id, attempt: job.retryCount }))
      return results
    },
  )
}

async function attempt(
  name: string,
  handler: Handler,
  data: Record<string, unknown> | null,
  job: Job,
): Promise<JobResult> {
  try {
    await handler(data ?? {}, job)
    return { id: job.id, status: 'completed' }
  } catch (error) {
    log.error({ queue: name, job: job.id, attempt: job.attempt, error: messageOf(error) }, 'job failed')
    return { id: job.id, status: 'failed', output: { message: messageOf(error) } }
  }
}

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error))

/** pg-boss owns its schema; the application only writes rows in it, inside its own transactions. */
async function letTheAppSend(queue: PgBoss): Promise<void> {
  await queue.getDb().executeSql(`
    grant usage on schema pgboss to preau_app, preau_reader;
    grant select, insert, update, delete on all tables in schema pgboss to preau_app;
    grant select on all tables in schema pgboss to preau_reader`)
}
