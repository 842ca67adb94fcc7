import { PrismaPg } from '@prisma/adapter-pg'
import { Prisma, PrismaClient } from '@prisma/client'
import pg from 'pg'
import { config } from './config.ts'
import { sha256 } from './crypto.ts'
import { log } from './log.ts'
import { watchSlowQueries } from './slow-queries.ts'

export { Prisma }
export type Tx = Prisma.TransactionClient

/**
 * Opens the two pools: a writer that acts as `preau_app` and a reader that acts as `preau_reader` and cannot write,
 * whatever SQL it is handed. Migrate first: the roles come with the migrations.
 */
export async function openDatabase(url: string): Promise<void> {
  if (database) await closeDatabase()
  const writer = pool(url, 'preau_app', 10)
  const reader = pool(url, 'preau_reader', 10, ['default_transaction_read_only=on'])
  database = { url, writer, reader, client: new PrismaClient({ adapter: new PrismaPg(writer) }) }
  await reader.query('select 1')
}

export async function closeDatabase(): Promise<void> {
  if (!database) return
  const { client, writer, reader } = database
  database = null
  await client.$disconnect()
  await Promise.all([writer.end(), reader.end()])
}

export const databaseUrl = (): string => opened().url

export const prisma = (): PrismaClient => opened().client

type TransactionOptions = {
  /** Imports and nightly jobs may take a minute; a person never waits that long. */
  long?: boolean
  /** All or nothing over fifty thousand rows: only a job waits that long */
  minutes?: number
}

export async function transaction<T>(
  work: (tx: Tx) => Promise<T>,
  { long = false, minutes = 1 }: TransactionOptions = {},
): Promise<T> {
  const limit = long ? 60_000 : 15_000
  const done = await prisma().$transaction(
    async (tx) => {
      if (long) await tx.$executeRawUnsafe(`set local statement_timeout = ${limit}`)
      return work(tx)
    },
    { maxWait: 5_000, timeout: Math.max(limit, minutes > 1 ? minutes * 60_000 : 0) },
  )
  for (const listener of committed) listener()
  return done
}

/** Business rules that only look: the database itself refuses the write that one of them would try. */
export const looking = <T>(work: (tx: Tx) => Promise<T>): Promise<T> =>
  prisma().$transaction(
    async (tx) => {
      await tx.$executeRawUnsafe('set transaction read only')
      return work(tx)
    },
    { maxWait: 5_000, timeout: 15_000 },
  )

const committed = new Set<() => void>()

/** Told after every transaction of this process that is really written: what was remembered before may be false now. */
export const onCommit = (listener: () => void): void => void committed.add(listener)

/**
 * One prepared statement on the read-only pool. Days (`date`) come back as `2026-03-02`, instants as Date,
 * decimals and big integers as text: nothing loses precision on its way to a screen.
 */
export async function read<T extends object>(sql: string, values: unknown[] = []): Promise<T[]> {
  const result = await opened().reader.query<T>({ name: statementName(sql), text: sql, values })
  return result.rows
}

export type Statement = { sql: string; values: unknown[] }

/**
 * Many short reads on a few connections. One that outlasts `ms` is given up, and none begins once `within` is over: their
 * answer is null, the others do not wait for them.
 */
export async function readEach<T extends object>(
  statements: Statement[],
  { ms, within, lanes }: { ms: number; within: number; lanes: number },
): Promise<(T[] | null)[]> {
  const answers: (T[] | null)[] = statements.map(() => null)
  const queue = statements.entries()
  const closes = performance.now() + within
  const lane = async () => {
    const client = await opened().reader.connect()
    let sound = false
    try {
      await client.query(`set statement_timeout = ${Math.trunc(ms)}`)
      for (const [i, { sql, values }] of queue)
        if (performance.now() < closes) answers[i] = await inTime<T>(client, sql, values)
      await client.query('reset statement_timeout')
      sound = true
    } finally {
      // A connection that still carries our limit would cut the next reader short
      client.release(!sound)
    }
  }
  await Promise.all(Array.from({ length: Math.min(lanes, statements.length) }, lane))
  return answers
}

async function inTime<T extends object>(client: pg.PoolClient, sql: string, values: unknown[]): Promise<T[] | null> {
  try {
    return (await client.query<T>({ name: statementName(sql), text: sql, values })).rows
  } catch (error) {
    if (error instanceof pg.DatabaseError && error.code === TIMED_OUT) return null
    throw error
  }
}

const TIMED_OUT = '57014'

/** The same on the writer pool: sessions, throttling counters. Business goes through commands. */
export async function write<T extends object>(sql: string, values: unknown[] = []): Promise<T[]> {
  const result = await opened().writer.query<T>({ name: statementName(sql), text: sql, values })
  return result.rows
}

/** Reads a long result by slices on one read-only connection: 200,000 rows never stand in memory together. */
export const readSlices = <T extends object>(sql: string, values: unknown[] = [], size = 2_000): AsyncGenerator<T[]> =>
  slicesOf<T>(sql, values, size)

/** The same, each row an array of cells: named columns would cost an object a row. */
export const readCells = (sql: string, values: unknown[] = [], size = 2_000): AsyncGenerator<unknown[][]> =>
  slicesOf<unknown[]>(sql, values, size, 'array')

async function* slicesOf<T extends object>(sql: string, values: unknown[], size: number, rowMode?: 'array') {
  const client = await opened().reader.connect()
  try {
    await client.query('begin')
    await client.query('set local statement_timeout = 60000')
    await client.query(`declare slices no scroll cursor for ${sql}`, values)
    const text = `fetch ${size} from slices`
    while (true) {
      const { rows } = await client.query<T>(rowMode ? ({ text, rowMode } as pg.QueryConfig) : text)
      if (rows.length > 0) yield rows
      if (rows.length < size) break
    }
  } finally {
    await client.query('rollback').catch(() => undefined)
    client.release()
  }
}

type Database = { url: string; writer: pg.Pool; reader: pg.Pool; client: PrismaClient }
let database: Database | null = null

function opened(): Database {
  if (!database) throw new Error('The database is not open: call openDatabase() first')
  return database
}

function pool(url: string, role: string, max: number, more: string[] = []): pg.Pool {
  const settings = [
    `role=${role}`,
    `statement_timeout=${config.role === 'worker' ? 60_000 : 5_000}`,
    'lock_timeout=2000',
    'idle_in_transaction_session_timeout=10000',
    'timezone=UTC',
    ...more,
  ]
  const created = new pg.Pool({
    connectionString: withoutOptions(url),
    options: settings.map((setting) => `-c ${setting}`).join(' '),
    max,
    types: { getTypeParser },
    application_name: `preau ${role}`,
    connectionTimeoutMillis: 5_000,
  })
  created.on('connect', watchSlowQueries)
  created.on('connect', (client) => client.on('error', () => setTimeout(giveBack, GIVE_BACK_MS, client).unref()))
  // Without a listener, a database that restarts kills Node.
  created.on('error', (error) => log.warn({ error: error.message, role }, 'database connection lost'))
  return created
}

const GIVE_BACK_MS = 1_000

// Prisma’s adapter keeps a connection that died in the middle of a transaction: ten of them and nobody writes any more
function giveBack(client: pg.PoolClient): void {
  try {
    client.release(true)
  } catch {
    // It was given back after all
  }
}

/** `?options=` in the address would win over ours, and the role with it. */
function withoutOptions(text: string): string {
  const url = new URL(text)
  url.searchParams.delete('options')
  return url.toString()
}

const DATE = 1082
const asText = (value: string) => value

// pg reads a `date` as local midnight: a day earlier or later, depending on the machine.
const getTypeParser: typeof pg.types.getTypeParser = (oid: number, format?: 'text' | 'binary') =>
  oid === DATE ? asText : pg.types.getTypeParser(oid, format as 'text')

// Filters make many texts: past this number a statement is no longer kept on the server.
const names = new Map<string, string>()

function statementName(sql: string): string | undefined {
  const known = names.get(sql)
  if (known) return known
  if (names.size >= 400) return undefined
  const name = `s${sha256(sql).slice(0, 24)}`
  names.set(sql, name)
  return name
}
