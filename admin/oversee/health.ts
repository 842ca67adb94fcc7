import type { HealthAnswer, ProcessState, SlowState } from '../../components/oversee/state.ts'
import { now } from '../../src/platform/clock.ts'
import { read } from '../../src/platform/db.ts'
import { chainHealth, databaseHealth, filesHealth } from '../../src/platform/health.ts'
import { type ProcessReport, processReports } from '../../src/platform/process-report.ts'
import { deadLetters, type QueueState, queueStates } from '../../src/platform/queue.ts'
import { declarePage } from '../verbs.ts'
import { atMostEveryTenSeconds, isAdmin } from './only.ts'

/** How the machine is: looked at every ten seconds at most, whoever watches. */
export function healthPage(): void {
  declarePage({
    name: 'health',
    menu: { label: { fr: 'État du système', en: 'System health' }, icon: 'Activity', group: 'oversee' },
    methods: ['GET'],
    right: isAdmin,
    handle: () => health(),
  })
}

const health = atMostEveryTenSeconds(async (): Promise<HealthAnswer> => {
  const at = now()
  const [database, files, chain, queues, letters, mail, processes] = await Promise.all([
    databaseHealth(),
    filesHealth(),
    chainHealth(),
    queueStates(at),
    deadLetters(10_000),
    mailHealth(),
    processReports(),
  ])
  return {
    at: at.toISOString(),
    ...{ database, files, chain, mail },
    queue: { ...summed(queues), dead: letters.length },
    processes: processes.map((one) => processOf(one, at)),
    slow: processes
      .flatMap(slowOf)
      .sort((a, b) => b.at.localeCompare(a.at))
      .slice(0, 50),
  }
})

async function mailHealth(): Promise<HealthAnswer['mail']> {
  const [row] = await read<HealthAnswer['mail']>(
    `SELECT count(*) FILTER (WHERE status = 'pending')::int AS pending, count(*) FILTER (WHERE status = 'failed')::int AS failed
       FROM "MailDelivery" WHERE status <> 'sent'`,
  )
  return row ?? { pending: 0, failed: 0 }
}

function summed(queues: QueueState[]): Omit<HealthAnswer['queue'], 'dead'> {
  const sum = (of: (one: QueueState) => number) => queues.reduce((total, one) => total + of(one), 0)
  const oldest = queues.flatMap((one) => one.oldest?.toISOString() ?? []).sort()[0] ?? null
  return {
    waiting: sum((one) => one.waiting),
    active: sum((one) => one.active),
    retry: sum((one) => one.retry),
    oldest,
  }
}

const SILENT_MS = 45_000

const processOf = ({ report, startedAt, seenAt, ...one }: ProcessReport, at: Date): ProcessState => ({
  ...{ id: one.id, role: one.role, host: one.host, pid: one.pid, node: report.node },
  ...{ startedAt: startedAt.toISOString(), seenAt: seenAt.toISOString() },
  alive: at.getTime() - seenAt.getTime() < SILENT_MS,
  ...{ rss: report.memory.rss, heap: report.memory.heapUsed, delayMs: report.delayMs },
})

const slowOf = ({ report, role, pid }: ProcessReport): SlowState[] =>
  report.slow.map((query) => ({ ...query, process: `${role} ${pid}` }))
