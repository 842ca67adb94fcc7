import { randomUUID } from 'node:crypto'
import { hostname } from 'node:os'
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { now } from './clock.ts'
import { config } from './config.ts'
import { prisma, read } from './db.ts'
import { log } from './log.ts'
import { type ClockState, clockState } from './schedule.ts'
import { type SlowQuery, slowQueries } from './slow-queries.ts'

/** What a process says of itself; bytes and milliseconds. */
export type ProcessState = {
  memory: { rss: number; heapUsed: number }
  /** The longest that anybody waited for this process to look up, since its last report */
  delayMs: number
  node: string
  slow: SlowQuery[]
  /** What happens by itself here: only in a worker */
  schedules: ClockState[]
}

export type ProcessReport = {
  id: string
  role: string
  host: string
  pid: number
  startedAt: Date
  seenAt: Date
  report: ProcessState
}

const EVERY_MS = 10_000
const id = randomUUID()
const startedAt = now()
const delay = monitorEventLoopDelay({ resolution: 20 })

/** Web and worker may be on two machines: each writes its line, whoever answers the page reads them all. */
export function startReporting(): () => Promise<void> {
  delay.enable()
  const say = () =>
    reportOnce().catch((error: Error) => log.warn({ error: error.message }, 'process report not written'))
  void say()
  const timer = setInterval(say, EVERY_MS)
  return async () => {
    clearInterval(timer)
    delay.disable()
    await prisma()
      .processReport.deleteMany({ where: { id } })
      .catch(() => undefined)
  }
}

export async function reportOnce(): Promise<void> {
  const line = { role: config.role, host: hostname(), pid: process.pid, startedAt, seenAt: now(), report: present() }
  await prisma().processReport.upsert({ where: { id }, create: { id, ...line }, update: line })
  // Killed processes say nothing on their way out
  await prisma().processReport.deleteMany({ where: { seenAt: { lt: new Date(now().getTime() - 3_600_000) } } })
}

function present(): ProcessState {
  const { rss, heapUsed } = process.memoryUsage()
  const delayMs = Math.round(delay.max / 1e6)
  delay.reset()
  return { memory: { rss, heapUsed }, delayMs, node: process.version, slow: slowQueries(), schedules: clockState() }
}

/** Every process heard of in the last hour, the latest heard first. */
export const processReports = (): Promise<ProcessReport[]> =>
  read<ProcessReport>(
    'SELECT id, role, host, pid, "startedAt", "seenAt", report FROM "ProcessReport" ORDER BY "seenAt" DESC',
  )
