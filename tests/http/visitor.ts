import { randomUUID } from 'node:crypto'
import type { AddressInfo } from 'node:net'
import type { Role } from '@prisma/client'
import express, { type Router } from 'express'
import { Secret, TOTP } from 'otpauth'
import { current } from '../../src/access/actor.ts'
import { openDemoAccount } from '../../src/domain/core/demo-account.ts'
import { createServer } from '../../src/http/server.ts'
import { now } from '../../src/platform/clock.ts'
import { prisma } from '../../src/platform/db.ts'

export type Door = { url: string; close(): Promise<void> }

/** The real server on a free port, with a small desk that says who it believes is acting. */
export async function openDoor(desk: Router = witness()): Promise<Door> {
  const server = createServer({ desk })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  const close = () =>
    new Promise<void>((resolve) => {
      server.close(() => resolve())
      server.closeAllConnections()
    })
  return { url: `http://127.0.0.1:${port}`, close }
}

/** Answers what a desk would see: the acting person, the fields, the files. */
export function witness(): Router {
  const desk = express.Router()
  const answer: express.RequestHandler = async (req, res) => {
    // A real handler waits for the database before it asks who acts.
    await new Promise((resolve) => setImmediate(resolve))
    const { actor, readOnly } = current()
    const name = actor.kind === 'person' ? actor.email : 'system'
    res.json({ name, readOnly, fields: req.fields ?? {}, files: req.files ?? {} })
  }
  desk.get('/', (_req, res) => void res.type('html').send('<h1>desk</h1>'))
  desk.get('/api/who', answer)
  desk.post('/api/who', answer)
  desk.post('/form', answer)
  return desk
}

/** A browser as far as the door can tell: it keeps cookies, follows nothing, and says where it comes from. */
export class Visitor {
  readonly door: Door
  readonly cookies = new Map<string, string>()
  headers: Record<string, string> = { 'sec-fetch-site': 'same-origin' }

  constructor(door: Door) {
    this.door = door
  }

  get(path: string, headers: Record<string, string> = {}): Promise<Answer> {
    return this.send(path, { headers })
  }

  /** An answer of the desk’s own calls: the cookie sent back as a header, as its axios does. */
  api(path: string, init: RequestInit = {}): Promise<Answer> {
    const token = this.cookies.get('XSRF-TOKEN') ?? ''
    return this.send(path, { ...init, headers: { 'x-xsrf-token': token, ...(init.headers as Record<string, string>) } })
  }

  /** Opens the page, fills its form and sends it, hidden fields included. */
  async submit(path: string, fields: Record<string, string>, to = path): Promise<Answer> {
    const page = await this.get(path)
    return this.post(to, { ...hiddenFields(page.text), ...fields })
  }

  post(path: string, fields: Record<string, string>, headers: Record<string, string> = {}): Promise<Answer> {
    return this.send(path, { method: 'POST', body: new URLSearchParams(fields), headers })
  }

  /** The password, then the code when the account has one. */
  async logIn(who: { email: string; password?: string; seed?: string }, next = ''): Promise<Answer> {
    const path = next ? `/login?next=${encodeURIComponent(next)}` : '/login'
    const first = await this.submit(path, { email: who.email, password: who.password ?? PASSWORD }, '/login')
    if (first.location !== '/login/otp' || !who.seed) return first
    return this.submit('/login/otp', { code: codeOf(who.seed) })
  }

  async send(path: string, init: RequestInit): Promise<Answer> {
    const headers = { ...this.headers, ...(this.cookies.size && { cookie: this.cookieHeader() }), ...init.headers }
    const response = await fetch(`${this.door.url}${path}`, { ...init, headers, redirect: 'manual' })
    this.keep(response)
    const text = await response.text()
    return { status: response.status, headers: response.headers, location: response.headers.get('location'), text }
  }

  private cookieHeader(): string {
    return [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; ')
  }

  private keep(response: Response): void {
    for (const line of response.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? []
      if (/expires=Thu, 01 Jan 1970/i.test(line)) this.cookies.delete(name)
      else this.cookies.set(name, value)
    }
  }
}

export type Answer = { status: number; headers: Headers; location: string | null; text: string }

export const PASSWORD = 'quatre mots sans rapport, 7 lampes'
export const SEED = 'JBSWY3DPEHPK3PXP'

export const codeOf = (seed: string, shiftSeconds = 0): string =>
  new TOTP({ secret: Secret.fromBase32(seed) }).generate({ timestamp: now().getTime() + shiftSeconds * 1000 })

export const hiddenFields = (html: string): Record<string, string> =>
  Object.fromEntries(
    [...html.matchAll(/<input type="hidden" name="(\w+)" value="([^"]*)"/g)].map(([, name, value]) => [
      name,
      (value ?? '').replaceAll('&amp;', '&').replaceAll('&#x3D;', '='),
    ]),
  )

export type Someone = { personId: string; accountId: string; email: string; seed?: string }

/** A person with an open account and these roles, from yesterday on. */
export async function someone(roles: Role[] = ['student'], more: { seed?: string } = {}): Promise<Someone> {
  const { personId, email } = await stranger(roles)
  const accountId = await openDemoAccount(personId, { email, password: PASSWORD, ...more })
  return { personId, accountId, email, ...more }
}

/** A person known to the school who has no account yet. */
export async function stranger(roles: Role[] = ['student']): Promise<{ personId: string; email: string }> {
  const email = `${randomUUID()}@horizon.example`
  const startsOn = new Date(now().getTime() - 86_400_000)
  const person = await prisma().person.create({
    data: {
      firstName: 'Awa',
      lastName: 'Diallo',
      email,
      roleAssignments: { create: roles.map((role) => ({ role, startsOn })) },
    },
  })
  return { personId: person.id, email }
}
