import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { registerJobs } from '../../jobs/main.ts'
import { purgeComments } from '../../src/domain/core/purge.ts'
import { later, now, setClock } from '../../src/platform/clock.ts'
import { prisma } from '../../src/platform/db.ts'
import { drainQueue } from '../../src/platform/queue.ts'
import { buildWorld, type Name, PASSWORD, type World } from '../access/world.ts'
import { form } from '../admin/opened-desk.ts'
import { type Door, Visitor } from '../http/visitor.ts'
import { testApp } from '../support/app.ts'
import { testDatabase } from '../support/database.ts'
import { listen } from './stream.ts'

beforeAll(testDatabase)
let door: Door
let world: World
const inside = new Map<Name, Visitor>()
beforeAll(async () => {
  world = await buildWorld()
  registerJobs()
  door = await testApp()
  for (const name of ['admin', 'officerA', 'officerB', 'tutor1', 'tutor2', 'student1', 'alpha'] as const)
    inside.set(name, await arrived(name))
})
afterAll(() => setClock(null))
afterAll(() => door?.close())

async function arrived(name: Name): Promise<Visitor> {
  const visitor = new Visitor(door)
  const { email, seed } = who(name)
  await visitor.logIn({ email, password: PASSWORD, ...(seed ? { seed } : {}) })
  await visitor.get('/admin')
  return visitor
}

function who(name: Name) {
  const found = world.principals.get(name)
  if (!found) throw new Error(`no ${name}`)
  return found
}

const at = (name: Name): Visitor => inside.get(name) ?? new Visitor(door)
const placement = (tag = '1') => world.row('Placement', tag).id
const path = (id: string, query = '') => `/admin/api/resources/Placement/records/${id}/comments${query}`
const read = (name: Name, id = placement(), query = '') => at(name).api(path(id, query))
const say = (name: Name, fields: Record<string, string>, id = placement()) =>
  at(name).api(path(id), form({ step: 'add', ...fields }))
type Shown = {
  comments: { id: string; author: string; body: string; mentions: { id: string }[]; until: string | null }[]
}
const shown = (text: string): Shown => JSON.parse(text)
const missing = '/admin/api/resources/Placement/records/00000000-0000-7000-8000-000000000000/comments'
const notices = (name: Name) =>
  prisma().notification.findMany({ where: { personId: who(name).personId, title: { contains: 'mention' } } })

describe('A student or a company', () => {
  it.each(['student1', 'alpha'] as const)('%s reads the record, never what is said about it', async (name) => {
    await say('officerA', { body: 'Entre nous, CNRY-parole' })
    const record = await at(name).api(`/admin/api/resources/Placement/records/${placement()}/show`)
    expect(record.status).toBe(200)
    const nowhere = await at(name).api(missing)
    for (const answer of [await read(name), await say(name, { body: 'moi aussi' })]) {
      expect([answer.status, answer.text]).toEqual([404, nowhere.text])
    }
    const margin = await at(name).api(`/admin/api/resources/Placement/records/${placement()}/margin`)
    expect(margin.status).toBe(404)
    const history = await at(name).api(`/admin/api/resources/Placement/records/${placement()}/history`)
    expect(history.text).not.toContain('parole')
    expect(await prisma().comment.count({ where: { body: 'moi aussi' } })).toBe(0)
  })

  it('who is also a tutor elsewhere reads them only where they are the tutor', async () => {
    const { personId } = who('student1')
    const role = { personId, role: 'school_tutor' as const, startsOn: later(now(), { days: -2 }) }
    const both = await prisma().roleAssignment.create({ data: role })
    expect((await at('student1').api(`/admin/api/resources/Placement/records/${placement()}/show`)).status).toBe(200)
    expect((await read('student1')).status).toBe(404)
    await prisma().roleAssignment.delete({ where: { id: both.id } })
  })

  it('another officer finds the comments of another department missing', async () => {
    const nowhere = await at('officerB').api(missing)
    const asked = await read('officerB')
    expect([asked.status, asked.text]).toEqual([404, nowhere.text])
  })
})

describe('A mention', () => {
  it('offers only colleagues who may read this record', async () => {
    const offered = JSON.parse((await read('officerA', placement(), '?colleague=CNRY')).text)
    const ids = offered.colleagues.map((one: { id: string }) => one.id)
    expect(ids).toContain(who('tutor1').personId)
    expect(ids).toContain(who('admin').personId)
    for (const name of ['tutor2', 'officerB', 'student1', 'alpha', 'disabled'] as const)
      expect(ids).not.toContain(who(name).personId)
  })

  it('tells the colleague who may read the record, once, and takes them to it', async () => {
    await say('officerA', { body: '@Tuteur, à voir', mentions: who('tutor1').personId })
    await drainQueue()
    await drainQueue()
    const told = await notices('tutor1')
    expect(told).toHaveLength(1)
    expect(told[0]?.href).toBe(`/admin/resources/Placement/records/${placement()}/show?tab=comments`)
    const mails = await prisma().mailDelivery.findMany({ where: { template: 'comment.create' } })
    expect(mails).toHaveLength(1)
  })

  it('of somebody who may not read it tells them nothing, and answers like a mention of nobody', async () => {
    const hidden = [who('tutor2'), who('officerB'), who('student1'), who('alpha')].map(({ personId }) => personId)
    const answer = await say('officerA', { body: 'Sans écho', mentions: hidden.join(',') })
    const nobody = await say('officerA', { body: 'Sans écho', mentions: '00000000-0000-7000-8000-000000000000' })
    expect([answer.status, nobody.status]).toEqual([200, 200])
    expect(shown(answer.text).comments.at(-1)?.mentions).toEqual([])
    await drainQueue()
    for (const name of ['tutor2', 'officerB', 'student1', 'alpha'] as const) expect(await notices(name)).toEqual([])
  })

  it('of somebody whose right goes before they are told tells them nothing', async () => {
    await say('officerA', { body: 'Trop tard', mentions: who('tutor1').personId })
    await prisma().placement.update({ where: { id: placement() }, data: { schoolTutorId: who('tutor2').personId } })
    const over = world.row('Placement', '1over').id
    const before = (await notices('tutor1')).length
    await drainQueue()
    expect((await notices('tutor1')).length).toBe(before)
    await prisma().placement.update({ where: { id: placement() }, data: { schoolTutorId: who('tutor1').personId } })
    expect(over).not.toBe(placement())
  })
})

describe('What was said', () => {
  it('may be corrected and taken back by its author for fifteen minutes, then stays', async () => {
    const { comments } = shown((await say('officerA', { body: 'Brouillon' })).text)
    const id = String(comments.at(-1)?.id)
    expect(comments.at(-1)?.until).not.toBeNull()
    const edit = { step: 'edit', comment: id }
    const foreign = await say('tutor1', { ...edit, body: 'pas à moi' })
    expect(foreign.status).toBe(409)
    expect((await say('officerA', { ...edit, body: 'Au propre' })).status).toBe(200)
    setClock(() => new Date(Date.now() + 16 * 60_000))
    expect((await say('officerA', { ...edit, body: 'Trop tard' })).status).toBe(409)
    expect((await say('officerA', { step: 'remove', comment: id })).status).toBe(409)
    setClock(null)
    expect((await prisma().comment.findUniqueOrThrow({ where: { id } })).body).toBe('Au propre')
    expect((await say('officerA', { step: 'remove', comment: id })).status).toBe(200)
    const events = await prisma().event.findMany({ where: { noun: 'Comment', recordId: id }, orderBy: { at: 'asc' } })
    expect(events.map(({ verb }) => verb)).toEqual(['create', 'update', 'delete'])
    // The log is for ever: the words are not in it
    expect(JSON.stringify(events)).not.toContain('propre')
  })

  it('comes to the open window of a colleague who reads the record, and to no other', async () => {
    const [colleague, stranger] = [await listen(at('tutor1')), await listen(at('officerB'))]
    const student = await listen(at('student1'))
    for (const window of [colleague, stranger, student]) await window.until((one) => one.event === 'state')
    expect((await say('officerA', { body: 'En direct' })).status).toBe(200)
    const word = await colleague.until((one) => one.event === 'comment')
    expect(word.data).toEqual({ noun: 'Placement', id: placement() })
    for (const window of [stranger, student]) expect(JSON.stringify(window.heard)).not.toContain(placement())
    for (const window of [colleague, stranger, student]) window.leave()
  })

  it('an empty or endless text is refused with a sentence', async () => {
    for (const body of ['  ', 'x'.repeat(4_001)]) expect((await say('officerA', { body })).status).toBe(422)
  })

  it('goes with its record, once the trash no longer holds it', async () => {
    const room = world.row('Room', 'x').id
    const sent = await at('officerA').api(`/admin/api/resources/Room/records/${room}/comments`, form({ body: 'Salle' }))
    expect(sent.status).toBe(200)
    const defenses = await prisma().defense.updateMany({ where: { roomId: room }, data: { roomId: null } })
    expect(defenses.count).toBeGreaterThan(0)
    await prisma().room.delete({ where: { id: room } })
    const left = () => prisma().comment.count({ where: { recordId: room } })
    const trash = { noun: 'Room', recordId: room, title: 'Salle', content: {}, deletedAt: now() }
    const thrown = await prisma().trashedRecord.create({ data: trash })
    await purgeComments()
    expect(await left()).toBe(1)
    await prisma().trashedRecord.delete({ where: { id: thrown.id } })
    const others = await prisma().comment.count({ where: { noun: 'Placement' } })
    await purgeComments()
    expect(await left()).toBe(0)
    expect(await prisma().comment.count({ where: { noun: 'Placement' } })).toBe(others)
  })
})
