import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { wakeAlerts } from '../../jobs/internships/clock.ts'
import { registerJobs } from '../../jobs/main.ts'
import { dateOfDay, later, now, setClock } from '../../src/platform/clock.ts'
import { prisma } from '../../src/platform/db.ts'
import { drainQueue } from '../../src/platform/queue.ts'
import { buildWorld, type Name, PASSWORD, type World } from '../access/world.ts'
import { form } from '../admin/opened-desk.ts'
import { type Answer, type Door, Visitor } from '../http/visitor.ts'
import { testApp } from '../support/app.ts'
import { testDatabase } from '../support/database.ts'

beforeAll(testDatabase)
let door: Door
let world: World
const inside = new Map<Name, Visitor>()
beforeAll(async () => {
  world = await buildWorld()
  registerJobs()
  door = await testApp()
  for (const name of ['admin', 'officerA', 'officerB', 'tutor1', 'student1'] as const) {
    const { email, seed } = who(name)
    const visitor = new Visitor(door)
    await visitor.logIn({ email, password: PASSWORD, ...(seed ? { seed } : {}) })
    await visitor.get('/admin')
    inside.set(name, visitor)
  }
})
afterAll(() => setClock(null))
afterAll(() => door?.close())

function who(name: Name) {
  const found = world.principals.get(name)
  if (!found) throw new Error(`no ${name}`)
  return found
}
const at = (name: Name): Visitor => inside.get(name) ?? new Visitor(door)
const alert = () => world.row('Alert', '1').id
const stands = () => prisma().alert.findUniqueOrThrow({ where: { id: alert() } })
const act = (name: Name, verb: string, fields: Record<string, string> = {}): Promise<Answer> =>
  at(name).api(`/admin/api/resources/Alert/records/${alert()}/${verb}`, form(fields))
const page = async (name: Name, query = '') => {
  const answer = await at(name).api(`/admin/api/pages/alerts${query}`)
  return { status: answer.status, text: answer.text, ...JSON.parse(answer.text) }
}
const titles = async (name: Name) => {
  const found = await prisma().notification.findMany({
    where: { personId: who(name).personId },
    orderBy: { id: 'asc' },
  })
  return found.map((notice) => notice.title).filter((title) => !title.startsWith('CNRY'))
}

describe('An alert has somebody in charge', () => {
  it('first nobody, then the officer who takes it; another department and a student do not see it', async () => {
    expect((await page('student1')).status).toBe(404)
    expect((await page('officerB')).text).not.toContain(alert())
    expect((await act('officerB', 'take')).status).toBe(404)
    const before = await page('officerA', '?view=unowned')
    expect(before.groups[0].alerts[0]).toMatchObject({
      id: alert(),
      owner: null,
      verbs: expect.arrayContaining(['take']),
    })
    expect((await act('officerA', 'take')).status).toBe(200)
    expect((await stands()).ownerId).toBe(who('officerA').personId)
    const mine = await page('officerA', '?view=mine')
    expect(mine.groups[0].alerts[0].mine).toBe(true)
    expect(mine.groups[0].alerts[0].verbs).not.toContain('take')
  })

  it('says which record it is about by its name, with the way to it, and never by its number', async () => {
    await prisma().alert.update({
      where: { id: alert() },
      data: { noun: 'Placement', recordId: world.row('Placement', '1').id },
    })
    const { about } = (await page('officerA')).groups[0].alerts[0]
    expect(about.href).toBe(`/admin/resources/Placement/records/${world.row('Placement', '1').id}/show`)
    expect(about.title).not.toMatch(/[0-9a-f]{8}-/)
    const margin = await at('officerA').api(
      `/admin/api/resources/Placement/records/${world.row('Placement', '1').id}/margin`,
    )
    expect(JSON.parse(margin.text).alerts).toEqual([expect.objectContaining({ id: alert() })])
  })

  it('a record that the reader may not open is named by its kind alone', async () => {
    const foreign = world.row('Placement', '2').id
    await prisma().alert.update({ where: { id: alert() }, data: { recordId: foreign } })
    const answer = await page('officerA')
    expect(answer.groups[0].alerts[0].about).toEqual({ label: 'Affectation', title: '', href: null })
    expect(answer.text).not.toContain(foreign)
  })

  it('is given to a colleague in charge, who is told; never to a student nor to another department', async () => {
    for (const name of ['student1', 'officerB', 'disabled'] as const) {
      expect((await act('officerA', 'assign', { ownerId: who(name).personId })).status, name).toBe(422)
    }
    expect((await act('officerA', 'assign', { ownerId: who('tutor1').personId })).status).toBe(200)
    await drainQueue()
    await drainQueue()
    expect(await titles('tutor1')).toEqual([expect.stringContaining('Une alerte vous est confiée')])
  })
})

describe('An alert is put off, comes back, is closed', () => {
  it('by the tutor whose it is; one that is not theirs, they only read', async () => {
    const until = later(now(), { days: 3 }).toISOString().slice(0, 10)
    expect((await act('tutor1', 'snooze', { until })).status).toBe(200)
    expect((await page('tutor1', '?view=snoozed')).groups[0].alerts[0].snoozedUntil).toBe(until)
    await wakeAlerts()
    expect((await stands()).status).toBe('snoozed')
    setClock(() => later(new Date(), { days: 3, hours: 1 }))
    await wakeAlerts()
    await wakeAlerts()
    await drainQueue()
    expect((await stands()).status).toBe('open')
    expect((await titles('tutor1')).filter((title) => title.startsWith('Alerte de nouveau ouverte'))).toHaveLength(1)
    setClock(null)
    await prisma().alert.update({
      where: { id: alert() },
      data: { ownerId: null, placementId: world.row('Placement', '1').id },
    })
    expect((await act('tutor1', 'close', { reason: 'x' })).status).toBe(404)
  })

  it('with a reason, and the page says it', async () => {
    expect((await act('officerA', 'close')).status).toBe(422)
    expect((await act('officerA', 'close', { reason: 'L’entreprise a répondu' })).status).toBe(200)
    expect((await page('officerA', '?view=closed')).groups[0].alerts[0].closeReason).toBe('L’entreprise a répondu')
    expect((await page('officerA')).total).toBe(0)
  })

  it('on the first page, the card counts mine and opens exactly those', async () => {
    const { personId } = who('officerA')
    const departmentId = world.row('Department', '1').id
    await prisma().alert.create({
      data: { key: 'mienne', title: 'À moi', ownerId: personId, departmentId, dueOn: dateOfDay('2026-03-02') },
    })
    const cards = JSON.parse((await at('officerA').api('/admin/api/dashboard')).text).cards
    const card = cards.find((one: { title: string }) => one.title === 'Mes alertes')
    expect(card.count).toBe(1)
    const query = card.href.split('?')[1]
    const list = JSON.parse((await at('officerA').api(`/admin/api/resources/Alert/actions/list?${query}`)).text)
    expect(list.records.map((one: { title: string }) => one.title)).toEqual(['À moi'])
  })
})
