import { randomUUID } from 'node:crypto'
import { afterEach, beforeAll, describe, expect, test } from 'vitest'
import { system } from '../../src/access/actor.ts'
import { linkActor } from '../../src/access/link-actor.ts'
import { find, list } from '../../src/access/select.ts'
import '../../src/domain/index.ts'
import { issueLink, revokeLinks } from '../../src/domain/internships/access-link.ts'
import { now, setClock } from '../../src/platform/clock.ts'
import { config } from '../../src/platform/config.ts'
import { prisma, transaction } from '../../src/platform/db.ts'
import { at, day, smallSchool } from '../domain/internships/world.ts'
import { testDatabase } from '../support/database.ts'
import { type Door, openDoor, Visitor } from './visitor.ts'

let door: Door
beforeAll(testDatabase)
beforeAll(async () => {
  door = await openDoor()
  return door.close
})
afterEach(() => setClock(null))

const SHA = 'a'.repeat(64)

/** An agreement being signed: the company tutor’s turn, then the student’s; each line with its link. */
async function circuit() {
  const world = await smallSchool()
  const [student, house] = [await world.student(), await world.company()]
  const placement = await prisma().placement.create({
    data: {
      ...{ studentId: student.id, companyId: house.id, campaignId: world.campaign.id, contactId: house.contactId },
      ...{ schoolTutorId: world.schoolTutor.actor.personId, status: 'confirmed' },
      ...{ startsOn: day('2026-03-02'), endsOn: day('2026-08-28') },
    },
  })
  const number = `C-${randomUUID()}`
  const agreement = await prisma().agreement.create({ data: { placementId: placement.id, status: 'signing', number } })
  const version = await prisma().agreementVersion.create({
    data: { agreementId: agreement.id, number: 1, snapshot: {}, sha256: SHA },
  })
  const base = { agreementId: agreement.id, versionId: version.id }
  const mine = { personId: house.actor.personId, name: 'Tutrice', email: house.actor.email }
  const turn = await prisma().signatory.create({
    data: { ...base, ...mine, capacity: 'company_tutor', order: 1, status: 'turn' },
  })
  const theirs = { personId: student.personId, name: 'Étudiante', email: student.actor.email }
  const waiting = await prisma().signatory.create({ data: { ...base, ...theirs, capacity: 'student', order: 2 } })
  return { agreement, house, student, placement, turn, waiting, link: await linkTo(turn.id, house) }
}

async function linkTo(
  recordId: string,
  to: { actor: { email: string }; contactId?: string },
  days = 30,
): Promise<string> {
  const asked = { purpose: 'sign', contactId: to.contactId ?? null, recipient: to.actor.email, days } as const
  const url = await transaction((tx) => issueLink(tx, system('essai'), { ...asked, noun: 'Signatory', recordId }))
  return url.slice(config.publicUrl.length)
}

const everything = async () => {
  const [links, lines, agreements, events] = await Promise.all([
    prisma().accessLink.findMany({ orderBy: { id: 'asc' } }),
    prisma().signatory.findMany({ orderBy: { id: 'asc' } }),
    prisma().agreement.findMany({ orderBy: { id: 'asc' } }),
    prisma().event.count(),
  ])
  return JSON.stringify([links, lines, agreements, events])
}

const lineNow = (id: string) => prisma().signatory.findUniqueOrThrow({ where: { id } })
const sign = { does: 'sign', read: 'true', sha256: SHA }

describe('a link to sign', () => {
  test('keeps only the hash of its token', async () => {
    const { link } = await circuit()
    const kept = JSON.stringify(await prisma().accessLink.findMany())
    expect(link).toMatch(/^\/link\/[\w-]{43}$/)
    expect(kept).not.toContain(link.slice('/link/'.length))
  })

  test('opened by a scanner, by GET or HEAD, with whatever in its address, changes nothing', async () => {
    const { link } = await circuit()
    const before = await everything()
    const scanner = new Visitor(door)
    for (const path of [link, `${link}?does=sign&read=true&sha256=${SHA}`, `${link}?lang=en`, `${link}/document`])
      for (const method of ['GET', 'HEAD']) await scanner.send(path, { method })
    expect(await everything()).toBe(before)
    const bare = await fetch(`${door.url}${link}`, {
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: new URLSearchParams(sign),
    })
    expect(bare.status).toBe(403)
    expect(await everything()).toBe(before)
  })

  test('signs by its form, records how, and is used from then on; a second time it says so', async () => {
    const { link, turn, house } = await circuit()
    const visitor = new Visitor(door)
    const page = await visitor.get(link)
    expect(page.headers.get('cache-control')).toBe('no-store')
    expect(page.headers.get('referrer-policy')).toBe('no-referrer')
    expect((await visitor.submit(link, { ...sign, read: '' })).status).toBe(422)
    expect((await visitor.submit(link, { ...sign, sha256: 'b'.repeat(64) })).status).toBe(409)
    expect((await lineNow(turn.id)).status).toBe('turn')
    expect((await visitor.submit(link, sign)).status).toBe(303)
    const signed = await lineNow(turn.id)
    expect(signed).toMatchObject({ status: 'signed', method: 'link', sha256: SHA })
    expect(signed.ip).toBeTruthy()
    const event = await prisma().event.findFirst({ where: { verb: 'sign', recordId: turn.agreementId ?? '' } })
    expect(event).toMatchObject({ actorId: house.actor.personId, role: 'company_tutor' })
    expect((await visitor.submit('/forgot', sign, link)).status).toBe(409)
    expect((await visitor.get(link)).text).toContain('Vous avez signé')
  })

  test('out of turn says « pas encore votre tour » and signs nothing', async () => {
    const { waiting, student } = await circuit()
    const link = await linkTo(waiting.id, student)
    const visitor = new Visitor(door)
    expect((await visitor.get(link)).text).toContain('pas encore votre tour')
    const answer = await visitor.submit('/forgot', sign, link)
    expect(answer.status).toBe(409)
    expect(answer.text).toContain('pas encore votre tour')
    expect((await lineNow(waiting.id)).status).toBe('waiting')
  })

  test('unknown, malformed and revoked are one page', async () => {
    const { link, turn } = await circuit()
    await transaction((tx) => revokeLinks(tx, system('essai'), 'Signatory', [turn.id]))
    const visitor = new Visitor(door)
    const paths = [link, `/link/${'x'.repeat(43)}`, '/link/court']
    const pages = await Promise.all(paths.map((path) => visitor.get(path)))
    const bare = pages.map((page, i) =>
      page.text.replaceAll(paths[i] ?? '', '').replace(/[0-9a-f-]{36}|nonce="[^"]*"/g, ''),
    )
    expect(pages.map((page) => page.status)).toEqual([404, 404, 404])
    expect(new Set(bare).size).toBe(1)
    expect((await visitor.submit('/login', {}).then(() => visitor.send(link, { method: 'POST' }))).status).toBe(404)
  })

  test('a refusal wants its reason, and stops the circuit', async () => {
    const { link, agreement } = await circuit()
    const visitor = new Visitor(door)
    expect((await visitor.submit(link, { does: 'refuse', reason: ' ' })).status).toBe(422)
    expect((await visitor.submit(link, { does: 'refuse', reason: 'Dates fausses' })).status).toBe(303)
    expect((await prisma().agreement.findUniqueOrThrow({ where: { id: agreement.id } })).status).toBe(
      'signature_refused',
    )
  })
})

describe('an expired link', () => {
  const expired = async (link: string) => {
    const start = now().getTime()
    setClock(() => new Date(start + 31 * 86_400_000))
    return link
  }
  const renewals = (recipient: string) =>
    prisma().mailDelivery.count({ where: { template: 'accessLink.renew', recipient } })

  test('is renewed to the same address, once a quarter of an hour, and does not sign', async () => {
    const { link, house, turn } = await circuit()
    await expired(link)
    const visitor = new Visitor(door)
    expect((await visitor.get(link)).status).toBe(410)
    expect((await visitor.submit(link, { ...sign, email: 'autre@test.example' })).text).toContain(
      'Regardez vos messages',
    )
    expect(await renewals(house.actor.email)).toBe(1)
    expect((await lineNow(turn.id)).status).toBe('turn')
    expect((await visitor.submit(link, {})).status).toBe(409)
    expect(await renewals(house.actor.email)).toBe(1)
    const mail = await prisma().mailDelivery.findFirstOrThrow({ where: { recipient: house.actor.email } })
    const fresh = new RegExp(`${config.publicUrl}(/link/[\\w-]{43})`).exec(mail.text)?.[1] ?? ''
    expect((await visitor.submit(fresh, sign)).status).toBe(303)
  })

  test('is never renewed once its line is signed', async () => {
    const { link, house } = await circuit()
    await new Visitor(door).submit(link, sign)
    await expired(link)
    expect((await new Visitor(door).submit(link, {})).status).toBe(409)
    expect(await renewals(house.actor.email)).toBe(0)
  })
})

describe('whoever acts by a link', () => {
  test('reaches the records it names and the rows of that contact, and nothing else', async () => {
    at('2026-02-02T10:00:00')
    const [one, other] = [await circuit(), await circuit()]
    const named = await linkActor(one.house.contactId, [{ model: 'Agreement', id: one.agreement.id }])
    if (!named) throw new Error('no actor')
    const ctx = { actor: named, now: now(), requestId: randomUUID(), ip: null, readOnly: true }
    expect((await list(ctx, 'Agreement')).map((row) => row.id)).toEqual([one.agreement.id])
    expect(await find(ctx, 'Agreement', other.agreement.id)).toBeNull()
    expect(await list(ctx, 'Placement')).toEqual([])
    expect(await list(ctx, 'Company')).toEqual([])
    const all = await linkActor(one.house.contactId, null)
    if (!all) throw new Error('no actor')
    expect((await list({ ...ctx, actor: all }, 'Placement')).map((row) => row.id)).toEqual([one.placement.id])
    await prisma().companyContact.update({ where: { id: one.house.contactId }, data: { isActive: false } })
    expect(await linkActor(one.house.contactId, null)).toBeNull()
    expect((await new Visitor(door).submit(one.link, sign)).status).toBe(404)
    expect((await lineNow(one.turn.id)).status).toBe('turn')
  })
})

describe('the page that checks a document', () => {
  test('says version and signatures without a name; an unknown code has the same shape', async () => {
    const { agreement, house } = await circuit()
    const code = '22222-33333-44444-55555'
    await prisma().agreementVersion.create({
      data: { agreementId: agreement.id, number: 2, snapshot: {}, sha256: 'c'.repeat(64), verifyCode: code },
    })
    await prisma().agreement.update({ where: { id: agreement.id }, data: { currentVersion: 2 } })
    const visitor = new Visitor(door)
    const [known, unknown] = [
      await visitor.get(`/verify/${code}`),
      await visitor.get('/verify/22222-33333-44444-55556'),
    ]
    expect(known.text).toContain('Document authentique, v2, signé 0/2')
    expect(known.text).not.toContain('Tutrice')
    expect(known.text).not.toContain(house.name)
    expect([known.status, unknown.status]).toEqual([200, 404])
    const shape = (text: string) => (text.match(/<(main|h1|dl|form)\b/g) ?? []).join()
    expect(shape(unknown.text)).toBe(shape(known.text))
  })
})
