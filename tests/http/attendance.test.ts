import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import '../../src/domain/index.ts'
import { now, setClock } from '../../src/platform/clock.ts'
import { prisma } from '../../src/platform/db.ts'
import { type Club, does, onScreen, planned, running, smallClub } from '../domain/clubs/world.ts'
import { at } from '../domain/internships/world.ts'
import { testDatabase } from '../support/database.ts'
import { type Answer, type Door, hiddenFields, openDoor, Visitor } from './visitor.ts'

let door: Door
let world: Club
beforeAll(testDatabase)
beforeAll(async () => {
  world = await smallClub()
  door = await openDoor()
  return door.close
})
beforeEach(() => at('2026-03-12T14:00:00'))
afterAll(() => setClock(null))

const who = (n: number) => ({ lastName: 'Sawadogo', firstName: word(n), programme: 'Statistique', level: 'L2' })
const word = (n: number): string => [...String(n)].map((digit) => 'abcdefghij'[Number(digit)]).join('')
const json = { accept: 'application/json' }
const count = (activityId: string) => prisma().attendance.count({ where: { activityId } })

/** A phone that opens the page, types the code and is handed the form. */
async function opened(slug: string, code: string): Promise<{ visitor: Visitor; form: Answer; path: string }> {
  const visitor = new Visitor(door)
  const form = await visitor.submit(`/e/${slug}`, { code })
  return { visitor, form, path: `/e/${slug}/presence` }
}

describe('The page of the participant', () => {
  it('works without a script: a code, a form, a receipt', async () => {
    const activity = await running(world)
    const { visitor, form, path } = await opened(
      activity.slug,
      `${activity.code.slice(0, 3)} ${activity.code.slice(3)}`,
    )
    expect(form.status).toBe(200)
    expect(form.text).toContain('Atelier Python')
    const receipt = await visitor.post(path, { ...hiddenFields(form.text), ...who(1), rating: '5', showsName: '1' })
    expect(receipt.status).toBe(200)
    expect(receipt.text).toMatch(/Reçu à 14:00/)
    const row = await prisma().attendance.findFirstOrThrow({
      where: { activityId: activity.id },
      include: { participant: true },
    })
    expect(receipt.text).toContain(row.receipt)
    expect(row).toMatchObject({
      rating: 5,
      status: 'confirmed',
      participant: { showsName: true, acceptsPhotos: false },
    })
  })

  it('opens by the QR, whose token stands behind the # and is sent by the page', async () => {
    const activity = await running(world)
    const { form } = await (async () => {
      const visitor = new Visitor(door)
      return { form: await visitor.submit(`/presence/${activity.id}`, { room: activity.room }) }
    })()
    expect(form.text).toContain('name="grant"')
    expect(form.text).toContain(`action="/presence/${activity.id}/presence"`)
  })

  it('shows no form to a wrong code, an expired one, nor to nobody', async () => {
    const activity = await running(world)
    const wrong = await opened(activity.slug, activity.code === '000001' ? '000002' : '000001')
    expect(wrong.form.status).toBe(422)
    at('2026-03-12T17:00:00')
    const late = await opened(activity.slug, activity.code)
    expect(late.form.status).toBe(410)
    expect(late.form.text).toContain('Ce code a expiré')
    for (const { form } of [wrong, late]) expect(form.text).not.toContain('name="grant"')
  })

  it('is the same page at an address that leads nowhere, with the same words for its codes', async () => {
    const activity = await running(world)
    const shape = ({ text }: Answer) => text.replaceAll(/nonce="[^"]*"|name="did" value="[^"]*"|\/e\/\w+/g, '')
    const [known, unknown] = await Promise.all(
      ['/e/ZZZZZZZ', `/e/${activity.slug}`].map((path) => new Visitor(door).get(path)),
    )
    expect(known && unknown && shape(known) === shape(unknown)).toBe(true)
    const wrong = activity.code === '000001' ? '000002' : '000001'
    const answers = await Promise.all(['ZZZZZZZ', activity.slug].map((slug) => opened(slug, wrong)))
    expect(new Set(answers.map(({ form }) => shape(form))).size).toBe(1)
  })

  it('keeps what was typed when something is wrong, and offers the namesake’s way', async () => {
    const activity = await running(world)
    const first = await opened(activity.slug, activity.code)
    await first.visitor.post(first.path, { ...hiddenFields(first.form.text), ...who(2) })
    const { visitor, form, path } = await opened(activity.slug, activity.code)
    const bad = await visitor.post(path, {
      ...hiddenFields(form.text),
      ...who(2),
      lastName: 'Awa 🎉',
      suggestion: 'Plus de pratique',
    })
    expect(bad.status).toBe(422)
    expect(bad.text).toContain('sans chiffre ni émoji')
    expect(bad.text).toContain('Plus de pratique')
    const taken = await visitor.post(path, { ...hiddenFields(bad.text), ...who(2) })
    expect(taken.status).toBe(409)
    expect(taken.text).toContain('déjà enregistré(e) à 14:00')
    expect(taken.text).toContain('<details id="namesake" open>')
    const other = await visitor.post(path, { ...hiddenFields(taken.text), ...who(2), namesake: '4512' })
    expect(other.text).toContain('l’organisateur la confirmera')
    expect(await count(activity.id)).toBe(2)
  })

  it('speaks English to whoever asks', async () => {
    const page = await new Visitor(door).get('/e/ABCDEFG?lang=en')
    expect(page.text).toContain('Six-digit code')
    expect(page.text).not.toContain('Marquer ma présence')
  })
})

describe('The door of the page', () => {
  it('T9: looked at by fifty bots, nothing moves', async () => {
    const activity = await running(world)
    const { form } = await opened(activity.slug, activity.code)
    const before = await prisma().attendanceGrant.findMany({ orderBy: { id: 'asc' } })
    const paths = Array.from({ length: 50 }, (_, i) => (i % 2 ? `/e/${activity.slug}` : `/presence/${activity.id}`))
    const seen = await Promise.all(paths.map((path) => new Visitor(door).get(path)))
    expect(new Set(seen.map(({ status }) => status))).toEqual(new Set([200]))
    const { grant = '', idem = '' } = hiddenFields(form.text)
    await new Visitor(door).get(`/e/${activity.slug}/presence?grant=${grant}&idem=${idem}&lastName=A`)
    expect(await prisma().attendanceGrant.findMany({ orderBy: { id: 'asc' } })).toEqual(before)
    expect(await count(activity.id)).toBe(0)
  })

  it('a presence that no code opened is refused, and the history of the activity says it was tried', async () => {
    const activity = await running(world)
    const visitor = new Visitor(door)
    const forgeries: Record<string, string>[] = [
      {},
      { grant: 'A'.repeat(22), idem: '0190a000-0000-7000-8000-000000000001' },
      { grant: 'x', idem: 'y' },
    ]
    for (const forged of forgeries) {
      const answer = await visitor.post(`/e/${activity.slug}/presence`, { ...who(3), ...forged })
      expect(answer.status).toBe(403)
    }
    expect(await count(activity.id)).toBe(0)
    expect(await prisma().event.count({ where: { recordId: activity.id, verb: 'refusePresence' } })).toBe(3)
  })

  it('refuses a form that another site made a browser send', async () => {
    const activity = await running(world)
    const { visitor, form, path } = await opened(activity.slug, activity.code)
    const foreign = { 'sec-fetch-site': 'cross-site', origin: 'https://evil.example' }
    const fields = { ...hiddenFields(form.text), ...who(4) }
    expect((await visitor.post(path, fields, foreign)).status).toBe(403)
    expect((await visitor.post(`/e/${activity.slug}`, { code: activity.code }, foreign)).status).toBe(403)
    expect(await count(activity.id)).toBe(0)
    expect((await visitor.post(path, fields)).status).toBe(200)
  })

  it('answers a script in its own words: the receipt, and twice the same', async () => {
    const activity = await running(world)
    const { visitor, form, path } = await opened(activity.slug, activity.code)
    const fields = { ...hiddenFields(form.text), ...who(5), at: String(now().getTime()) }
    const [first, second] = [await visitor.post(path, fields, json), await visitor.post(path, fields, json)]
    expect(JSON.parse(first.text)).toEqual(JSON.parse(second.text))
    expect(JSON.parse(first.text)).toMatchObject({
      head: 'Reçu à 14:00',
      receipt: expect.stringMatching(/^[0-9A-Z]{4}-[0-9A-Z]{4}$/),
    })
    const other = await visitor.post(path, { ...fields, ...who(6), idem: '0190a000-0000-7000-8000-000000000009' }, json)
    expect([other.status, JSON.parse(other.text).code]).toEqual([409, 'grant_used'])
  })

  it('says how long to wait after five wrong codes, to that phone alone', async () => {
    const activity = await running(world)
    const [guesser, neighbour] = [new Visitor(door), new Visitor(door)]
    const code = activity.code === '000001' ? '000002' : '000001'
    await guesser.get(`/e/${activity.slug}`)
    for (let i = 0; i < 5; i++) await guesser.post(`/e/${activity.slug}`, { code })
    const sixth = await guesser.post(`/e/${activity.slug}`, { code: activity.code })
    expect([sixth.status, sixth.headers.get('retry-after')]).toEqual([429, '30'])
    expect(sixth.text).toContain('dans 30 s')
    expect((await neighbour.submit(`/e/${activity.slug}`, { code: activity.code })).status).toBe(200)
  })

  it('a name that we did not give a browser is no phone: its wrong codes are counted by address', async () => {
    const activity = await running(world)
    const code = activity.code === '000001' ? '000002' : '000001'
    const answers: number[] = []
    for (let i = 0; i < 22; i++) {
      const visitor = new Visitor(door)
      visitor.cookies.set('did', `made-up-${i}.deadbeef`)
      answers.push((await visitor.post(`/e/${activity.slug}`, { code }, { 'user-agent': 'one browser' })).status)
    }
    expect(answers.slice(0, 20)).toEqual(Array.from({ length: 20 }, () => 422))
    expect(answers.slice(20)).toEqual([429, 429])
  })

  it('opens nothing of an activity that was never started', async () => {
    const { id } = await planned(world.club.id)
    expect((await new Visitor(door).submit(`/presence/${id}`, { code: '482913' })).status).toBe(422)
  })

  it('bears its own headers: nothing kept, no referrer, no script nor style but its own', async () => {
    const page = await new Visitor(door).get('/e/ABCDEFG')
    expect(page.headers.get('cache-control')).toBe('no-store')
    expect(page.headers.get('referrer-policy')).toBe('no-referrer')
    const policy = page.headers.get('content-security-policy') ?? ''
    expect(policy).toMatch(/script-src 'nonce-[^']+';/)
    expect(policy).toMatch(/style-src 'nonce-[^']+';/)
    expect(policy).not.toContain('unsafe')
    expect(page.headers.getSetCookie().find((cookie) => cookie.startsWith('did='))).toMatch(/HttpOnly; SameSite=Lax/)
  })
})

describe('The budget of the page', () => {
  it('each page is 12 kB at most, all in one answer, and its scripts 4 kB compressed', async () => {
    const activity = await running(world, { theme: 'Atelier Python pour celles et ceux qui débutent, deuxième séance' })
    const { visitor, form, path } = await opened(activity.slug, activity.code)
    const code = await visitor.get(`/e/${activity.slug}`)
    const receipt = await visitor.post(path, { ...hiddenFields(form.text), ...who(7) })
    let whole = 0
    for (const { text } of [code, form, receipt]) {
      const bytes = Buffer.byteLength(text)
      whole += bytes
      expect(bytes).toBeLessThanOrEqual(12 * 1024)
      // One request: nothing else is fetched
      expect(text).not.toMatch(/<(img|link rel="stylesheet"|script src|iframe|link rel="preload")/)
      expect(text).not.toMatch(/url\(|@import|https?:\/\//)
      const scripts = [...text.matchAll(/<script[^>]*>([\s\S]*?)<\/script>/g)].map(([, inner]) => inner).join('')
      expect(gzipSync(scripts).length).toBeLessThanOrEqual(4 * 1024)
    }
    expect(whole).toBeLessThanOrEqual(30 * 1024)
  })
})

describe('T3, small: a room behind one address', () => {
  it('forty phones, one in six mistyping first: forty presences, nobody refused', async () => {
    setClock(null)
    const activity = await running(world)
    const { code } = await onScreen(activity.id)
    const wrong = code === '000001' ? '000002' : '000001'
    const statuses: number[] = []
    await Promise.all(
      Array.from({ length: 40 }, async (_, i) => {
        const visitor = new Visitor(door)
        await visitor.get(`/e/${activity.slug}`)
        if (i % 6 === 0) statuses.push((await visitor.post(`/e/${activity.slug}`, { code: wrong })).status)
        const form = await visitor.post(`/e/${activity.slug}`, { code })
        const sent = await visitor.post(`/e/${activity.slug}/presence`, { ...hiddenFields(form.text), ...who(100 + i) })
        statuses.push(form.status, sent.status)
      }),
    )
    expect(statuses.filter((status) => status === 422)).toHaveLength(7)
    expect(statuses.filter((status) => status === 200)).toHaveLength(80)
    expect(statuses).toHaveLength(87)
    expect(await count(activity.id)).toBe(40)
    await does(world.lead, 'countHeads', activity.id, { headcount: 40 })
  })
})
