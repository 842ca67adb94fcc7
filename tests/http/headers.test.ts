import { request } from 'node:http'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { closeDatabase, openDatabase } from '../../src/platform/db.ts'
import { copyOfTemplate } from '../support/database.ts'
import { type Door, openDoor, someone, Visitor } from './visitor.ts'

let door: Door
let copy: Awaited<ReturnType<typeof copyOfTemplate>>
beforeAll(async () => {
  copy = await copyOfTemplate()
  await openDatabase(copy.url)
  door = await openDoor()
})
afterAll(async () => {
  await door.close()
  await closeDatabase()
  await copy.drop()
})

/** `fetch` forbids some methods; a script does not. */
const ask = (method: string, path: string): Promise<{ status: number; allow: string | undefined }> =>
  new Promise((resolve, reject) => {
    const asked = request(`${door.url}${path}`, { method }, (answer) => {
      answer.resume().on('end', () => resolve({ status: answer.statusCode ?? 0, allow: answer.headers.allow }))
    })
    asked.on('error', reject).end()
  })

describe('methods', () => {
  test.each(['PUT', 'PATCH', 'DELETE', 'OPTIONS', 'TRACE', 'PROPFIND', 'PURGE'])(
    '%s is asked of nobody',
    async (method) => {
      for (const path of ['/', '/health', '/login', '/admin', '/admin/api/who', '/files/x', '/nulle-part']) {
        expect(await ask(method, path)).toEqual({ status: 405, allow: 'GET, HEAD, POST' })
      }
    },
  )

  test('HEAD never reaches the desk’s calls, where it would run what GET runs', async () => {
    const visitor = new Visitor(door)
    await visitor.logIn(await someone())
    for (const path of ['/admin/api/who', '/admin/API/who', '/ADMIN/api/who']) {
      expect((await visitor.api(path, { method: 'HEAD' })).status).toBe(405)
    }
  })

  test('a method hidden in a field or a header is ignored', async () => {
    const visitor = new Visitor(door)
    await visitor.logIn(await someone())
    const answer = await visitor.api('/admin/api/who?_method=DELETE', {
      headers: { 'x-http-method-override': 'DELETE' },
    })
    expect(JSON.parse(answer.text).readOnly).toBe(true)
  })

  test('reading says so to whoever acts, writing too', async () => {
    const visitor = new Visitor(door)
    await visitor.logIn(await someone())
    expect(JSON.parse((await visitor.api('/admin/api/who')).text).readOnly).toBe(true)
    expect(JSON.parse((await visitor.api('/admin/api/who', { method: 'POST' })).text).readOnly).toBe(false)
  })
})

describe('headers', () => {
  test('every page, an error included, carries them', async () => {
    for (const path of ['/', '/login', '/forgot', '/nulle-part', '/reset/x', '/%E0%A4%A']) {
      const { headers } = await new Visitor(door).get(path)
      expect(headers.get('x-content-type-options')).toBe('nosniff')
      expect(headers.get('x-frame-options')).toBe('DENY')
      expect(headers.get('cross-origin-opener-policy')).toBe('same-origin')
      expect(headers.get('permissions-policy')).toContain('camera=(), geolocation=(), microphone=()')
      expect(headers.get('x-powered-by')).toBeNull()
      expect(headers.get('referrer-policy')).toBe(path === '/reset/x' ? 'no-referrer' : 'same-origin')
      expect(headers.get('x-request-id')).toMatch(/^[0-9a-f-]{36}$/)
    }
  })

  test('a page runs no script but ours, in no frame, and calls nobody', async () => {
    const [first, second] = [await new Visitor(door).get('/login'), await new Visitor(door).get('/login')]
    const policy = first.headers.get('content-security-policy') ?? ''
    for (const rule of [
      "default-src 'none'",
      "style-src 'self';",
      "connect-src 'none'",
      "form-action 'self'",
      "frame-ancestors 'none'",
      "base-uri 'none'",
      "object-src 'none'",
      'report-uri /csp',
    ]) {
      expect(`${policy};`).toContain(rule)
    }
    const nonces = [first, second].map(
      ({ headers }) => /'nonce-([\w-]{22})'/.exec(headers.get('content-security-policy') ?? '')?.[1],
    )
    expect(nonces[0]).toBeDefined()
    expect(nonces[0]).not.toBe(nonces[1])
  })

  test('the desk may style itself and call its own API, no more', async () => {
    const visitor = new Visitor(door)
    await visitor.logIn(await someone())
    const { headers } = await visitor.get('/admin')
    const policy = headers.get('content-security-policy') ?? ''
    expect(policy).toContain("style-src 'self' 'unsafe-inline'")
    expect(policy).toContain("connect-src 'self'")
    expect(policy).toMatch(/script-src 'self' 'nonce-[\w-]{22}'(;|$)/)
    expect(headers.get('cache-control')).toBe('no-store')
  })

  test('a page names no other host, holds no inline style and no inline script', async () => {
    for (const path of ['/', '/login', '/forgot', '/nulle-part']) {
      const { text } = await new Visitor(door).get(path)
      expect(text.replaceAll('http://www.w3.org/2000/svg', '')).not.toMatch(/https?:\/\//)
      expect(text).not.toMatch(/ style=|<style|<script(?![^>]+src=)| on\w+=/)
    }
  })

  test('styles and scripts are kept for ever by browsers, compressed, and opened without a session', async () => {
    const { text } = await new Visitor(door).get('/login')
    const urls = [...text.matchAll(/(?:href|src)="(\/assets\/[^"]+)"/g)].map(([, url]) => url ?? '')
    expect(urls.length).toBeGreaterThanOrEqual(4)
    for (const url of urls) {
      const asset = await new Visitor(door).get(url, { 'accept-encoding': 'gzip, br' })
      expect(asset.status).toBe(200)
      expect(asset.headers.get('cache-control')).toBe('public, max-age=31536000, immutable')
      expect(asset.headers.get('content-encoding')).toBe('br')
      expect(asset.headers.getSetCookie()).toEqual([])
    }
    expect((await new Visitor(door).get('/assets/..%2f..%2fpackage.json')).status).toBe(404)
  })
})

describe('language', () => {
  test('French first; English when asked, and from then on', async () => {
    const visitor = new Visitor(door)
    expect((await visitor.get('/login', { 'accept-language': 'en' })).text).toContain('Se connecter')
    expect((await visitor.get('/login?lang=en')).text).toContain('<html lang="en">')
    expect((await visitor.get('/login')).text).toContain('Forgot password?')
    expect((await visitor.get('/login?lang=xx')).text).toContain('Forgot password?')
    expect((await visitor.get('/login?lang=fr')).text).toContain('Mot de passe oublié')
  })

  test('what a person typed comes back escaped', async () => {
    const visitor = new Visitor(door)
    const answer = await visitor.submit('/login', { email: '"><script>alert(1)</script>@x', password: 'x' })
    expect(answer.text).not.toContain('<script>alert')
    expect((await visitor.get('/login?next=/%22%3E%3Cscript%3E')).text).not.toContain('"><script>')
  })
})

describe('errors', () => {
  test('a page that is not there says so in French, and to a script in JSON', async () => {
    const visitor = new Visitor(door)
    const page = await visitor.get('/nulle-part')
    expect([page.status, page.headers.get('content-type')]).toEqual([404, 'text/html; charset=utf-8'])
    expect(page.text).toContain('Cette page n’existe pas')
    const json = await visitor.get('/nulle-part', { accept: 'application/json' })
    expect(JSON.parse(json.text)).toMatchObject({ code: 'not_found', notice: { type: 'error' } })
  })

  test('what broke inside is not shown', async () => {
    const express = (await import('express')).default
    const desk = express.Router()
    desk.get('/', () => {
      throw new Error('relation "Account" column secret')
    })
    const broken = await openDoor(desk)
    const visitor = new Visitor(broken)
    await visitor.logIn(await someone())
    const answer = await visitor.get('/admin')
    expect(answer.status).toBe(500)
    expect(answer.text).not.toContain('secret')
    expect(answer.text).toContain(answer.headers.get('x-request-id') ?? 'no id')
    await broken.close()
  })
})

describe('health', () => {
  test('ok while the database answers and its migrations are ours, and nothing more is said', async () => {
    const healthy = await new Visitor(door).get('/health')
    expect([healthy.status, healthy.text]).toEqual([200, '{"status":"ok"}'])
    await closeDatabase()
    const ill = await new Visitor(door).get('/health')
    expect([ill.status, ill.text]).toEqual([503, '{"status":"unavailable"}'])
    const page = await new Visitor(door).get('/')
    expect(page.text).toContain('Horizon')
    await openDatabase(copy.url)
    expect((await new Visitor(door).get('/health')).status).toBe(200)
  })
})
