import { statfs } from 'node:fs/promises'
import { config } from './config.ts'
import { read } from './db.ts'
import { lastAnchor } from './event-anchor.ts'

export type DatabaseHealth = {
  version: string
  bytes: number
  connections: number
  most: number
  /** There and back for the smallest question */
  latencyMs: number
}

export async function databaseHealth(): Promise<DatabaseHealth> {
  const start = performance.now()
  await read('SELECT 1 AS one')
  const latencyMs = Math.round((performance.now() - start) * 10) / 10
  const [row] = await read<Omit<DatabaseHealth, 'latencyMs'>>(DATABASE)
  return { version: '', bytes: 0, connections: 0, most: 0, ...row, latencyMs }
}

const DATABASE = `
  SELECT current_setting('server_version') AS version, pg_database_size(current_database())::float8 AS bytes,
    (SELECT count(*)::int FROM pg_stat_activity WHERE datname = current_database()) AS connections,
    current_setting('max_connections')::int AS most`

/** `free` and `total` are null when the disk does not say. */
export type FilesHealth = { count: number; bytes: number; free: number | null; total: number | null }

export async function filesHealth(): Promise<FilesHealth> {
  const [row] = await read<{ count: number; bytes: number }>(
    'SELECT count(*)::int AS count, coalesce(sum(size), 0)::float8 AS bytes FROM "StoredFile"',
  )
  const disk = await statfs(config.dataDir).catch(() => null)
  return {
    count: row?.count ?? 0,
    bytes: row?.bytes ?? 0,
    free: disk ? disk.bavail * disk.bsize : null,
    total: disk ? disk.blocks * disk.bsize : null,
  }
}

/** How far the event log is sealed, what still waits for its seal, and what was last noted outside the database. */
export type ChainHealth = {
  sealed: number
  waiting: number
  anchor: { seq: string; at: string; genuine: boolean } | null
}

export async function chainHealth(): Promise<ChainHealth> {
  const [row] = await read<{ sealed: number; waiting: number }>(CHAIN)
  const anchor = await lastAnchor()
  return {
    sealed: row?.sealed ?? 0,
    waiting: row?.waiting ?? 0,
    anchor: anchor && { seq: anchor.seq, at: anchor.at, genuine: anchor.genuine },
  }
}

// Only the end of the log is looked at: ids rise with time, and whoever is late is late by less than an hour
const CHAIN = `
  WITH head AS (SELECT seq, "eventId" FROM "EventSeal" ORDER BY seq DESC LIMIT 1)
  SELECT coalesce((SELECT seq FROM head), 0)::float8 AS sealed, count(*)::int AS waiting FROM "Event" e
  WHERE e.id > coalesce((SELECT preau_uuid_before("eventId", interval '1 hour') FROM head), '00000000-0000-0000-0000-000000000000')
    AND NOT EXISTS (SELECT 1 FROM "EventSeal" s WHERE s."eventId" = e.id)`
