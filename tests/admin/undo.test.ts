import { randomUUID } from 'node:crypto'
import { beforeAll, describe, expect, test } from 'vitest'
import { record } from '../../src/kit/event.ts'
import { prisma, transaction } from '../../src/platform/db.ts'
import { smallSchool } from '../domain/internships/world.ts'
import type { Door } from '../http/visitor.ts'
import { testDatabase } from '../support/database.ts'
import { form, type Inside, inside, jsonOf, openDesk } from './opened-desk.ts'

let door: Door
let admin: Inside
let officer: Inside
let student: Inside
beforeAll(testDatabase)
beforeAll(async () => {
  door = await openDesk()
  admin = await inside(door, 'admin')
  officer = await inside(door, 'internship_officer')
  student = await inside(door, 'student')
  return door.close
})

const api = '/admin/api/resources'
const room = (data = {}) => prisma().room.create({ data: { name: `Salle ${randomUUID()}`, capacity: 30, ...data } })
const post = (by: Inside, path: string, values: Record<string, string>) =>
  by.visitor.api(`${api}/${path}`, form(values))
const trashOf = async (by: Inside, query = '') =>
  JSON.parse((await by.visitor.api(`/admin/api/pages/trash?${query}`)).text) as {
    items: { id: string; title: string; mayRestore: boolean; restored: { by: string; href: string } | null }[]
    total: number
  }
const putBack = (by: Inside, id: string) => by.visitor.api('/admin/api/pages/trash', form({ id }))

describe('the trash', () => {
  test('somebody else’s deletions are neither shown nor restored; the administration reads all', async () => {
    const { id, name } = await room()
    const answer = JSON.parse((await post(admin, `Room/records/${id}/delete`, { version: '0' })).text)
    const trashedId = String(answer.notice.undo)
    for (const other of [officer, student]) {
      expect(JSON.stringify(await trashOf(other))).not.toContain(name)
      const refused = await putBack(other, trashedId)
      const nowhere = await putBack(other, randomUUID())
      expect([refused.status, refused.text]).toEqual([404, nowhere.text])
    }
    expect((await trashOf(admin, `query=${encodeURIComponent(name)}`)).items).toMatchObject([
      { id: trashedId, title: name },
    ])
  })

  test('what I delete is in my trash at once; restored, it opens again, and a second time is a sentence', async () => {
    const { id, name } = await room()
    const answer = JSON.parse((await post(admin, `Room/records/${id}/delete`, { version: '0' })).text)
    expect(answer.notice).toMatchObject({ type: 'success', undo: expect.any(String) })
    expect((await admin.visitor.api(`${api}/Room/records/${id}/show`)).status).toBe(404)
    const back = JSON.parse((await putBack(admin, answer.notice.undo)).text)
    expect(back.redirectUrl).toBe(`/admin/resources/Room/records/${id}/show`)
    expect(back.notice.message).toContain(name)
    expect(jsonOf(await admin.visitor.api(`${api}/Room/records/${id}/show`)).record.params).toMatchObject({
      version: 1,
    })
    const again = await putBack(admin, answer.notice.undo)
    expect([again.status, JSON.parse(again.text).notice.message]).toEqual([
      409,
      expect.stringContaining('déjà été restauré par Awa Diallo'),
    ])
    const { items } = await trashOf(admin, `state=restored&query=${encodeURIComponent(name)}`)
    expect(items).toMatchObject([{ mayRestore: false, restored: { by: 'Diallo Awa' } }])
  })

  test('nothing of the content leaves by the trash, only its name', async () => {
    const { id } = await room({ building: 'CANARI-BATIMENT' })
    await post(admin, `Room/records/${id}/delete`, { version: '0' })
    const [trashed] = await prisma().trashedRecord.findMany({ where: { recordId: id } })
    for (const path of ['/admin/api/pages/trash', `${api}/TrashedRecord/records/${trashed?.id}/show`]) {
      const answer = await admin.visitor.api(path)
      expect(answer.status).toBe(200)
      expect(answer.text).not.toContain('CANARI-BATIMENT')
    }
  })
})

const events = (recordId: string) =>
  prisma().event.findMany({ where: { recordId }, orderBy: [{ at: 'asc' }, { id: 'asc' }] })
const edit = async (by: Inside, path: string, values: Record<string, string>) => {
  const answer = await post(by, `${path}/edit`, values)
  expect(answer.status).toBe(200)
  return answer
}

describe('going back to a version', () => {
  /** Created with 10 places, then 20 and a building, then 30. */
  async function storied() {
    const created = await post(admin, 'Room/actions/new', { name: `Salle ${randomUUID()}`, capacity: '10' })
    const { id } = jsonOf(created).record
    const path = `Room/records/${id}`
    await edit(officer, path, { capacity: '20', building: 'Bâtiment A', version: '0' })
    await edit(admin, path, { capacity: '30', version: '1' })
    const [first, second, third] = (await events(id)).map((event) => event.id)
    return { id, path, first: first ?? '', second: second ?? '', third: third ?? '' }
  }
  const now = (id: string) => prisma().room.findUniqueOrThrow({ where: { id } })

  test('a student neither looks nor goes back; an event of another record is missing', async () => {
    const { path, first } = await storied()
    const other = await storied()
    expect((await student.visitor.api(`${api}/${path}/revert?event=${first}`)).status).toBe(404)
    expect((await post(student, `${path}/revert`, { event: first, version: '2' })).status).toBe(404)
    expect((await post(admin, `${path}/revert`, { event: other.first, version: '2' })).status).toBe(404)
    expect((await post(admin, `${path}/revert`, { event: 'x', version: '2' })).status).toBe(404)
  })

  test('it is first shown, then written as any change, and the history says what it was', async () => {
    const { id, path, first } = await storied()
    const preview = JSON.parse((await admin.visitor.api(`${api}/${path}/revert?event=${first}`)).text)
    expect(preview.changes).toEqual([
      { label: 'Bâtiment', before: 'Bâtiment A', after: '' },
      { label: 'Places', before: '30', after: '10' },
    ])
    expect(await now(id)).toMatchObject({ capacity: 30, version: 2 })
    expect((await post(admin, `${path}/revert`, { event: first, version: '2' })).status).toBe(200)
    expect(await now(id)).toMatchObject({ capacity: 10, building: null, version: 3 })
    expect((await events(id)).at(-1)).toMatchObject({
      verb: 'update',
      reason: expect.stringMatching(/^retour à la version du /),
    })
  })

  test('one change is taken back alone; what others changed since stays', async () => {
    const { id, path, second } = await storied()
    await edit(admin, path, { capacity: '20', version: '2' })
    expect((await post(admin, `${path}/revert`, { event: second, to: 'change', version: '3' })).status).toBe(200)
    expect(await now(id)).toMatchObject({ capacity: 10, building: null })
  })

  test('somebody saved meanwhile: nothing is overwritten', async () => {
    const { id, path, first } = await storied()
    expect((await post(admin, `${path}/revert`, { event: first, version: '1' })).status).toBe(409)
    expect((await post(admin, `${path}/revert`, { event: first })).status).toBe(409)
    expect(await now(id)).toMatchObject({ capacity: 30, version: 2 })
  })

  test('a state moves by its verbs only, a column I may not write stays, and both are said', async () => {
    const world = await smallSchool()
    const host = await world.company()
    const offer = await host.offer({ status: 'draft', taken: 0 })
    const path = `Offer/records/${offer.id}`
    await edit(admin, path, { city: 'Thiès', version: '0' })
    const [first] = await events(offer.id)
    await transaction((tx) =>
      record(tx, world.admin.ctx(), {
        ...{ noun: 'Offer', recordId: offer.id, verb: 'submit', role: 'admin' },
        ...{
          before: { status: 'changes_requested', taken: 1, city: 'Thiès' },
          after: { status: 'draft', taken: 0, city: 'Mbour' },
        },
      }),
    )
    await prisma().offer.update({ where: { id: offer.id }, data: { city: 'Mbour' } })
    const preview = JSON.parse((await admin.visitor.api(`${api}/${path}/revert?event=${first?.id}`)).text)
    expect(preview.changes.map((one: { label: string }) => one.label)).toEqual(['Ville'])
    expect(preview.left).toContain('État')
    expect((await post(admin, `${path}/revert`, { event: first?.id ?? '', version: '1' })).status).toBe(200)
    const after = await prisma().offer.findUniqueOrThrow({ where: { id: offer.id } })
    expect([after.city, after.status, after.taken]).toEqual(['Thiès', 'draft', 0])
  })

  test('the history offers it to whoever may change the record, and to nobody else', async () => {
    const { path } = await storied()
    const story = async (by: Inside) => JSON.parse((await by.visitor.api(`${api}/${path}/history`)).text).history
    const ways = (await story(admin)).map(({ version, change }: Record<string, true>) => [
      version ?? false,
      change ?? false,
    ])
    expect(ways).toEqual([
      [false, true],
      [true, true],
      [true, false],
    ])
    const seen: Record<string, unknown>[] = await story(student)
    expect(seen.length).toBe(3)
    expect(seen.some((entry) => 'version' in entry || 'change' in entry)).toBe(false)
  })
})

describe('duplicating', () => {
  test('whoever may not create gets no copy', async () => {
    const { id } = await room()
    expect((await student.visitor.api(`${api}/Room/records/${id}/duplicate`)).status).toBe(404)
  })

  test('a copy starts from what may be created: no name that must be its own, no state, no file; nothing is written', async () => {
    const { id } = await room({ building: 'Bâtiment C' })
    const before = await prisma().room.count()
    const { params } = jsonOf(await admin.visitor.api(`${api}/Room/records/${id}/duplicate`)).record
    expect(params).toMatchObject({ capacity: 30, building: 'Bâtiment C' })
    for (const column of ['name', 'version', 'createdAt', 'updatedAt']) expect(params).not.toHaveProperty(column)
    expect(await prisma().room.count()).toBe(before)

    const offer = await (await (await smallSchool()).company()).offer()
    const copy = jsonOf(await admin.visitor.api(`${api}/Offer/records/${offer.id}/duplicate`)).record.params
    expect(copy).toMatchObject({
      companyId: offer.companyId,
      campaignId: offer.campaignId,
      description: offer.description,
    })
    for (const column of ['status', 'taken', 'title', 'publishedAt']) expect(copy).not.toHaveProperty(column)
  })
})
