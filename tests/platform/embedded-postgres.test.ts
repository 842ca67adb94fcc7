import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { afterAll, beforeEach, expect, test } from 'vitest'
import { startEmbedded } from '../../src/platform/embedded-postgres.ts'
import { run } from '../support/process.ts'

let DATA_DIR: string
const folders: string[] = []
beforeEach(() => {
  DATA_DIR = mkdtempSync(join(tmpdir(), 'preau-embedded-'))
  folders.push(DATA_DIR)
})
// A server left behind by a kill is adopted, then stopped.
afterAll(async () => {
  for (const folder of folders) {
    await (await startEmbedded(folder)).stop()
    rmSync(folder, { recursive: true, force: true })
  }
})

const open = (...args: string[]) => run('tests/support/programs/embedded.ts', { DATA_DIR }, args)
const addressIn = (text: string) => /open \w+ (\S+)/.exec(text)?.[1] ?? ''

async function query(url: string, sql: string) {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    return (await client.query(sql)).rows
  } finally {
    await client.end()
  }
}

test('what was written before a kill -9 is there at the next start', async () => {
  const first = open('--keep')
  const url = addressIn(await first.until(/open fresh \S+/))
  await query(url, 'create table kept (id int); insert into kept values (1)')
  first.child.kill('SIGKILL')
  await first.ended
  const second = open()
  const again = addressIn(await second.until(/open known \S+/))
  expect(await query(again, 'select id from kept')).toEqual([{ id: 1 }])
  second.child.kill('SIGTERM')
  expect(await second.ended).toBe(0)
})

test('what was written before the power went, server and all, is there at the next start', async () => {
  const first = open('--keep')
  const url = addressIn(await first.until(/open fresh \S+/))
  await query(url, 'create table kept (id int); insert into kept values (1)')
  const [{ pid }] = (await query(url, "select pg_read_file('postmaster.pid')::text as pid").then((rows) =>
    rows.map((row) => ({ pid: Number(String(row.pid).split('\n')[0]) })),
  )) as [{ pid: number }]
  process.kill(pid, 'SIGKILL')
  first.child.kill('SIGKILL')
  await first.ended
  const second = open()
  expect(await query(addressIn(await second.until(/open known \S+/)), 'select id from kept')).toEqual([{ id: 1 }])
  second.child.kill('SIGTERM')
  await second.ended
})

test('a second instance on the same folder is told so, and the first goes on', async () => {
  const first = open('--keep')
  const url = addressIn(await first.until(/open fresh \S+/))
  const second = open()
  expect(await second.until(/refused/)).toMatch(/Une autre instance de Préau utilise déjà le dossier .*DATA_DIR/)
  expect(await second.ended).toBe(1)
  expect(await query(url, 'select 1 as here')).toEqual([{ here: 1 }])
  first.child.kill('SIGTERM')
  expect(await first.ended).toBe(0)
})

test('two first starts at the same instant: one opens, the other is told', async () => {
  const both = [open('--keep'), open('--keep')]
  const outputs = await Promise.all(both.map((one) => one.until(/^(open|refused) /m)))
  expect(outputs.filter((text) => text.includes('open fresh'))).toHaveLength(1)
  expect(outputs.filter((text) => text.includes('Une autre instance'))).toHaveLength(1)
  for (const one of both) one.child.kill('SIGTERM')
  await Promise.all(both.map((one) => one.ended))
})

test('a first start cut in the middle begins again', async () => {
  const first = open()
  const url = addressIn(await first.until(/open fresh \S+/))
  await query(url, 'create table half (id int)')
  first.child.kill('SIGKILL')
  await first.ended
  const second = open()
  const again = addressIn(await second.until(/open fresh \S+/))
  expect(await query(again, "select to_regclass('half') as half")).toEqual([{ half: null }])
  second.child.kill('SIGTERM')
  await second.ended
})
