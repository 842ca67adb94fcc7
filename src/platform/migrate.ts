import { randomUUID } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import pg from 'pg'
import { sha256 } from './crypto.ts'
import { read } from './db.ts'
import { log } from './log.ts'

type Migration = { name: string; sql: string; checksum: string }

/** prisma/migrations, oldest first. */
export const migrationsFolder = fileURLToPath(new URL('../../prisma/migrations/', import.meta.url))

/**
 * Brings a database up to date: each migration whole or not at all, one process at a time, written down where
 * `prisma migrate status` looks. A file that changed after it was applied is refused by its name.
 */
export async function migrate(url: string, folder = migrationsFolder): Promise<string[]> {
  const client = new pg.Client({ connectionString: url, application_name: 'preau migrate' })
  await client.connect()
  try {
    await client.query('select pg_advisory_lock($1)', [LOCK])
    await client.query(LEDGER)
    const pending = stillToApply(migrationsIn(folder), await applied(client))
    for (const migration of pending) await apply(client, migration)
    return pending.map((migration) => migration.name)
  } finally {
    await client.end()
  }
}

/** True when the open database carries every migration of this version: what /health answers. */
export async function isCurrent(): Promise<boolean> {
  known ??= migrationsIn(migrationsFolder)
  const rows = await read<Applied>(APPLIED)
  return known.every(({ name, checksum }) => rows.some((row) => row.name === name && row.checksum === checksum))
}

let known: Migration[] | undefined

// Any number, as long as every process takes the same one.
const LOCK = 7_270_736_901

const LEDGER = `create table if not exists _prisma_migrations (
  id varchar(36) primary key not null,
  checksum varchar(64) not null,
  finished_at timestamptz,
  migration_name varchar(255) not null,
  logs text,
  rolled_back_at timestamptz,
  started_at timestamptz not null default now(),
  applied_steps_count integer not null default 0
)`

const APPLIED = `select migration_name as name, checksum from _prisma_migrations
  where finished_at is not null and rolled_back_at is null`

type Applied = { name: string; checksum: string }

async function applied(client: pg.Client): Promise<Applied[]> {
  return (await client.query<Applied>(APPLIED)).rows
}

function migrationsIn(folder: string): Migration[] {
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .sort()
    .map((name) => {
      const sql = readFileSync(`${folder}/${name}/migration.sql`, 'utf8')
      return { name, sql, checksum: sha256(sql) }
    })
}

function stillToApply(files: Migration[], rows: Applied[]): Migration[] {
  const checksums = new Map(rows.map((row) => [row.name, row.checksum]))
  const changed = files.find(({ name, checksum }) => checksums.has(name) && checksums.get(name) !== checksum)
  if (changed) {
    throw new Error(
      `La migration ${changed.name} a été modifiée après son application. Remettez le fichier d’origine et écrivez une nouvelle migration.`,
    )
  }
  return files.filter(({ name }) => !checksums.has(name))
}

async function apply(client: pg.Client, { name, sql, checksum }: Migration): Promise<void> {
  await client.query('begin')
  try {
    await client.query(sql)
    await client.query(
      `insert into _prisma_migrations (id, checksum, finished_at, migration_name, applied_steps_count)
       values ($1, $2, clock_timestamp(), $3, 1)`,
      [randomUUID(), checksum, name],
    )
    await client.query('commit')
  } catch (error) {
    await client.query('rollback')
    const why = error instanceof Error ? error.message : String(error)
    throw new Error(`La migration ${name} a échoué et n’a rien laissé : ${why}`, { cause: error })
  }
  log.info({ migration: name }, 'migration applied')
}
