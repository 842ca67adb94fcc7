import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startEmbedded } from '../src/platform/embedded-postgres.ts'
import { migrate, migrationsFolder } from '../src/platform/migrate.ts'
import { searchIndexes } from './search-indexes.ts'

/**
 * `npm run migration -- add_badges`: what the schema says and the migrations do not yet, as the next numbered file.
 * `npm run migration -- --check`: fails when there is something to write.
 * `npm run migration -- --initial`: writes the first migration again, as long as no database carries it.
 */
const [argument] = process.argv.slice(2)
const initial = argument === '--initial'
const folder = mkdtempSync(join(tmpdir(), 'preau-migration-'))
const server = await startEmbedded(folder, { throwaway: true })
try {
  if (!initial) await migrate(server.url)
  await author(argument)
} finally {
  await server.stop()
  rmSync(folder, { recursive: true, force: true })
}

async function author(name: string | undefined): Promise<void> {
  const tables = difference(initial)
  const search = initial ? '' : await searchIndexes(server.url)
  const sql = [tables, search].filter(Boolean).join('\n')
  if (name === '--check') return refuseLate(sql)
  if (!sql) return console.log('Le schéma et les migrations disent la même chose : rien à écrire.')
  if (initial) return write('0001_initial', sql)
  if (!name || !/^[a-z][a-z0-9_]*$/.test(name)) throw new Error('Donnez un nom : npm run migration -- add_badges')
  write(`${nextNumber()}_${name}`, sql)
}

function difference(fromNothing: boolean): string {
  const from = fromNothing ? ['--from-empty'] : ['--from-migrations', 'prisma/migrations']
  const args = ['prisma', 'migrate', 'diff', ...from, '--to-schema-datamodel', 'prisma', '--script']
  const env = { ...process.env, DATABASE_URL: server.url }
  const sql = execFileSync('npx', args, { encoding: 'utf8', env, stdio: ['ignore', 'pipe', 'inherit'] })
  return sql.includes('This is an empty migration') ? '' : sql
}

function refuseLate(sql: string): void {
  if (!sql) return
  console.error(`Le schéma dit plus que les migrations. Lancez : npm run migration -- <nom>\n\n${sql}`)
  process.exitCode = 1
}

function write(name: string, sql: string): void {
  mkdirSync(join(migrationsFolder, name), { recursive: true })
  writeFileSync(join(migrationsFolder, name, 'migration.sql'), `${sql.trim()}\n`)
  console.log(`prisma/migrations/${name}/migration.sql`)
}

function nextNumber(): string {
  const numbers = readdirSync(migrationsFolder).map((name) => Number.parseInt(name, 10) || 0)
  return String(Math.max(0, ...numbers) + 1).padStart(4, '0')
}
