import { type AddressInfo, connect, createServer } from 'node:net'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { config } from '../../src/platform/config.ts'
import { asOwner, copyOfTemplate } from '../support/database.ts'
import { type Running, run } from '../support/process.ts'

let database: Awaited<ReturnType<typeof copyOfTemplate>>
beforeAll(async () => {
  database = await copyOfTemplate()
})
afterAll(() => database.drop())

const start = (env: Record<string, string> = {}) =>
  run('src/main.ts', { DATABASE_URL: database.url, DATA_DIR: config.dataDir, PORT: '0', NODE_ENV: '', ...env })

const addressOf = async (app: Running) => /"url":"([^"]+)"/.exec(await app.until(/"msg":"ready"/))?.[1] ?? ''

describe('a start', () => {
  test('answers on /health, says so in its log, and leaves on SIGTERM once the last visitor is served', async () => {
    const app = start()
    const url = await addressOf(app)
    expect(await (await fetch(`${url}/health`)).json()).toEqual({ status: 'ok' })
    const visitor = connect(Number(new URL(url).port), '127.0.0.1')
    let answer = ''
    visitor.on('data', (part: Buffer) => (answer += part.toString()))
    visitor.write('GET /login HTTP/1.1\r\nHost: localhost\r\n')
    await new Promise((sent) => setTimeout(sent, 300))
    app.child.kill('SIGTERM')
    await app.until(/"msg":"stopping"/)
    visitor.write('Connection: close\r\n\r\n')
    await new Promise((closed) => visitor.once('close', closed))
    expect(answer).toMatch(/^HTTP\/1\.1 200[\s\S]*<\/html>/)
    expect(await app.ended).toBe(0)
    expect(app.output()).not.toMatch(/horizon-demo|Error/)
  })

  test('as ROLE=worker opens no door', async () => {
    const app = start({ ROLE: 'worker' })
    expect(await app.until(/"msg":"ready"/)).toContain('"url":null')
    app.child.kill('SIGTERM')
    expect(await app.ended).toBe(0)
  })

  test('as ROLE=web serves, and says that it is ill when the database is behind', async () => {
    const app = start({ ROLE: 'web' })
    const url = await addressOf(app)
    expect((await fetch(`${url}/health`)).status).toBe(200)
    await asOwner("update _prisma_migrations set checksum = 'x' where migration_name = '0003_search'", [], database.url)
    expect((await fetch(`${url}/health`)).status).toBe(503)
    app.child.kill('SIGTERM')
    expect(await app.ended).toBe(0)
    await asOwner(
      "update _prisma_migrations set checksum = $1 where migration_name = '0003_search'",
      [await checksum()],
      database.url,
    )
  })

  test('on a port that is taken says which, and how to choose another', async () => {
    const other = createServer()
    await new Promise<void>((ready) => other.listen(0, '127.0.0.1', ready))
    const { port } = other.address() as AddressInfo
    const app = start({ PORT: String(port) })
    expect(await app.ended).toBe(1)
    expect(app.output()).toMatch(new RegExp(`Le port ${port} est déjà pris.*PORT`))
    other.close()
  })

  test('in production with a setting that is not safe names it and stops', async () => {
    const app = start({ NODE_ENV: 'production', MASTER_KEY: '' })
    expect(await app.ended).toBe(1)
    expect(app.output()).toMatch(/Préau n’a pas démarré\.\nMASTER_KEY/)
  })
})

async function checksum(): Promise<string> {
  const { sha256 } = await import('../../src/platform/crypto.ts')
  const { readFileSync } = await import('node:fs')
  return sha256(readFileSync('prisma/migrations/0003_search/migration.sql'))
}
