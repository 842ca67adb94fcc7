import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { connect } from 'node:net'
import { join } from 'node:path'
import express from 'express'
import { beforeAll, describe, expect, test } from 'vitest'
import { config } from '../../src/platform/config.ts'
import { testDatabase } from '../support/database.ts'
import { type Door, openDoor, someone, Visitor, witness } from './visitor.ts'

let door: Door
const seen: { path: string; bytes: Buffer }[] = []
beforeAll(testDatabase)
beforeAll(async () => {
  const desk = express.Router()
  // Looks at the file while the request lasts, as a command would.
  desk.use((req, _res, next) => {
    for (const { path } of Object.values(req.files ?? {})) seen.push({ path, bytes: readFileSync(path) })
    next()
  })
  desk.use(witness())
  door = await openDoor(desk)
  return door.close
})

const uploads = join(config.dataDir, 'tmp', 'uploads')
const left = (): string[] => (existsSync(uploads) ? readdirSync(uploads) : [])

/** The folder goes when the answer is out, a moment after the client has read it. */
async function nothingLeft(): Promise<void> {
  for (let attempt = 0; attempt < 50 && left().length > 0; attempt += 1) await new Promise((r) => setTimeout(r, 20))
  expect(left()).toEqual([])
}

async function insider(): Promise<Visitor> {
  const visitor = new Visitor(door)
  await visitor.logIn(await someone())
  return visitor
}

function withFile(bytes: number, name = 'rapport.pdf', fields: Record<string, string> = {}) {
  const body = new FormData()
  for (const [key, value] of Object.entries(fields)) body.append(key, value)
  body.append('document', new Blob([new Uint8Array(bytes).fill(65)], { type: 'application/pdf' }), name)
  return { method: 'POST', body }
}

describe('a file sent to the desk', () => {
  test('stands in a private place while the request lasts, byte for byte, and nowhere after', async () => {
    const visitor = await insider()
    const sent = await visitor.api('/admin/api/who', withFile(100_000, 'Mémoire d’été.pdf', { title: 'Été' }))
    const { fields, files } = JSON.parse(sent.text)
    expect(fields).toEqual({ title: 'Été' })
    expect(files.document).toMatchObject({ name: 'Mémoire d’été.pdf', size: 100_000, type: 'application/pdf' })
    const kept = seen.find((file) => file.path === files.document.path)
    expect(kept?.bytes.length).toBe(100_000)
    expect(kept?.bytes.every((byte) => byte === 65)).toBe(true)
    expect(kept?.path.startsWith(uploads)).toBe(true)
    await nothingLeft()
  })

  test('of 40 MB gets a French sentence that says what to do, and leaves nothing', async () => {
    const visitor = await insider()
    const refused = await visitor.api('/admin/api/who', withFile(40 * 1024 * 1024))
    expect(refused.status).toBe(413)
    expect(JSON.parse(refused.text).notice.message).toContain('25 Mo')
    expect(JSON.parse(refused.text).notice.message).toContain('Choisissez un fichier plus léger')
    await nothingLeft()
    expect((await visitor.api('/admin/api/who')).status).toBe(200)
  })

  test('in two halves of 15 MB is too large as well, and announced or not', async () => {
    const visitor = await insider()
    const body = new FormData()
    for (const name of ['a', 'b']) body.append(name, new Blob([new Uint8Array(15 * 1024 * 1024)]), `${name}.pdf`)
    expect((await visitor.api('/admin/api/who', { method: 'POST', body })).status).toBe(413)
    await nothingLeft()
  })

  test.each([
    ['../../../etc/passwd', 'passwd'],
    ['C:\\Users\\awa\\cv.pdf', 'cv.pdf'],
    ['cv\u202efdp.exe', 'cvfdp.exe'],
  ])('keeps no path and no trick in its name: %j', async (given, name) => {
    const visitor = await insider()
    const sent = await visitor.api('/admin/api/who', withFile(10, given))
    expect(JSON.parse(sent.text).files.document.name).toBe(name)
  })

  test('cut in the middle is refused with a sentence and leaves nothing', async () => {
    const visitor = await insider()
    const body = '--B\r\nContent-Disposition: form-data; name="d"; filename="a.pdf"\r\n\r\nhalf of it'
    const answer = await visitor.api('/admin/api/who', {
      method: 'POST',
      body,
      headers: { 'content-type': 'multipart/form-data; boundary=B' },
    })
    expect(answer.status).toBe(400)
    expect(JSON.parse(answer.text).notice.message).toContain('s’est arrêté en route')
    await nothingLeft()
  })

  test('whose sender hangs up in the middle leaves nothing', async () => {
    const visitor = await insider()
    const { port } = new URL(door.url)
    const socket = connect(Number(port), '127.0.0.1')
    const cookie = [...visitor.cookies].map(([name, value]) => `${name}=${value}`).join('; ')
    socket.write(
      `POST /admin/api/who HTTP/1.1\r\nHost: x\r\nSec-Fetch-Site: same-origin\r\nCookie: ${cookie}\r\n` +
        `X-XSRF-TOKEN: ${visitor.cookies.get('XSRF-TOKEN')}\r\nContent-Length: 9000\r\n` +
        'Content-Type: multipart/form-data; boundary=B\r\n\r\n' +
        '--B\r\nContent-Disposition: form-data; name="d"; filename="a.pdf"\r\n\r\nhalf',
    )
    for (let attempt = 0; attempt < 100 && left().length === 0; attempt += 1)
      await new Promise((r) => setTimeout(r, 20))
    expect(left()).toHaveLength(1)
    socket.destroy()
    await nothingLeft()
  })

  test('an empty file field is no file', async () => {
    const visitor = await insider()
    const sent = await visitor.api('/admin/api/who', {
      method: 'POST',
      body: '--B\r\nContent-Disposition: form-data; name="d"; filename=""\r\nContent-Type: application/octet-stream\r\n\r\n\r\n--B--\r\n',
      headers: { 'content-type': 'multipart/form-data; boundary=B' },
    })
    expect(JSON.parse(sent.text)).toMatchObject({ fields: {}, files: {} })
  })
})

describe('a file sent by a visitor', () => {
  test.each(['/admin/api/who', '/admin/form', '/login', '/forgot', '/logout', '/nulle-part'])(
    'to %s never touches the disk',
    async (path) => {
      const before = seen.length
      const visitor = new Visitor(door)
      await visitor.get('/login')
      const answers: string[] = []
      const watch = setInterval(() => answers.push(...left()), 1)
      const answer = await visitor.send(path, withFile(5_000_000))
      clearInterval(watch)
      expect(answer.status).toBeGreaterThanOrEqual(300)
      expect(answers).toEqual([])
      expect(seen.length).toBe(before)
    },
  )

  test('nor does the file of a logged-in person whose token is missing', async () => {
    const visitor = await insider()
    const found: string[] = []
    const watch = setInterval(() => found.push(...left()), 1)
    for (const path of ['/admin/api/who', '/admin/form']) {
      expect((await visitor.send(path, withFile(5_000_000))).status).toBeGreaterThanOrEqual(400)
    }
    clearInterval(watch)
    expect(found).toEqual([])
  })
})

describe('what a body may hold', () => {
  test.each(['__proto__.admin', 'a.__proto__.b', 'constructor.prototype.x'])('never the name %s', async (name) => {
    const visitor = await insider()
    const body = new FormData()
    body.append(name, 'yes')
    expect((await visitor.api('/admin/api/who', { method: 'POST', body })).status).toBe(400)
  })

  test('a thousand fields, no more; a text of 256 kB, no more', async () => {
    const visitor = await insider()
    const many = new FormData()
    for (let index = 0; index < 1_002; index += 1) many.append(`f${index}`, 'x')
    expect((await visitor.api('/admin/api/who', { method: 'POST', body: many })).status).toBe(413)
    const long = new URLSearchParams({ text: 'x'.repeat(300_000) })
    expect((await visitor.api('/admin/api/who', { method: 'POST', body: long })).status).toBe(413)
    const json = { method: 'POST', body: JSON.stringify({ text: 'x'.repeat(300_000) }) }
    const answer = await visitor.api('/admin/api/who', { ...json, headers: { 'content-type': 'application/json' } })
    expect(answer.status).toBe(413)
  })
})

test('a body that arrives slowly keeps its acting person', async () => {
  const awa = await someone()
  const visitor = new Visitor(door)
  await visitor.logIn(awa)
  const cookie = [...visitor.cookies].map(([name, value]) => `${name}=${value}`).join('; ')
  const body = `--B\r\nContent-Disposition: form-data; name="a"\r\n\r\n${'z'.repeat(200_000)}\r\n--B--\r\n`
  const { port } = new URL(door.url)
  const answer = await new Promise<string>((resolve) => {
    const socket = connect(Number(port), '127.0.0.1')
    socket.write(
      `POST /admin/api/who HTTP/1.1\r\nHost: x\r\nSec-Fetch-Site: same-origin\r\nCookie: ${cookie}\r\n` +
        `X-XSRF-TOKEN: ${visitor.cookies.get('XSRF-TOKEN')}\r\nContent-Length: ${body.length}\r\nConnection: close\r\n` +
        'Content-Type: multipart/form-data; boundary=B\r\n\r\n',
    )
    let sent = 0
    const drip = setInterval(() => {
      socket.write(body.slice(sent, sent + 50_000))
      sent += 50_000
      if (sent >= body.length) clearInterval(drip)
    }, 40)
    let text = ''
    socket.on('data', (chunk) => {
      text += chunk
    })
    socket.on('end', () => resolve(text))
  })
  expect(answer).toContain(`"name":"${awa.email}"`)
  expect(answer).toContain('"readOnly":false')
})
