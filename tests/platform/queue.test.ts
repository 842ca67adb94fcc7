import { beforeAll, beforeEach, expect, test } from 'vitest'
import { databaseUrl, read, transaction } from '../../src/platform/db.ts'
import { deadLetters, drainQueue, enqueue, handle, reviveLetter, startQueue } from '../../src/platform/queue.ts'
import { asOwner, testDatabase } from '../support/database.ts'

beforeAll(testDatabase)

const seen: unknown[] = []
handle('greet', async (data) => void seen.push(data))
beforeEach(() => void seen.splice(0))

const jobs = () =>
  read<{ name: string; state: string }>("select name, state::text from pgboss.job where name = 'greet'")

test('a change that is rolled back leaves no job behind', async () => {
  const broken = transaction(async (tx) => {
    await enqueue(tx, 'greet', { id: 1 }, { key: 'rolled-back' })
    throw new Error('changed my mind')
  })
  await expect(broken).rejects.toThrow('changed my mind')
  expect(await jobs()).toEqual([])
  expect(await drainQueue()).toBe(0)
})

test('the same key sent twice is one job, even after the first was done', async () => {
  const send = () => transaction((tx) => enqueue(tx, 'greet', { id: 2 }, { key: 'once' }))
  expect(await send()).toBe(true)
  expect(await send()).toBe(false)
  await drainQueue()
  expect(await send()).toBe(false)
  await drainQueue()
  expect(seen).toEqual([{ id: 2 }])
})

test('a job for later waits for its hour', async () => {
  const tomorrow = new Date(Date.now() + 86_400_000)
  await transaction((tx) => enqueue(tx, 'greet', { id: 3 }, { key: 'later', startAfter: tomorrow }))
  await drainQueue()
  expect(seen).toEqual([])
})

test('a worker takes the job and, after five retries, the job stands in the dead letters with its reason', async () => {
  let attempts = 0
  handle('stumble', async () => {
    attempts += 1
    throw new Error('the printer is on fire')
  })
  await startQueue({ work: true })
  await transaction((tx) => enqueue(tx, 'stumble', { id: 4 }, { key: 'dead' }))
  for (let tries = 0; tries < 120 && (await deadLetters()).length === 0; tries++) {
    // Ten seconds between attempts is for real life: the test lets each retry be due at once.
    await asOwner(
      "update pgboss.job set start_after = now() where name = 'stumble' and state = 'retry'",
      [],
      databaseUrl(),
    )
    await new Promise((done) => setTimeout(done, 200))
  }
  const [letter] = await deadLetters()
  expect(attempts).toBe(6)
  expect(letter).toMatchObject({ queue: 'stumble', data: { id: 4 } })
  expect(JSON.stringify(letter?.error)).toContain('the printer is on fire')
  expect(await reviveLetter(String(letter?.id))).toBe(true)
  expect(await deadLetters()).toEqual([])
  await startQueue({ work: false })
})
