import pg from 'pg'
import { databaseUrl, type Tx } from './db.ts'
import { log } from './log.ts'

/** Something to look at again: the notices of a person, or what is said about a record. Never the words themselves. */
export type LiveWord = { to: string } | { noun: string; id: string }

/** `missed`: the connection was cut for a moment, anything may have happened. */
export type Ear = (word: LiveWord | 'missed') => void

const CHANNEL = 'preau_live'

/** Told to every process when the transaction commits, to none when it rolls back. */
export const announce = (tx: Tx, word: LiveWord): Promise<number> =>
  tx.$executeRaw`SELECT pg_notify(${CHANNEL}::text, ${JSON.stringify(word)}::text)`

const ears = new Set<Ear>()
let line: pg.Client | null = null
let retry: NodeJS.Timeout | null = null
let pulse: NodeJS.Timeout | null = null

/** One connection per process listens, and only while somebody does; the answer stops it. */
export function hear(ear: Ear): () => Promise<void> {
  ears.add(ear)
  if (ears.size === 1) void open()
  return async () => {
    if (ears.delete(ear) && ears.size === 0) await hangUp()
  }
}

const RETRY_MS = 2_000
const PULSE_MS = 30_000

async function open(): Promise<void> {
  const client = new pg.Client({
    connectionString: databaseUrl(),
    application_name: 'preau live',
    connectionTimeoutMillis: 5_000,
    keepAlive: true,
    query_timeout: 5_000,
  })
  line = client
  client.on('error', () => lost(client))
  client.on('end', () => lost(client))
  client.on('notification', ({ payload = '' }) => spread(read(payload)))
  try {
    await client.connect()
    await client.query('SET ROLE preau_reader')
    await client.query(`LISTEN ${CHANNEL}`)
    // Everybody left while it was being opened
    if (line !== client) return void client.end().catch(() => undefined)
    // Whatever was said before this line was open
    spread('missed')
    pulse ??= setInterval(() => void line?.query('SELECT 1').catch(() => undefined), PULSE_MS)
  } catch {
    lost(client)
  }
}

function lost(client: pg.Client): void {
  if (line !== client) return
  line = null
  client.end().catch(() => undefined)
  if (ears.size === 0 || retry) return
  log.warn('live connection lost, another is tried')
  retry = setTimeout(() => {
    retry = null
    if (ears.size > 0) void open()
  }, RETRY_MS)
}

async function hangUp(): Promise<void> {
  const client = line
  line = null
  if (retry) clearTimeout(retry)
  if (pulse) clearInterval(pulse)
  retry = null
  pulse = null
  await client?.end().catch(() => undefined)
}

function spread(word: LiveWord | 'missed'): void {
  for (const ear of ears) ear(word)
}

function read(payload: string): LiveWord | 'missed' {
  try {
    return JSON.parse(payload)
  } catch {
    return 'missed'
  }
}
