import { randomBytes } from 'node:crypto'
import { afterEach, beforeAll, describe, expect, test } from 'vitest'
import { now, setClock } from '../../src/platform/clock.ts'
import { config } from '../../src/platform/config.ts'
import { sha256 } from '../../src/platform/crypto.ts'
import { prisma } from '../../src/platform/db.ts'
import { testDatabase } from '../support/database.ts'
import { codeOf, type Door, openDoor, SEED, someone, Visitor } from './visitor.ts'

let door: Door
beforeAll(testDatabase)
beforeAll(async () => {
  door = await openDoor()
  return door.close
})
afterEach(() => setClock(null))

const sidOf = (visitor: Visitor): string =>
  /^s:([^.]+)\./.exec(decodeURIComponent(visitor.cookies.get('sid') ?? ''))?.[1] ?? ''
const isIn = async (visitor: Visitor): Promise<boolean> => (await visitor.get('/admin')).status === 200
const minutesLater = (minutes: number) => {
  const start = now().getTime()
  setClock(() => new Date(start + minutes * 60_000))
}

describe('what a session is', () => {
  test('an id planted before login is worth nothing: it changes at the password and at the second factor', async () => {
    const officer = await someone(['internship_officer'], { seed: SEED })
    const visitor = new Visitor(door)
    visitor.cookies.set('sid', `s%3A${randomBytes(32).toString('base64url')}.planted`)
    const planted = sidOf(visitor)
    await visitor.logIn({ email: officer.email })
    const afterPassword = sidOf(visitor)
    await visitor.submit('/login/otp', { code: codeOf(SEED) })
    const afterCode = sidOf(visitor)
    expect(new Set([planted, afterPassword, afterCode]).size).toBe(3)
    const half = new Visitor(door)
    half.cookies.set('sid', `s%3A${afterPassword}`)
    expect(await isIn(half)).toBe(false)
    expect(await isIn(visitor)).toBe(true)
  })

  test('the database holds the digest of the cookie, never the cookie', async () => {
    const awa = await someone()
    const visitor = new Visitor(door)
    await visitor.logIn(awa)
    const rows = await prisma().session.findMany({ where: { accountId: awa.accountId } })
    expect(rows.map((row) => row.sid)).toEqual([sha256(sidOf(visitor))])
    expect(JSON.stringify(rows)).not.toContain(sidOf(visitor))
  })

  test('a visitor who only looks leaves no session behind', async () => {
    const before = await prisma().session.count()
    const visitor = new Visitor(door)
    for (const path of ['/', '/login', '/forgot', '/admin', '/nulle-part']) await visitor.get(path)
    expect(await prisma().session.count()).toBe(before)
    expect(visitor.cookies.has('sid')).toBe(false)
  })

  test('the cookie is for this host, this browser and no script; over https its name says so', async () => {
    const awa = await someone()
    const plain = await cookieLineOf(awa.email)
    expect(plain).toMatch(/^sid=.*HttpOnly.*SameSite=Lax/i)
    const before = config.publicUrl
    Object.assign(config, { publicUrl: 'https://preau.example' })
    const secured = await openDoor()
    try {
      const visitor = new Visitor(secured)
      visitor.headers['x-forwarded-proto'] = 'https'
      const answer = await visitor.logIn(awa)
      const lines = answer.headers.getSetCookie()
      expect(lines.find((line) => line.startsWith('__Host-sid='))).toMatch(/Path=\/;.*HttpOnly; Secure; SameSite=Lax/i)
      expect(lines.find((line) => line.startsWith('XSRF-TOKEN='))).toMatch(/Secure/)
      expect(lines.join()).not.toContain('Domain=')
      expect(answer.headers.get('strict-transport-security')).toBe('max-age=31536000; includeSubDomains')
    } finally {
      Object.assign(config, { publicUrl: before })
      await secured.close()
    }
  })
})

const cookieLineOf = async (email: string): Promise<string | undefined> =>
  (await new Visitor(door).logIn({ email })).headers.getSetCookie().find((line) => line.startsWith('sid='))

describe('how long it lasts', () => {
  test.each([
    { role: 'student', idle: 60, absolute: 24 },
    { role: 'company_tutor', idle: 60, absolute: 24 },
    { role: 'school_tutor', idle: 30, absolute: 12 },
    { role: 'internship_officer', idle: 30, absolute: 12 },
    { role: 'club_treasurer', idle: 15, absolute: 8 },
    { role: 'admin', idle: 15, absolute: 8 },
  ] as const)('$role: $idle minutes without a click, $absolute hours at most', async ({ role, idle, absolute }) => {
    const staff = role !== 'student' && role !== 'company_tutor'
    const person = await someone([role], staff ? { seed: SEED } : {})
    const visitor = new Visitor(door)
    await visitor.logIn(person)
    minutesLater(idle - 1)
    expect(await isIn(visitor)).toBe(true)
    minutesLater(idle - 1)
    expect(await isIn(visitor)).toBe(true)
    minutesLater(idle + 1)
    expect(await isIn(visitor)).toBe(false)

    setClock(null)
    const tireless = new Visitor(door)
    minutesLater(1)
    await tireless.logIn(person)
    const clicks = Math.floor((absolute * 60) / (idle - 1))
    for (let click = 0; click < clicks; click += 1) {
      minutesLater(idle - 1)
      expect(await isIn(tireless)).toBe(true)
    }
    minutesLater(idle - 1)
    expect(await isIn(tireless)).toBe(false)
  })

  test('a new, stricter role shortens the session that is open', async () => {
    const awa = await someone()
    const visitor = new Visitor(door)
    await visitor.logIn(awa)
    await prisma().roleAssignment.create({ data: { personId: awa.personId, role: 'admin', startsOn: new Date(0) } })
    expect(await isIn(visitor)).toBe(true)
    minutesLater(16)
    expect(await isIn(visitor)).toBe(false)
  })

  test('reading does not rewrite the session: at most one write a minute, and only of its end', async () => {
    const awa = await someone()
    const visitor = new Visitor(door)
    await visitor.logIn(awa)
    const versionOf = async () =>
      (
        await prisma().$queryRaw<{ xmin: string; expire: Date }[]>`
        select xmin::text, expire from session where "accountId" = ${awa.accountId}::uuid`
      )[0]
    const first = await versionOf()
    for (let click = 0; click < 5; click += 1) await isIn(visitor)
    expect(await versionOf()).toEqual(first)
    minutesLater(2)
    await isIn(visitor)
    const later = await versionOf()
    expect(later?.xmin).not.toBe(first?.xmin)
    await isIn(visitor)
    expect(await versionOf()).toEqual(later)
  })

  test('the sixth machine closes the first', async () => {
    const awa = await someone()
    const machines: Visitor[] = []
    for (let index = 0; index < 6; index += 1) {
      minutesLater(0.1)
      const machine = new Visitor(door)
      await machine.logIn(awa)
      machines.push(machine)
    }
    expect(await Promise.all(machines.map(isIn))).toEqual([false, true, true, true, true, true])
  })

  test('when the epoch of the account moves, every session of it closes at the next click', async () => {
    const awa = await someone()
    const visitors = [new Visitor(door), new Visitor(door)]
    for (const visitor of visitors) await visitor.logIn(awa)
    await prisma().account.update({ where: { id: awa.accountId }, data: { epoch: { increment: 1 } } })
    expect(await Promise.all(visitors.map(isIn))).toEqual([false, false])
  })
})

describe('when it has expired', () => {
  test('in the middle of a form of the desk: a French sentence says what to do, and saving again works', async () => {
    const awa = await someone()
    const visitor = new Visitor(door)
    await visitor.logIn(awa)
    minutesLater(61)
    const form = () => ({ method: 'POST', body: new URLSearchParams({ title: 'Mon rapport' }) })
    const refused = await visitor.api('/admin/api/who', form())
    expect(refused.status).toBe(401)
    const { notice, detail } = JSON.parse(refused.text)
    expect(notice).toEqual({
      type: 'error',
      message: expect.stringContaining('Reconnectez-vous dans un nouvel onglet'),
    })
    expect(detail.login).toMatch(/^\/login/)
    await visitor.logIn(awa)
    const saved = await visitor.api('/admin/api/who', form())
    expect(JSON.parse(saved.text).fields).toEqual({ title: 'Mon rapport' })
  })

  test('a page of the desk leads to the login page and back', async () => {
    const visitor = new Visitor(door)
    const answer = await visitor.get('/admin/resources/Offer/records/1/edit')
    expect([answer.status, answer.location]).toEqual([
      303,
      '/login?next=%2Fadmin%2Fresources%2FOffer%2Frecords%2F1%2Fedit',
    ])
    const posted = await visitor.post('/admin/form', {}, { referer: `${door.url}/admin/resources/Offer` })
    expect([posted.status, posted.location]).toEqual([303, '/login?next=%2Fadmin%2Fresources%2FOffer'])
  })
})
