import { afterAll, beforeAll, expect, test } from 'vitest'
import { registerJobs } from '../../jobs/main.ts'
import { confirmImport } from '../../src/kit/import/run.ts'
import { viewImport } from '../../src/kit/import/view.ts'
import { databaseUrl, prisma } from '../../src/platform/db.ts'
import { drainQueue } from '../../src/platform/queue.ts'
import { checked, csv, person, school } from '../kit/import-cast.ts'
import { asOwner, testDatabase } from '../support/database.ts'
import { type Running, run } from '../support/process.ts'

beforeAll(() => {
  registerJobs()
  return testDatabase()
})

const COUNT = 6_000
const city = 'Saint-Louis'
const workers: Running[] = []
afterAll(() => {
  for (const { child } of workers) child.kill('SIGKILL')
})

function worker(): Running {
  const started = run('src/main.ts', { ROLE: 'worker', PORT: '0', DATABASE_URL: databaseUrl() })
  workers.push(started)
  return started
}

const written = (): Promise<number> => prisma().company.count({ where: { city } })
const status = async (id: string) => (await prisma().importRun.findUniqueOrThrow({ where: { id } })).status
const pause = (ms: number) => new Promise((done) => setTimeout(done, ms))

test('a worker killed in the middle of an import: another takes over, no row twice, no row missing', async () => {
  await school()
  const officer = await person('internship_officer')
  const rows = Array.from({ length: COUNT }, (_, index) => `Entreprise ${index};${index === 4_000 ? '' : city}`)
  const { id } = await checked(officer, 'Company', 'grand.csv', csv('Raison sociale;Ville', ...rows))
  await drainQueue()
  await confirmImport(officer, id, 'good')
  const first = worker()
  for (let tries = 0; tries < 2_400 && (await written()) === 0; tries++) await pause(25)
  first.child.kill('SIGKILL')
  await first.ended
  await asOwner(
    `select pg_terminate_backend(pid) from pg_stat_activity where state = 'idle in transaction'`,
    [],
    databaseUrl(),
  )
  const left = await written()
  expect(left).toBeGreaterThan(0)
  expect(left).toBeLessThan(COUNT - 1)
  expect(await prisma().importedRow.count({ where: { runId: id } })).toBe(left)
  worker()
  for (let tries = 0; tries < 600 && (await status(id)) === 'running'; tries++) {
    // Without a sign of life for long enough, then the pause before another try: the test lets both be over
    await asOwner(
      `update pgboss.job set heartbeat_on = case when state = 'active' and retry_count = 0 then now() - interval '1 hour' else heartbeat_on end,
        start_after = case when state = 'retry' then now() else start_after end where name = 'import.run'`,
      [],
      databaseUrl(),
    )
    await pause(250)
  }
  expect(await viewImport(officer, id)).toMatchObject({
    step: 'done',
    counts: { new: COUNT - 1, changed: 0, unchanged: 0, error: 1 },
  })
  const made = await prisma().company.findMany({ where: { city }, select: { id: true, name: true } })
  expect([made.length, new Set(made.map((one) => one.name)).size]).toEqual([COUNT - 1, COUNT - 1])
  expect(await prisma().importedRow.count({ where: { runId: id } })).toBe(COUNT - 1)
  expect(await prisma().importLine.count({ where: { runId: id } })).toBe(COUNT)
  const ids = made.map((one) => one.id)
  expect(await prisma().event.count({ where: { noun: 'Company', verb: 'create', recordId: { in: ids } } })).toBe(
    COUNT - 1,
  )
  expect(await prisma().event.count({ where: { noun: 'ImportRun', recordId: id, verb: 'import' } })).toBe(1)
}, 240_000)
