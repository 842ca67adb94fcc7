import { readFileSync } from 'node:fs'
import { setTimeout as pause } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { now } from '../src/platform/clock.ts'
import { closeDatabase, openDatabase, prisma, transaction } from '../src/platform/db.ts'
import { enqueue, startQueue, stopQueue } from '../src/platform/queue.ts'
import type { Login } from './lists.ts'
import { startApp } from './processes.ts'
import { logIn, type Visitor } from './visitor.ts'

const AGREEMENTS = 200
const LIST = '/admin/api/resources/Candidature/actions/list?perPage=25&page=1'

/** What people wait for a list at rest, then while two hundred agreements are printed by the same process. */
export async function measureDocuments(url: string, dataDir: string, people: Login[]) {
  await openDatabase(url)
  await approveMany()
  const app = await startApp({ DATABASE_URL: url, DATA_DIR: dataDir })
  try {
    const visitors: Visitor[] = []
    for (const { email, password, seed } of people) visitors.push(await logIn(app.base, email, password, seed))
    const idle = await turning(visitors, () => Promise.resolve(false))
    await queueAll()
    const begun = performance.now()
    const busy = await turning(visitors, async () => (await printed()) < AGREEMENTS)
    const seconds = (performance.now() - begun) / 1_000
    return { idle, busy, perMinute: ((await printed()) / seconds) * 60, printed: await printed() }
  } finally {
    await app.stop()
    await closeDatabase()
  }
}

const printed = () => prisma().agreementVersion.count({ where: { sha256: { not: null } } })

const AT_LEAST_MS = 8_000
const PATIENCE_MS = 300_000

/** Everybody turns a page, reads for a moment, turns the next, at least for a while and as long as there is work. */
async function turning(visitors: Visitor[], goesOn: () => Promise<boolean>) {
  const times: number[] = []
  const start = performance.now()
  let open = true
  const reads = async (visitor: Visitor) => {
    while (open) {
      const at = performance.now()
      const { status } = await visitor.get(LIST)
      if (status !== 200) throw new Error(`HTTP ${status}`)
      times.push(performance.now() - at)
      await pause(250)
    }
  }
  const all = Promise.all(visitors.map(reads))
  await pause(AT_LEAST_MS)
  while ((await goesOn()) && performance.now() - start < PATIENCE_MS) await pause(500)
  open = false
  await all
  const sorted = times.toSorted((a, b) => a - b)
  const at = (share: number) => sorted[Math.floor((sorted.length - 1) * share)] ?? 0
  return { p50: at(0.5), p95: at(0.95) }
}

async function approveMany(): Promise<void> {
  const sample = fileURLToPath(new URL('../templates/documents/agreement.json', import.meta.url))
  const snapshot = JSON.parse(readFileSync(sample, 'utf8')) as Record<string, string>
  const offers = await prisma().offer.findMany({ take: AGREEMENTS, orderBy: { id: 'asc' } })
  const students = await prisma().student.findMany({ take: AGREEMENTS, orderBy: { id: 'asc' }, select: { id: true } })
  for (const [i, { companyId, campaignId }] of offers.entries()) {
    const studentId = students[i]?.id ?? ''
    const agreement = { number: `B-${i}`, status: 'approved', approvedAt: now() } as const
    await prisma().placement.create({
      data: {
        ...{ studentId, companyId, campaignId, status: 'confirmed' },
        agreements: { create: { ...agreement, versions: { create: { number: 1, snapshot } } } },
      },
    })
  }
}

async function queueAll(): Promise<void> {
  await startQueue({ work: false })
  const agreements = await prisma().agreement.findMany({ where: { status: 'approved' }, select: { id: true } })
  await transaction(async (tx) => {
    for (const { id } of agreements) await enqueue(tx, 'agreement.freeze', { agreementId: id }, { key: id })
  })
  await stopQueue()
}
