import { randomUUID } from 'node:crypto'
import { beforeAll, describe, expect, test } from 'vitest'
import { prisma } from '../../src/platform/db.ts'
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
