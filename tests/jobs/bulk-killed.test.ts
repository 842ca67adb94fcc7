import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { registerJobs } from '../../jobs/main.ts'
import '../../src/domain/index.ts'
import { startBulk } from '../../src/kit/bulk/start.ts'
import { databaseUrl, prisma } from '../../src/platform/db.ts'
import { person } from '../kit/import-cast.ts'
import { asOwner, testDatabase } from '../support/database.ts'
import { type Running, run } from '../support/process.ts'

beforeAll(() => {
  registerJobs()
  return testDatabase()
})

const COUNT = 300
const workers: Running[] = []
afterAll(() => {
  for (const { child } of workers) child.kill('SIGKILL')
})

function worker(): Running {
  const started = run('src/main.ts', { ROLE: 'worker', PORT: '0', DATABASE_URL: databaseUrl() })
  workers.push(started)
  return started
}

const standing = (id: string) => prisma().bulkRun.findUniqueOrThrow({ where: { id } })
const pause = (ms: number) => new Promise((done) => setTimeout(done, ms))

test('a worker killed in the middle: the next one goes on, and each record is changed exactly once', async () => {
  const officer = await person('internship_officer')
  const data = Array.from({ length: COUNT }, () => ({ name: randomUUID(), city: 'Dakar' }))
  const ids = (await prisma().company.createManyAndReturn({ data, select: { id: true } })).map((row) => row.id)
  const change = { verb: 'update', input: { sector: 'Banque' }, reason: null }
  const { id } = await startBulk(officer, 'Company', { ids, change, isAtomic: false })
  const first = worker()
  for (let tries = 0; tries < 1_200 && (await standing(id)).done === 0; tries++) await pause(25)
  first.child.kill('SIGKILL')
  await first.ended
  const left = await standing(id)
  expect(left.done).toBeGreaterThan(0)
  expect(left.done).toBeLessThan(COUNT)
  expect(await prisma().event.count({ where: { recordId: { in: ids }, verb: 'update' } })).toBe(left.done)
  worker()
  for (let tries = 0; tries < 600 && (await standing(id)).status === 'running'; tries++) {
    // Half a minute without a sign of life, then ten seconds: the test lets both be over
    await asOwner(
      `update pgboss.job set heartbeat_on = case when state = 'active' and retry_count = 0 then now() - interval '1 hour' else heartbeat_on end,
        start_after = case when state = 'retry' then now() else start_after end where name = 'bulk.run'`,
      [],
      databaseUrl(),
    )
    await pause(250)
  }
  expect(await standing(id)).toMatchObject({ status: 'done', done: COUNT, refused: 0 })
  const rows = await prisma().company.findMany({ where: { id: { in: ids } }, select: { version: true } })
  expect(rows.every((row) => row.version === 1)).toBe(true)
  expect(await prisma().event.count({ where: { recordId: { in: ids }, verb: 'update' } })).toBe(COUNT)
}, 240_000)
