import { appendFileSync, cpSync, mkdirSync, mkdtempSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { closeDatabase, openDatabase } from '../../src/platform/db.ts'
import { isCurrent, migrate, migrationsFolder } from '../../src/platform/migrate.ts'
import { asOwner, emptyDatabase } from '../support/database.ts'

let database: Awaited<ReturnType<typeof emptyDatabase>>
let folder: string

beforeEach(async () => {
  database = await emptyDatabase()
  folder = join(mkdtempSync(join(String(process.env.DATA_DIR), 'preau-migrations-')), 'migrations')
  cpSync(migrationsFolder, folder, { recursive: true })
})
afterEach(async () => {
  await closeDatabase()
  await database.drop()
})

const write = (name: string, sql: string) => {
  mkdirSync(join(folder, name), { recursive: true })
  writeFileSync(join(folder, name, 'migration.sql'), sql)
}

test('an empty database receives every migration in order, then none', async () => {
  const names = await migrate(database.url, folder)
  expect(names.slice(0, 2)).toEqual(['0001_initial', '0002_guards'])
  expect(await migrate(database.url, folder)).toEqual([])
  await openDatabase(database.url)
  expect(await isCurrent()).toBe(true)
})

test('a file that changed after it was applied is refused by its name', async () => {
  await migrate(database.url, folder)
  appendFileSync(join(folder, '0002_guards', 'migration.sql'), '-- one more comment\n')
  await expect(migrate(database.url, folder)).rejects.toThrow(/0002_guards.*modifiée/)
})

test('a migration that fails leaves nothing behind, and says which one and why', async () => {
  await migrate(database.url, folder)
  write('9000_broken', 'create table half (id int); insert into nowhere values (1);')
  await expect(migrate(database.url, folder)).rejects.toThrow(/9000_broken.*nowhere/)
  expect(await asOwner("select to_regclass('half') as found", [], database.url)).toEqual([{ found: null }])
  write('9000_broken', 'create table half (id int);')
  expect(await migrate(database.url, folder)).toEqual(['9000_broken'])
})

test('two processes that start together apply each migration once', async () => {
  const both = await Promise.all([migrate(database.url, folder), migrate(database.url, folder)])
  expect(both.map((names) => names.length).sort()).toEqual([0, expect.any(Number)])
  const twice = await asOwner(
    'select 1 from _prisma_migrations group by migration_name having count(*) > 1',
    [],
    database.url,
  )
  expect(twice).toEqual([])
})

test('a database behind this version does not call itself current', async () => {
  await migrate(database.url, folder)
  await openDatabase(database.url)
  expect(await isCurrent()).toBe(true)
  await asOwner("update _prisma_migrations set checksum = 'x' where migration_name = '0002_guards'", [], database.url)
  expect(await isCurrent()).toBe(false)
})
