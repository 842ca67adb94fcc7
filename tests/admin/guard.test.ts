import { beforeAll, describe, expect, test } from 'vitest'
import { prisma } from '../../src/platform/db.ts'
import type { Door } from '../http/visitor.ts'
import { testDatabase } from '../support/database.ts'
import { form, type Inside, inside, jsonOf, openDesk } from './opened-desk.ts'

let door: Door
let admin: Inside
let student: Inside
let department: { id: string; version: number }
beforeAll(testDatabase)
beforeAll(async () => {
  door = await openDesk()
  admin = await inside(door, 'admin')
  student = await inside(door, 'student')
  department = await prisma().department.create({ data: { code: 'GEO', name: 'Géographie' } })
  return door.close
})

const api = '/admin/api'
const one = () => `${api}/resources/Department/records/${department.id}`

describe('the guard in front of AdminJS', () => {
  test.each([
    ['an action nobody declared', () => `${api}/resources/Department/actions/steal`],
    ['AdminJS’s own bulk delete', () => `${api}/resources/Department/bulk/bulkDelete?recordIds=${department.id}`],
    ['its deprecated search', () => `${api}/resources/Department/search/geo`],
    ['a record action on the resource route', () => `${api}/resources/Department/actions/delete`],
    ['a resource action on the record route', () => `${one()}/new`],
    ['a record action on the bulk route', () => `${api}/resources/Department/bulk/edit?recordIds=${department.id}`],
    ['a model without a door', () => `${api}/resources/Session/actions/list`],
    ['a model that does not exist', () => `${api}/resources/constructor/actions/list`],
    ['a page nobody declared', () => `${api}/pages/backdoor`],
    ['an action named like a method of objects', () => `${api}/resources/Department/actions/toString`],
  ])('%s is missing, by GET and by POST', async (_what, path) => {
    const missing = await admin.visitor.api(`${api}/resources/Nothing/actions/list`)
    for (const init of [{}, form({})]) {
      const answer = await admin.visitor.api(path(), init)
      expect(answer.status).toBe(404)
      expect(answer.text).toBe(missing.text)
    }
    expect(await prisma().department.count({ where: { id: department.id } })).toBe(1)
  })

  test('HEAD deletes nothing', async () => {
    const answer = await admin.visitor.api(`${one()}/delete`, { method: 'HEAD' })
    expect([404, 405]).toContain(answer.status)
    expect(await prisma().department.count({ where: { id: department.id } })).toBe(1)
  })

  test('a GET never deletes, never creates', async () => {
    expect((await admin.visitor.api(`${one()}/delete`)).status).toBe(404)
    expect((await admin.visitor.api(`${api}/resources/Department/actions/new?code=X&name=Y`)).status).toBe(404)
    expect(await prisma().department.count({ where: { code: 'X' } })).toBe(0)
  })

  test.each(['PUT', 'PATCH', 'DELETE', 'OPTIONS'])('%s is not a method of the desk', async (method) => {
    const answer = await admin.visitor.api(`${one()}/delete`, { method })
    expect(answer.status).toBe(405)
    expect(await prisma().department.count({ where: { id: department.id } })).toBe(1)
  })

  test('a refused model, a refused record and a missing one answer alike', async () => {
    const paths = [
      `${api}/resources/Account/actions/list`,
      `${api}/resources/Account/records/${admin.who.accountId}/show`,
      `${api}/resources/Person/records/${admin.who.personId}/show`,
      `${api}/resources/Person/records/00000000-0000-7000-8000-000000000000/show`,
      `${api}/resources/Person/records/not-an-id/show`,
      `${api}/resources/Nothing/actions/list`,
    ]
    const answers = await Promise.all(paths.map((path) => student.visitor.api(path)))
    expect(new Set(answers.map((answer) => `${answer.status} ${answer.text}`)).size).toBe(1)
    expect(answers[0]?.status).toBe(404)
  })

  test('a student sees no button that they may not press, and pressing it anyway is missing', async () => {
    const mine = await prisma().student.findFirstOrThrow({ where: { personId: student.who.personId } })
    const path = `${api}/resources/Student/records/${mine.id}`
    const shown = jsonOf(await student.visitor.api(`${path}/show`))
    expect(shown.record.recordActions.map((action) => action.name)).toEqual(['show', 'history'])
    for (const action of ['edit', 'delete', 'graduate']) {
      expect((await student.visitor.api(`${path}/${action}`, form({ matricule: 'X', version: '0' }))).status).toBe(404)
    }
  })

  test('without the token of the session nothing answers', async () => {
    const answer = await admin.visitor.get(`${api}/resources/Department/actions/list`)
    expect(answer.status).toBe(403)
  })
})
