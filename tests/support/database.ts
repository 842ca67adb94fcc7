import { randomUUID } from 'node:crypto'
import pg from 'pg'
import { inject } from 'vitest'
import { closeDatabase, openDatabase } from '../../src/platform/db.ts'
import { startQueue, stopQueue } from '../../src/platform/queue.ts'

/**
 * A copy of the migrated database, open, with a queue to send to: `beforeAll(testDatabase)` in a test file, which also
 * closes and drops it at the end. Nothing works through the queue until a test calls `drainQueue()`.
 */
export async function testDatabase(): Promise<() => Promise<void>> {
  const { url, drop } = await copyOfTemplate()
  await openDatabase(url)
  await startQueue({ work: false })
  return async () => {
    await stopQueue()
    await closeDatabase()
    await drop()
  }
}

/** The same copy, closed: for what opens its own connections, or runs in another process. */
export async function copyOfTemplate(): Promise<{ url: string; drop(): Promise<void> }> {
  const template = new URL(inject('templateUrl'))
  const name = `test_${randomUUID().replaceAll('-', '')}`
  await asOwner(`create database ${name} template ${template.pathname.slice(1)} strategy file_copy`)
  const url = Object.assign(new URL(template), { pathname: `/${name}` }).toString()
  return { url, drop: async () => void (await asOwner(`drop database if exists ${name} with (force)`)) }
}

/** An empty database of the same server: for the tests of migrations themselves. */
export async function emptyDatabase(): Promise<{ url: string; drop(): Promise<void> }> {
  const name = `test_${randomUUID().replaceAll('-', '')}`
  await asOwner(`create database ${name}`)
  const url = Object.assign(new URL(inject('templateUrl')), { pathname: `/${name}` }).toString()
  return { url, drop: async () => void (await asOwner(`drop database if exists ${name} with (force)`)) }
}

/** Runs SQL as the owner of the server, whom no privilege stops: to play the intruder. */
export async function asOwner<T extends pg.QueryResultRow>(
  sql: string,
  values: unknown[] = [],
  url = administration(),
) {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    return (await client.query<T>(sql, values)).rows
  } finally {
    await client.end()
  }
}

const administration = (): string => Object.assign(new URL(inject('templateUrl')), { pathname: '/postgres' }).toString()
