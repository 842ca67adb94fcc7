import { beforeAll, describe, expect, test } from 'vitest'
import { config } from '../../src/platform/config.ts'
import { testDatabase } from '../support/database.ts'
import { type Door, hiddenFields, openDoor, PASSWORD, someone, Visitor } from './visitor.ts'

let door: Door
beforeAll(testDatabase)
beforeAll(async () => {
  door = await openDoor()
  return door.close
})

const form = (fields: Record<string, string> = {}) => ({ method: 'POST', body: new URLSearchParams(fields) })

async function insider(): Promise<Visitor> {
  const visitor = new Visitor(door)
  await visitor.logIn(await someone())
  return visitor
}

describe('a form sent from another site', () => {
  test.each([
    { 'sec-fetch-site': 'cross-site' },
    { 'sec-fetch-site': 'same-site' },
    { 'sec-fetch-site': 'cross-site', origin: 'https://voleur.example' },
    { origin: 'https://voleur.example' },
    { origin: 'null' },
  ] as Record<string, string>[])('is refused with %j, token and all', async (headers) => {
    const visitor = await insider()
    const token = visitor.cookies.get('XSRF-TOKEN') ?? ''
    visitor.headers = headers
    expect((await visitor.post('/logout', { _csrf: token })).status).toBe(403)
    expect((await visitor.api('/admin/api/who', form())).status).toBe(403)
  })

  test.each([
    { 'sec-fetch-site': 'same-origin' },
    { 'sec-fetch-site': 'none' },
    { origin: new URL(config.publicUrl).origin },
  ] as Record<string, string>[])('ours is taken with %j', async (headers) => {
    const visitor = await insider()
    visitor.headers = headers
    expect((await visitor.api('/admin/api/who', form())).status).toBe(200)
  })
})

describe('the token', () => {
  test('of the login form is bound to the browser that opened it', async () => {
    const awa = await someone()
    const [mine, theirs] = [new Visitor(door), new Visitor(door)]
    const fields = { ...hiddenFields((await theirs.get('/login')).text), email: awa.email, password: PASSWORD }
    expect((await mine.post('/login', fields)).status).toBe(403)
    await mine.get('/login')
    expect((await mine.post('/login', fields)).status).toBe(403)
    expect((await theirs.post('/login', fields)).status).toBe(303)
  })

  test.each(['/login', '/forgot', '/login/otp', '/login/enrol'])('is asked on POST %s', async (path) => {
    const visitor = new Visitor(door)
    await visitor.get('/login')
    const answer = await visitor.post(path, { email: 'a@horizon.example', password: 'x', code: '1' })
    // The second step sends away whoever is not at it, before anything else.
    expect(path.startsWith('/login/') ? answer.location : answer.status).toBe(
      path.startsWith('/login/') ? '/login?notice=code' : 403,
    )
  })

  test('is asked on every call of the desk, reading included', async () => {
    const visitor = await insider()
    const tokens: Record<string, string>[] = [{}, { 'x-xsrf-token': 'x' }, { 'x-xsrf-token': '' }]
    for (const headers of tokens) {
      const read = await visitor.get('/admin/api/who', headers)
      expect(read.status).toBe(403)
      expect(JSON.parse(read.text).notice.type).toBe('error')
      expect((await visitor.send('/admin/api/who', { ...form(), headers })).status).toBe(403)
    }
    expect((await visitor.api('/admin/api/who')).status).toBe(200)
  })

  test('of one session is worth nothing in another, not even of the same person', async () => {
    const awa = await someone()
    const [here, there] = [new Visitor(door), new Visitor(door)]
    await here.logIn(awa)
    await there.logIn(awa)
    const foreign = { 'x-xsrf-token': there.cookies.get('XSRF-TOKEN') ?? '' }
    expect((await here.get('/admin/api/who', foreign)).status).toBe(403)
  })

  test('forgotten by the browser comes back with the next page of the desk', async () => {
    const visitor = await insider()
    visitor.cookies.delete('XSRF-TOKEN')
    expect((await visitor.api('/admin/api/who')).status).toBe(403)
    await visitor.get('/admin')
    expect((await visitor.api('/admin/api/who')).status).toBe(200)
  })

  test('as the field of a plain form of the desk is enough; without it nothing passes', async () => {
    const visitor = await insider()
    const token = visitor.cookies.get('XSRF-TOKEN') ?? ''
    expect((await visitor.post('/admin/form', { title: 'x' })).status).toBe(403)
    const sent = await visitor.post('/admin/form', { title: 'x', _csrf: token })
    expect(JSON.parse(sent.text).fields.title).toBe('x')
  })
})

test('only the kinds of request that our pages send are read', async () => {
  const visitor = await insider()
  for (const type of ['text/plain', 'application/xml', 'application/octet-stream']) {
    const answer = await visitor.api('/admin/api/who', {
      method: 'POST',
      body: '{"a":1}',
      headers: { 'content-type': type },
    })
    expect(answer.status).toBe(415)
  }
  const json = { method: 'POST', body: '{"title":"x"}', headers: { 'content-type': 'application/json' } }
  expect(JSON.parse((await visitor.api('/admin/api/who', json)).text).fields).toEqual({ title: 'x' })
  const login = await visitor.send('/login', {
    method: 'POST',
    body: '{}',
    headers: { 'content-type': 'application/json' },
  })
  expect(login.status).toBe(415)
})
