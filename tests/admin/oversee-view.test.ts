import { beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { system } from '../../src/access/actor.ts'
import { endOverdueViews } from '../../src/domain/core/view-as.ts'
import { later, now, setClock } from '../../src/platform/clock.ts'
import { prisma } from '../../src/platform/db.ts'
import { type Door, stranger, Visitor } from '../http/visitor.ts'
import { testDatabase } from '../support/database.ts'
import { form, type Inside, inside, jsonOf, openDesk } from './opened-desk.ts'

let door: Door
let admin: Inside
let student: Inside
let officer: Inside
beforeAll(testDatabase)
beforeAll(async () => {
  door = await openDesk()
  student = await inside(door, 'student')
  officer = await inside(door, 'internship_officer')
  return door.close
})
beforeEach(async () => {
  setClock(null)
  admin = await inside(door, 'admin')
  return () => setClock(null)
})

const api = '/admin/api'
const viewAs = (who: Inside, personId: string, reason = 'Elle ne trouve pas sa convention') =>
  who.visitor.api(`${api}/resources/Person/records/${personId}/viewAs`, form({ reason }))
const leave = (who: Inside) => who.visitor.api(`${api}/pages/leaveView`, form({}))
const wait = (minutes: number) => {
  const at = later(now(), { minutes })
  setClock(() => at)
}
const meIn = (html: string) => JSON.parse(/id="desk-me"[^>]*>([^<]*)</.exec(html)?.[1] ?? '{}')

describe('view as somebody', () => {
  test('is the administration’s alone', async () => {
    const nobody = await viewAs(officer, '0192f0c5-0000-7000-8000-000000000000')
    const refused = await viewAs(officer, student.who.personId)
    expect([refused.status, refused.text]).toEqual([404, nobody.text])
    expect(await prisma().impersonation.count()).toBe(0)
  })

  test('asks for a reason and for a fresh proof', async () => {
    expect((await viewAs(admin, student.who.personId, ' ')).status).toBe(422)
    wait(11)
    const refused = await viewAs(admin, student.who.personId)
    expect([refused.status, jsonOf(refused).code]).toEqual([403, 'step_up'])
    expect(await prisma().impersonation.count()).toBe(0)
  })

  test('never shows an administrator’s eyes, nor those of somebody without an open account', async () => {
    const other = await inside(door, 'admin')
    const ending = await inside(door, 'admin')
    await prisma().roleAssignment.updateMany({
      where: { personId: ending.who.personId },
      data: { endsOn: later(now(), { days: 3 }) },
    })
    for (const personId of [
      other.who.personId,
      ending.who.personId,
      admin.who.personId,
      (await stranger(['student'])).personId,
    ])
      expect((await viewAs(admin, personId)).status).toBeGreaterThanOrEqual(404)
    expect(await prisma().impersonation.count()).toBe(0)
  })

  test('shows what that person sees and nothing more, with a name and a time on the page', async () => {
    expect((await viewAs(admin, student.who.personId)).status).toBe(200)
    const mine = await admin.visitor.api(`${api}/resources/Student/actions/list`)
    const theirs = await student.visitor.api(`${api}/resources/Student/actions/list`)
    expect(mine.text).toBe(theirs.text)
    expect(mine.headers.get('x-viewing')).toBe(student.who.personId)
    for (const path of [
      `${api}/resources/Account/actions/list`,
      `${api}/resources/Person/records/${admin.who.personId}/show`,
      `${api}/pages/rights`,
      `${api}/pages/health`,
    ])
      expect((await admin.visitor.api(path)).status).toBe(404)
    const me = meIn((await admin.visitor.get('/admin')).text)
    expect(me.viewing.id).toBe(student.who.personId)
    expect(Date.parse(me.viewing.until) - now().getTime()).toBeLessThanOrEqual(15 * 60_000)
  })

  test('in that session only: the person’s own, and the viewer’s others, are as before', async () => {
    const elsewhere = new Visitor(door)
    // A code opens one session only
    wait(1)
    await elsewhere.logIn(admin.who)
    await elsewhere.get('/admin')
    await viewAs(admin, student.who.personId)
    expect((await elsewhere.api(`${api}/pages/rights`)).status).toBe(200)
    expect(meIn((await student.visitor.get('/admin')).text).viewing).toBeUndefined()
  })

  test('one person at a time, even for whoever ticks two', async () => {
    const two = `${student.who.personId},${officer.who.personId}`
    const answer = await admin.visitor.api(
      `${api}/resources/Person/bulk/viewAs?recordIds=${two}`,
      form({ reason: 'Les deux' }),
    )
    expect([answer.status, jsonOf(answer).code]).toEqual([422, 'view_open'])
    expect(await prisma().impersonation.count({ where: { viewerId: admin.who.personId } })).toBe(0)
  })

  test('writes nothing, by any door, whatever that person may write', async () => {
    await viewAs(admin, officer.who.personId)
    const before = await prisma().event.count()
    const attempts = [
      `${api}/resources/Company/actions/new`,
      `${api}/resources/Person/records/${student.who.personId}/edit`,
      `${api}/resources/Company/actions/export`,
      `${api}/pages/language`,
      `${api}/pages/leaveViews`,
      `${api}/step-up`,
    ]
    for (const path of attempts) {
      const answer = await admin.visitor.api(path, form({ name: 'Cheval de Troie', locale: 'en', proof: 'x' }))
      expect([path, answer.status, jsonOf(answer).code]).toEqual([path, 403, 'viewing'])
    }
    expect((await admin.visitor.api('/admin/pages/leaveView', form({}))).status).toBe(403)
    expect(await prisma().event.count()).toBe(before)
    expect(await prisma().company.count({ where: { name: 'Cheval de Troie' } })).toBe(0)
  })

  test('“Quitter” gives one’s own eyes back; the log holds the start and the end, in whose name and by whom', async () => {
    await viewAs(admin, student.who.personId)
    expect((await leave(admin)).status).toBe(200)
    expect((await admin.visitor.api(`${api}/pages/rights`)).status).toBe(200)
    // Once out, there is nothing to leave
    expect((await leave(admin)).status).toBe(404)
    const view = await prisma().impersonation.findFirstOrThrow({ where: { viewerId: admin.who.personId } })
    expect(view.endedAt).not.toBeNull()
    const events = await prisma().event.findMany({
      where: { noun: 'Impersonation', recordId: view.id },
      orderBy: { at: 'asc' },
    })
    const { personId } = student.who
    expect(events.map(({ verb, actorId, impersonatorId }) => [verb, actorId, impersonatorId])).toEqual([
      ['start', personId, admin.who.personId],
      ['end', personId, admin.who.personId],
    ])
    expect(events[0]?.reason).toBe('Elle ne trouve pas sa convention')
  })

  test('ends by itself after fifteen minutes, and the log says so', async () => {
    await viewAs(admin, student.who.personId)
    const view = await prisma().impersonation.findFirstOrThrow({ where: { viewerId: admin.who.personId } })
    setClock(() => new Date(view.endsAt.getTime() - 1_000))
    expect((await admin.visitor.api(`${api}/pages/rights`)).status).toBe(404)
    setClock(() => view.endsAt)
    const back = await admin.visitor.api(`${api}/pages/rights`)
    expect([back.status, back.headers.get('x-viewing')]).toEqual([200, ''])
    expect(await endOverdueViews(system('view.end'))).toBeGreaterThan(0)
    expect(await endOverdueViews(system('view.end'))).toBe(0)
    expect(await prisma().event.count({ where: { noun: 'Impersonation', recordId: view.id, verb: 'end' } })).toBe(1)
  })

  test('ends at once when the viewer is no longer an administrator, or the person becomes one', async () => {
    const target = await inside(door, 'student')
    await viewAs(admin, target.who.personId)
    await prisma().roleAssignment.create({
      data: { personId: target.who.personId, role: 'admin', startsOn: later(now(), { days: -1 }) },
    })
    expect((await admin.visitor.api(`${api}/pages/rights`)).status).toBe(200)
    await viewAs(admin, student.who.personId)
    await prisma().roleAssignment.deleteMany({ where: { personId: admin.who.personId } })
    const { headers } = await admin.visitor.api(`${api}/dashboard`)
    expect(headers.get('x-viewing')).toBe('')
  })
})
