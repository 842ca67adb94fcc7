import { beforeAll, describe, expect, it } from 'vitest'
import { type Context, loadActor } from '../../src/access/actor.ts'
import '../../src/domain/index.ts'
import { feedsOf, revokeFeed, subscribe } from '../../src/domain/core/calendar-feed.ts'
import { dayOf, later, now } from '../../src/platform/clock.ts'
import { sha256 } from '../../src/platform/crypto.ts'
import { prisma } from '../../src/platform/db.ts'
import { day, refusalOf, smallSchool, type World } from '../domain/internships/world.ts'
import { testDatabase } from '../support/database.ts'
import { type Door, openDoor, type Someone, someone } from './visitor.ts'

beforeAll(testDatabase)

let door: Door
let school: World
let student: Someone
let other: Someone

const dayIn = (days: number) => dayOf(later(now(), { days }), 'UTC')

beforeAll(async () => {
  school = await smallSchool({ closesOn: day(dayIn(4)) })
  const company = await school.company()
  student = await someone(['student'])
  other = await someone(['student'])
  for (const [who, subject] of [
    [student, 'sien'],
    [other, 'autre'],
  ] as const) {
    const enrolled = await prisma().student.create({
      data: { matricule: `F-${subject}`, personId: who.personId, cohortId: school.cohort.id },
    })
    await prisma().person.update({
      where: { id: who.personId },
      data: { lastName: `Nom-${subject}, très long; et accentué` },
    })
    const placement = { studentId: enrolled.id, campaignId: school.campaign.id, companyId: company.id }
    const { id } = await prisma().placement.create({
      data: { ...placement, status: 'ongoing', startsOn: day(dayIn(-5)) },
    })
    await prisma().deliverable.create({
      data: { placementId: id, kind: 'report', dueOn: day(dayIn(3)), status: 'expected' },
    })
    const startsAt = later(now(), { days: 6 })
    const defense = { startsAt, endsAt: later(startsAt, { minutes: 45 }), status: 'planned' as const }
    await prisma().defense.create({ data: { placementId: id, ...defense } })
  }
  door = await openDoor()
  return door.close
})

async function as({ accountId }: Someone): Promise<Context> {
  const actor = await loadActor(accountId)
  if (!actor) throw new Error('no open account')
  return { actor, now: now(), requestId: 'test', ip: null, readOnly: false }
}

const fetched = (token: string, init: RequestInit = {}) => fetch(`${door.url}/calendar/${token}.ics`, init)

type Entry = Record<string, string>

/** The file as a telephone reads it: lines unfolded, then one record of properties an event. */
function parsed(text: string): Entry[] {
  const lines = text.replaceAll('\r\n ', '').split('\r\n')
  const events: Entry[] = []
  for (const line of lines) {
    const cut = line.indexOf(':')
    if (line === 'BEGIN:VEVENT') events.push({})
    else if (cut > 0) Object.assign(events.at(-1) ?? {}, { [line.slice(0, cut)]: line.slice(cut + 1) })
  }
  return events
}

const saying = (events: Entry[], what: string) => events.filter(({ SUMMARY = '' }) => SUMMARY.startsWith(what))

describe('A calendar link', () => {
  it('that nobody was given, or that is malformed, is missing', async () => {
    for (const token of ['x'.repeat(43), 'short', '%00', '..%2f..%2fetc', `${'a'.repeat(43)}.ics`]) {
      const answer = await fetched(token)
      expect([token, answer.status]).toEqual([token, 404])
    }
  })

  it('gives its owner’s agenda, and nothing of another’s', async () => {
    const text = await (await fetched(await subscribe(await as(student)))).text()
    const events = parsed(text)
    expect(saying(events, 'Livrable à remettre')).toHaveLength(1)
    expect(saying(events, 'Soutenance')).toHaveLength(1)
    expect(saying(events, 'Début de stage')).toHaveLength(1)
    expect(saying(events, 'Clôture des candidatures')).toHaveLength(1)
    expect(text.replaceAll('\r\n ', '')).not.toContain('Nom-autre')
    expect(text.replaceAll('\r\n ', '')).toContain('Nom-sien')
  })

  it('opens a file that calendars understand: whole days end the day after, instants are in UTC, lines are folded', async () => {
    const token = await subscribe(await as(student))
    const answer = await fetched(token)
    expect(answer.headers.get('content-type')).toBe('text/calendar; charset=utf-8')
    expect(answer.headers.get('set-cookie')).toBeNull()
    const text = await answer.text()
    expect(text.startsWith('BEGIN:VCALENDAR\r\nVERSION:2.0\r\n')).toBe(true)
    expect(text.trimEnd().endsWith('END:VCALENDAR')).toBe(true)
    for (const line of text.split('\r\n')) expect(Buffer.byteLength(line)).toBeLessThanOrEqual(75)
    const events = parsed(text)
    const [due] = saying(events, 'Livrable à remettre')
    expect(due?.['DTSTART;VALUE=DATE']).toBe(dayIn(3).replaceAll('-', ''))
    expect(due?.['DTEND;VALUE=DATE']).toBe(dayIn(4).replaceAll('-', ''))
    const [defense] = saying(events, 'Soutenance')
    expect(defense?.DTSTART).toMatch(/^\d{8}T\d{6}Z$/)
    expect(defense?.DTEND).toMatch(/^\d{8}T\d{6}Z$/)
    expect(defense?.SUMMARY).toContain('\\, très long\\; et accentué')
    expect(new Set(events.map(({ UID }) => UID)).size).toBe(events.length)
    const again = parsed(await (await fetched(token)).text())
    expect(again.map(({ UID }) => UID)).toEqual(events.map(({ UID }) => UID))
  })

  it('is fetched once while nothing changes', async () => {
    const token = await subscribe(await as(other))
    const tag = (await fetched(token)).headers.get('etag') ?? ''
    const again = await fetched(token, { headers: { 'if-none-match': tag } })
    expect([again.status, await again.text()]).toEqual([304, ''])
    await prisma().deliverable.updateMany({ data: { dueOn: day(dayIn(8)) } })
    expect((await fetched(token, { headers: { 'if-none-match': tag } })).status).toBe(200)
  })

  it('is only read: any other method is refused, known link or not', async () => {
    const [feed] = await feedsOf(await as(student))
    expect(feed).toBeDefined()
    for (const method of ['HEAD', 'POST']) {
      const answer = await fetched('x'.repeat(43), { method, headers: { 'sec-fetch-site': 'same-origin' } })
      expect([method, answer.status]).toEqual([method, 405])
    }
  })

  it('keeps nothing of its token but a digest, and says when it was last read', async () => {
    const who = await someone(['student'])
    const token = await subscribe(await as(who))
    const [row] = await prisma().calendarFeed.findMany({ where: { personId: who.personId } })
    expect([row?.tokenHash, row?.lastUsedAt]).toEqual([sha256(token), null])
    expect(Buffer.from(token, 'base64url').length).toBe(32)
    await fetched(token)
    expect((await feedsOf(await as(who)))[0]?.lastUsedAt).toBeInstanceOf(Date)
    const events = await prisma().event.findMany({ where: { recordId: who.personId } })
    expect(JSON.stringify(events)).not.toContain(token)
  })

  it('once revoked is the same 404 as a link that never was', async () => {
    const token = await subscribe(await as(other))
    const [feed] = await feedsOf(await as(other))
    expect((await refusalOf(revokeFeed(await as(student), feed?.id ?? ''))).status).toBe(404)
    expect((await fetched(token)).status).toBe(200)
    await revokeFeed(await as(other), feed?.id ?? '')
    await expectMissing(token)
    expect((await refusalOf(revokeFeed(await as(other), feed?.id ?? ''))).status).toBe(404)
  })

  it('of a closed account is the same 404, and follows a role that is taken away', async () => {
    const token = await subscribe(await as(other))
    await prisma().roleAssignment.deleteMany({ where: { personId: other.personId } })
    expect(parsed(await (await fetched(token)).text())).toEqual([])
    await prisma().account.update({ where: { id: other.accountId }, data: { status: 'disabled' } })
    await expectMissing(token)
  })

  it('stops answering whoever asks every second, and nobody has more than five', async () => {
    const who = await someone(['student'])
    const token = await subscribe(await as(who))
    const statuses: number[] = []
    for (let turn = 0; turn < 61; turn++) statuses.push((await fetched(token)).status)
    expect([statuses.filter((status) => status === 200).length, statuses.at(-1)]).toEqual([60, 429])
    for (let held = 1; held < 5; held++) await subscribe(await as(who))
    expect((await refusalOf(subscribe(await as(who)))).code).toBe('too_many_feeds')
  })
})

async function expectMissing(token: string): Promise<void> {
  const [gone, never] = [await fetched(token), await fetched('z'.repeat(43))]
  expect([gone.status, await gone.text()]).toEqual([404, await never.text()])
  const plain = (headers: Headers) => [...headers.keys()].filter((name) => name !== 'date').sort()
  expect(plain(gone.headers)).toEqual(plain(never.headers))
}
