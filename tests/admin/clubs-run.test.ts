import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { now } from '../../src/platform/clock.ts'
import { prisma } from '../../src/platform/db.ts'
import { closePdf } from '../../src/platform/pdf.ts'
import { participant, smallClub } from '../domain/clubs/small-club.ts'
import { day } from '../domain/internships/world.ts'
import type { Door } from '../http/visitor.ts'
import { testDatabase } from '../support/database.ts'
import { form, type Inside, inside, openDesk } from './opened-desk.ts'

let door: Door
let lead: Inside
let member: Inside
let union: Inside
let world: Awaited<ReturnType<typeof smallClub>>
let meetingId = ''

beforeAll(testDatabase)
beforeAll(async () => {
  door = await openDesk()
  world = await smallClub()
  ;[lead, member, union] = [
    await inside(door, 'club_lead'),
    await inside(door, 'club_member'),
    await inside(door, 'union_executive'),
  ]
  const seat = (who: Inside, post: 'lead' | 'member') =>
    prisma().clubMember.create({
      data: {
        ...{ clubId: world.club.id, lastName: `Siège ${post}`, firstName: 'Ici', post, startsOn: day('2020-10-01') },
        personId: who.who.personId,
      },
    })
  const [, own] = [await seat(lead, 'lead'), await seat(member, 'member')]
  const held = await world.activity({
    status: 'finished',
    startsAt: now(),
    finishedAt: now(),
    difficulties: 'Trop chaud',
  })
  await world.came(held.id, [(await participant('Zida')).id], { rating: 4, suggestion: 'Plus tôt' })
  await prisma().task.create({
    data: { clubId: world.club.id, name: 'Affiches', assigneeId: own.id, dueOn: day('2020-01-01') },
  })
  const meeting = await prisma().meeting.create({
    data: { clubId: world.club.id, subject: 'Bureau', heldAt: now(), status: 'closed' },
  })
  meetingId = meeting.id
  await prisma().meetingAttendance.create({ data: { meetingId, memberId: own.id, mark: 'late' } })
  await prisma().meetingAttendance.create({
    data: { meetingId, memberId: world.treasurer.memberId, mark: 'absent', note: 'CANARI' },
  })
})
afterAll(async () => {
  await door.close()
  await closePdf()
})

const page = async ({ visitor }: Inside, name: string) => {
  const answer = await visitor.api(`/admin/api/pages/${name}`)
  return { status: answer.status, text: answer.text, json: answer.status === 200 ? JSON.parse(answer.text) : null }
}

describe('The page of a club', () => {
  it('is the lead’s, says what waits and how the club stands; a plain member of the bureau has none', async () => {
    expect((await page(member, 'club')).status).toBe(404)
    const { json } = await page(lead, 'club')
    expect(json.name).toBe(world.club.name)
    expect(json.todo.map((one: { label: string; value: string }) => [one.label, one.value])).toContainEqual([
      'Tâches en retard',
      '1',
    ])
    expect(json.lateTasks).toMatchObject([{ name: 'Affiches', isLate: true, canComplete: true }])
    expect(json.stats[0]).toMatchObject({ label: 'Activités terminées', value: '1' })
    expect(json.rates[0]).toMatchObject({ label: 'Taux d’exécution', value: '—' })
  })
})

describe('The page of an executive', () => {
  it('shows their own sheet and tasks, and nobody else’s', async () => {
    const { json, text } = await page(member, 'duties')
    expect(json.tasks).toMatchObject([{ name: 'Affiches', isLate: true }])
    expect(json.seats).toMatchObject([{ value: '100,0\u00a0%', late: 1, marks: [{ subject: 'Bureau' }] }])
    expect(text).not.toContain('CANARI')
    const sheet = await member.visitor.api(`/admin/api/resources/Meeting/records/${meetingId}/marks`)
    expect(sheet.status).toBe(404)
    const whole = await lead.visitor.api(`/admin/api/resources/Meeting/records/${meetingId}/marks`)
    expect(whole.text).toContain('CANARI')
  })
})

describe('The dashboard of the Amicale', () => {
  it('compares the clubs and tells what people said; leads and members have no such page', async () => {
    for (const who of [lead, member]) expect((await page(who, 'clubs')).status).toBe(404)
    const { json, text } = await page(union, 'clubs')
    expect(json.rows).toHaveLength(1)
    expect(json.difficulties).toMatchObject([{ text: 'Trop chaud' }])
    expect(json.suggestions).toMatchObject([{ text: 'Plus tôt' }])
    expect(text).toContain('Top 10')
    for (const path of [...text.matchAll(/"href":"(\/admin\/resources\/[^"?]+\?[^"]+)"/g)].map(([, path = '']) => path))
      expect(
        (await union.visitor.api(path.replace('/admin/', '/admin/api/').replace('?', '/actions/list?'))).status,
        path,
      ).toBe(200)
  })

  it('goes out as CSV and PDF, to the Amicale alone', async () => {
    const file = (who: Inside, format: string) => who.visitor.get(`/admin/downloads/clubs/${format}`)
    expect((await file(lead, 'csv')).status).toBe(404)
    expect((await file(union, 'docx')).status).toBe(404)
    const csv = await file(union, 'csv')
    expect(csv.text.split('\r\n')[1]).toContain(world.club.name)
    expect(csv.text).not.toContain('Zida')
    expect((await file(union, 'pdf')).text.slice(0, 5)).toBe('%PDF-')
  })

  it('closes a task in one tap, by whoever has it', async () => {
    const { json } = await page(member, 'duties')
    const path = `/admin/api/resources/Task/records/${json.tasks[0].id}/complete`
    expect((await member.visitor.api(path, form({}))).status).toBe(200)
    expect((await page(member, 'duties')).json).toMatchObject({ tasks: [], done: 1 })
  })
})
