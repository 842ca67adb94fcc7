import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { system } from '../../src/access/actor.ts'
import { checkStreams } from '../../src/http/live.ts'
import { perform } from '../../src/kit/command.ts'
import { leaveNotice } from '../../src/kit/notice.ts'
import { now } from '../../src/platform/clock.ts'
import { config } from '../../src/platform/config.ts'
import { databaseUrl, prisma, read, transaction } from '../../src/platform/db.ts'
import { form, type Inside, inside, openDesk } from '../admin/opened-desk.ts'
import { type Door, Visitor } from '../http/visitor.ts'
import { testDatabase } from '../support/database.ts'
import { type Running, run } from '../support/process.ts'
import { listen } from './stream.ts'

beforeAll(testDatabase)
let door: Door
let officer: Inside
let other: Inside
beforeAll(async () => {
  door = await openDesk()
  officer = await inside(door, 'internship_officer')
  other = await inside(door, 'internship_officer')
})
afterAll(() => door.close())

const told = (personId: string, title: string) => {
  const notice = { personId, eventId: randomUUID(), title, body: null, href: '/admin', createdAt: now() }
  return transaction((tx) => leaveNotice(tx, notice))
}
const unread = (n: number) => (one: { event: string; data: Record<string, unknown> }) =>
  one.event === 'state' && one.data.unread === n

describe('A notice reaches the window that is open', () => {
  it('of the person it is for, and no other window', async () => {
    const [mine, theirs] = [await listen(officer.visitor), await listen(other.visitor)]
    await mine.until(unread(0))
    await theirs.until(unread(0))
    await told(officer.who.personId, 'Offre à relire')
    await mine.until(unread(1))
    await told(other.who.personId, 'Pour l’autre')
    await theirs.until(unread(1))
    expect(mine.heard.map((one) => Number(one.data.unread)).filter((n) => n > 1)).toEqual([])
    expect(JSON.stringify(theirs.heard)).not.toContain('Offre')
    mine.leave()
    theirs.leave()
  })

  it('read in one window, it is read in the other', async () => {
    const [one, two] = [await listen(officer.visitor), await listen(officer.visitor)]
    await two.until(unread(1))
    const answer = await officer.visitor.api('/admin/api/pages/notifications', form({ step: 'all' }))
    expect(JSON.parse(answer.text)).toMatchObject({ unread: 0 })
    await two.until(unread(0))
    one.leave()
    two.leave()
  })

  it('missed while the line was cut, it comes when the window is back', async () => {
    const before = await listen(officer.visitor)
    await told(officer.who.personId, 'Premier')
    const first = await before.until(unread(1))
    before.leave()
    await told(officer.who.personId, 'Pendant la coupure')
    const after = await listen(officer.visitor, { 'last-event-id': String(first.id) })
    const notice = await after.until((one) => one.event === 'notice')
    expect(notice.data.title).toBe('Pendant la coupure')
    after.leave()
  })

  it('of a change that was rolled back, nobody hears', async () => {
    const window = await listen(officer.visitor)
    const { unread: before } = (await window.until((one) => one.event === 'state')).data
    const notice = { personId: officer.who.personId, eventId: randomUUID(), title: 'x', body: null, href: '/admin' }
    const failed = transaction(async (tx) => {
      await leaveNotice(tx, { ...notice, createdAt: now() })
      throw new Error('no')
    })
    await expect(failed).rejects.toThrow('no')
    await told(officer.who.personId, 'Le suivant')
    await window.until(unread(Number(before) + 1))
    expect(window.heard.map((one) => Number(one.data.unread)).filter((n) => n > Number(before) + 1)).toEqual([])
    window.leave()
  })
})

describe('Two web processes agree', () => {
  let second: Running
  let away: Visitor
  beforeAll(async () => {
    const env = { DATABASE_URL: databaseUrl(), DATA_DIR: config.dataDir, PORT: '0', ROLE: 'web' }
    second = run('src/main.ts', env)
    const said = await second.until(/"url":"(http[^"]+)"/)
    away = new Visitor({ url: /"url":"(http[^"]+)"/.exec(said)?.[1] ?? '', close: async () => undefined })
    for (const [name, value] of officer.visitor.cookies) away.cookies.set(name, value)
  })
  afterAll(async () => {
    second.child.kill('SIGTERM')
    await second.ended
  })

  it('what one writes, a window of the other shows; what the other reads, the first knows', async () => {
    const window = await listen(away)
    const start = await window.until((one) => one.event === 'state')
    await told(officer.who.personId, 'Écrit par le premier processus')
    await window.until(unread(Number(start.data.unread) + 1))
    const here = await listen(officer.visitor)
    await here.until(unread(Number(start.data.unread) + 1))
    const answer = await away.api('/admin/api/pages/notifications', form({ step: 'all' }))
    expect(answer.status).toBe(200)
    await here.until(unread(0))
    window.leave()
    here.leave()
  })

  it('each holds one listening connection while somebody listens, and finds it again when it is cut', async () => {
    const lines = () => read<{ n: number }>(LINES)
    const windows = [await listen(away), await listen(away), await listen(officer.visitor)]
    for (const window of windows) await window.until((one) => one.event === 'state')
    await expect.poll(async () => (await lines())[0]?.n, { timeout: 5_000 }).toBe(2)
    await prisma().$executeRawUnsafe('RESET ROLE')
    await prisma()
      .$queryRawUnsafe(CUT)
      .catch(() => undefined)
    await expect.poll(async () => (await lines())[0]?.n, { timeout: 15_000 }).toBe(2)
    const from = Number((await windows[0]?.until((one) => one.event === 'state'))?.data.unread)
    await told(officer.who.personId, 'Après la coupure')
    await windows[0]?.until(unread(from + 1), 15_000)
    for (const window of windows) window.leave()
    await expect.poll(async () => (await lines())[0]?.n, { timeout: 10_000 }).toBe(0)
  })
})

const LINES = `SELECT count(*)::int AS n FROM pg_stat_activity
  WHERE application_name = 'preau live' AND datname = current_database()`
const CUT = `SELECT pg_terminate_backend(pid)::text FROM pg_stat_activity
  WHERE application_name = 'preau live' AND datname = current_database()`

describe('A window is closed', () => {
  it('for a visitor who is not logged in: nothing opens', async () => {
    const stranger = await listen(new Visitor(door))
    expect(stranger.status).toBe(204)
    expect((await new Visitor(door).get('/live?once=1')).status).toBe(401)
  })

  it('at logout', async () => {
    const leaver = await inside(door, 'internship_officer')
    const window = await listen(leaver.visitor)
    await window.until((one) => one.event === 'state')
    await leaver.visitor.post('/logout', { _csrf: leaver.visitor.cookies.get('XSRF-TOKEN') ?? '' })
    await checkStreams()
    expect(await window.closed()).toBe(true)
  })

  it('when the account is disabled, before anything more is said', async () => {
    const gone = await inside(door, 'school_tutor')
    const window = await listen(gone.visitor)
    await window.until((one) => one.event === 'state')
    await transaction((tx) => tx.account.update({ where: { id: gone.who.accountId }, data: { status: 'disabled' } }))
    await told(gone.who.personId, 'Ne doit pas partir')
    expect(await window.closed()).toBe(true)
    expect(window.heard.some(unread(1))).toBe(false)
    expect((await listen(gone.visitor)).status).toBe(204)
  })

  it('when the same person opens too many: the first ones ask now and then instead', async () => {
    const windows = []
    for (let n = 0; n < 6; n++) windows.push(await listen(other.visitor))
    await windows[0]?.until((one) => one.event === 'full')
    expect(await windows[0]?.closed()).toBe(true)
    await told(other.who.personId, 'Pour les cinq autres')
    await windows[5]?.until((one) => one.event === 'state' && Number(one.data.unread) > 0)
    const polled = JSON.parse((await other.visitor.get('/live?once=1')).text)
    expect(polled.unread).toBeGreaterThan(0)
    for (const window of windows) window.leave()
  })

  it('listening does not keep the session awake: nobody is at the keyboard', async () => {
    const expire = async () =>
      (await prisma().session.findFirstOrThrow({ where: { accountId: other.who.accountId } })).expire.getTime()
    const early = new Date(now().getTime() + 120_000)
    await prisma().session.updateMany({ where: { accountId: other.who.accountId }, data: { expire: early } })
    const window = await listen(other.visitor)
    await window.until((one) => one.event === 'state')
    await other.visitor.get('/live?once=1')
    expect(await expire()).toBe(early.getTime())
    window.leave()
    await other.visitor.get('/admin')
    expect(await expire()).toBeGreaterThan(early.getTime())
  })
})

describe('Another’s notices', () => {
  it('are missing: not listed, not read for them, and the answer is that of one that never was', async () => {
    await told(officer.who.personId, 'Secret de l’autre')
    const theirs = await prisma().notification.findFirstOrThrow({ where: { title: 'Secret de l’autre' } })
    const page = await other.visitor.api('/admin/api/pages/notifications')
    expect(page.status).toBe(200)
    expect(page.text).not.toContain('Secret')
    const asked = await other.visitor.api('/admin/api/pages/notifications', form({ id: theirs.id }))
    const never = await other.visitor.api('/admin/api/pages/notifications', form({ id: randomUUID() }))
    expect([asked.status, asked.text]).toEqual([404, never.text])
    expect((await prisma().notification.findUniqueOrThrow({ where: { id: theirs.id } })).readAt).toBeNull()
  })

  it('are not in the bell of an administrator, who may read them elsewhere', async () => {
    const admin = await inside(door, 'admin')
    const page = await admin.visitor.api('/admin/api/pages/notifications')
    expect(JSON.parse(page.text)).toMatchObject({ notices: [], unread: 0 })
  })
})

it('an alert that was put off comes back on its day, and its owner hears of it in an open window', async () => {
  const { personId } = officer.who
  const alert = await prisma().alert.create({
    data: { key: 'essai', title: 'Entreprise muette', ownerId: personId, status: 'snoozed' },
  })
  const { registerJobs } = await import('../../jobs/main.ts')
  const { drainQueue } = await import('../../src/platform/queue.ts')
  registerJobs()
  await perform(system('Le report est terminé'), 'Alert', 'reopen', alert.id)
  const window = await listen(officer.visitor)
  const start = await window.until((one) => one.event === 'state')
  await drainQueue()
  await window.until(unread(Number(start.data.unread) + 1))
  window.leave()
})
