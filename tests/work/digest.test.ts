import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { registerJobs } from '../../jobs/main.ts'
import { schedules } from '../../jobs/schedule.ts'
import { sendDigests } from '../../src/domain/core/digest.ts'
import '../../src/domain/index.ts'
import { schoolDay } from '../../src/kit/calendar.ts'
import { leaveNotice } from '../../src/kit/notice.ts'
import { atSchool, now, setClock } from '../../src/platform/clock.ts'
import { config } from '../../src/platform/config.ts'
import { databaseUrl, prisma, transaction } from '../../src/platform/db.ts'
import { drainQueue } from '../../src/platform/queue.ts'
import { tick } from '../../src/platform/schedule.ts'
import { form, type Inside, inside, openDesk } from '../admin/opened-desk.ts'
import { act, forwarded, smallSchool } from '../domain/internships/world.ts'
import { type Door, someone } from '../http/visitor.ts'
import { testDatabase } from '../support/database.ts'
import { run } from '../support/process.ts'

beforeAll(testDatabase)
let door: Door
beforeAll(async () => {
  registerJobs()
  door = await openDesk()
})
afterAll(() => setClock(null))
afterAll(() => door.close())

const MONDAY = '2026-03-02'
const at = (wallClock: string) => setClock(() => atSchool(wallClock, config.schoolTz))
const digests = schedules.filter((schedule) => schedule.name === 'notice.digest')
const mailsTo = (recipient: string) =>
  prisma().mailDelivery.findMany({
    where: { recipient, template: 'notification.digest' },
    orderBy: { createdAt: 'asc' },
  })

const told = (personId: string, title: string) => {
  const notice = {
    personId,
    eventId: randomUUID(),
    title,
    body: null,
    href: '/admin/resources/Offer',
    createdAt: now(),
  }
  return transaction((tx) => leaveNotice(tx, notice))
}

async function reader(pace: 'immediate' | 'daily' | 'never', locale = 'fr') {
  const who = await someone(['internship_officer'])
  await prisma().account.update({ where: { id: who.accountId }, data: { locale } })
  await prisma().notificationPreference.create({ data: { personId: who.personId, pace } })
  return who
}

describe('The digest', () => {
  it('leaves at 07:30 on a working day, once, with what is unread and nothing else', async () => {
    at(`${MONDAY}T07:00`)
    const who = await reader('daily')
    await told(who.personId, 'Offre à relire')
    await told(who.personId, 'Déjà lue')
    await prisma().notification.updateMany({ where: { title: 'Déjà lue' }, data: { readAt: now() } })
    expect(await tick(digests)).toEqual([])
    at(`${MONDAY}T07:31`)
    expect(await tick(digests)).toEqual([`notice.digest ${MONDAY}`])
    await tick(digests)
    await sendDigests(MONDAY)
    const [mail, ...more] = await mailsTo(who.email)
    expect(more).toEqual([])
    expect(mail?.subject).toBe('Votre résumé du jour : 1 nouveauté')
    expect(mail?.text).toContain('Offre à relire')
    expect(mail?.text).not.toContain('Déjà lue')
    expect(mail?.text).toContain('/admin/pages/preferences')
  })

  it('never repeats itself: the next day holds only what is new, and nothing leaves when nothing is', async () => {
    at('2026-03-03T07:00')
    const who = await reader('daily', 'en')
    await told(who.personId, 'Offer to review')
    at('2026-03-03T07:31')
    await tick(digests)
    at('2026-03-04T07:31')
    await tick(digests)
    await told(who.personId, 'Second offer')
    at('2026-03-05T07:31')
    await tick(digests)
    const mails = await mailsTo(who.email)
    expect(mails.map((mail) => mail.subject)).toEqual([
      'Your daily digest: 1 news item',
      'Your daily digest: 1 news item',
    ])
    expect(mails[1]?.text).toContain('Second offer')
    expect(mails[1]?.text).not.toContain('Offer to review')
  })

  it('says nothing on Saturday, and Monday holds the week-end', async () => {
    at('2026-03-07T08:00')
    const who = await reader('daily')
    await told(who.personId, 'Samedi')
    expect(await tick(digests)).not.toContain('notice.digest 2026-03-07')
    expect(await mailsTo(who.email)).toEqual([])
    at('2026-03-09T07:31')
    await tick(digests)
    expect((await mailsTo(who.email))[0]?.text).toContain('Samedi')
  })

  it('after an outage of three days is one mail, not three', async () => {
    at('2026-03-10T07:31')
    await tick(digests)
    const who = await reader('daily')
    await told(who.personId, 'Avant la panne')
    at('2026-03-13T09:00')
    await tick(digests)
    expect(await mailsTo(who.email)).toHaveLength(1)
  })

  it('is nobody’s who did not ask for it, nor a closed account’s', async () => {
    at('2026-03-16T07:00')
    const [atOnce, never, gone] = [await reader('immediate'), await reader('never'), await reader('daily')]
    for (const who of [atOnce, never, gone]) await told(who.personId, 'Rien')
    await prisma().account.update({ where: { id: gone.accountId }, data: { status: 'disabled' } })
    at('2026-03-16T07:31')
    await tick(digests)
    for (const who of [atOnce, never, gone]) expect(await mailsTo(who.email)).toEqual([])
  })

  it('of a worker killed twice in the middle, and two at once, is exactly one mail each', async () => {
    setClock(null)
    const people = []
    for (let n = 0; n < 30; n++) people.push(await reader('daily'))
    for (const who of people) await told(who.personId, 'Une fois')
    const env = { DATABASE_URL: databaseUrl(), DATA_DIR: config.dataDir }
    const written = () =>
      prisma().mailDelivery.count({ where: { eventKey: { startsWith: `digest:${schoolDay(now())}` } } })
    for (const goal of [3, 12]) {
      const worker = run('tests/support/programs/digester.ts', env)
      for (let tries = 0; tries < 1_000 && (await written()) < goal; tries++)
        await new Promise((done) => setTimeout(done, 10))
      worker.child.kill('SIGKILL')
      await worker.ended
    }
    const last = [run('tests/support/programs/digester.ts', env), run('tests/support/programs/digester.ts', env)]
    for (const worker of last) await worker.ended
    for (const who of people) expect(await mailsTo(who.email)).toHaveLength(1)
    const unsent = await prisma().notification.count({ where: { title: 'Une fois', mailedAt: null } })
    expect(unsent).toBe(0)
  })
})

describe('The pace that somebody chose', () => {
  it('holds back what is only told, never what a rule requires, which says so', async () => {
    at('2026-01-05T10:00')
    const world = await smallSchool()
    const [awa, house] = [await world.student(), await world.company()]
    await prisma().account.create({ data: { personId: awa.personId, email: awa.actor.email, status: 'active' } })
    await prisma().notificationPreference.create({ data: { personId: awa.personId, pace: 'daily' } })
    const id = await forwarded(world, awa, (await house.offer()).id)
    await act(house, 'Candidature', 'interview', id, { interviewAt: '2026-01-08T14:00:00Z' })
    await act(house, 'Candidature', 'propose', id)
    await drainQueue()
    const mails = await prisma().mailDelivery.findMany({ where: { recipient: awa.actor.email } })
    expect(mails.map((mail) => mail.template)).toEqual(['candidature.propose'])
    expect(mails[0]?.text).toContain('courriel officiel')
    const bell = await prisma().notification.findMany({ where: { personId: awa.personId } })
    expect(bell.length).toBeGreaterThan(2)
    expect(bell.filter((notice) => notice.mailedAt !== null)).toHaveLength(1)
    at('2026-01-06T07:31')
    await sendDigests('2026-01-06')
    const [digest] = await mailsTo(awa.actor.email)
    expect(digest?.text).toContain('Entretien chez')
    expect(digest?.text).not.toContain('vous propose un stage')
    setClock(null)
  })

  it('is chosen on a page, for oneself only, and written in the log', async () => {
    setClock(null)
    const me: Inside = await inside(door, 'student')
    const opened = JSON.parse((await me.visitor.api('/admin/api/pages/preferences')).text)
    expect(opened).toMatchObject({ pace: 'immediate', email: me.who.email })
    expect((await me.visitor.api('/admin/api/pages/preferences', form({ pace: 'hourly' }))).status).toBe(422)
    expect((await me.visitor.api('/admin/api/pages/preferences', form({ pace: 'never' }))).status).toBe(200)
    expect(JSON.parse((await me.visitor.api('/admin/api/pages/preferences')).text).pace).toBe('never')
    const events = await prisma().event.findMany({
      where: { noun: 'NotificationPreference', recordId: me.who.personId },
    })
    expect(events.map(({ verb, after }) => [verb, after])).toEqual([['choosePace', { pace: 'never' }]])
  })
})
