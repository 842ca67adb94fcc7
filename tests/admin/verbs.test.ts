import { beforeAll, describe, expect, test } from 'vitest'
import { prisma } from '../../src/platform/db.ts'
import type { Door } from '../http/visitor.ts'
import { testDatabase } from '../support/database.ts'
import { form, type Inside, inside, jsonOf, openDesk } from './opened-desk.ts'

let door: Door
let admin: Inside
let student: Inside
let accounts: string[]
beforeAll(testDatabase)
beforeAll(async () => {
  door = await openDesk()
  admin = await inside(door, 'admin')
  student = await inside(door, 'student')
  accounts = [student.who.accountId, (await inside(door, 'student')).who.accountId]
  return door.close
})

const api = '/admin/api/resources/Account'
const statuses = async () =>
  (await prisma().account.findMany({ where: { id: { in: accounts } } })).map((account) => account.status).sort()

describe('a verb on the desk', () => {
  test('by GET it is missing, and changes nothing', async () => {
    expect((await admin.visitor.api(`${api}/records/${accounts[0]}/disable`)).status).toBe(404)
    expect(await statuses()).toEqual(['active', 'active'])
  })

  test('on the wrong route it is missing', async () => {
    expect((await admin.visitor.api(`${api}/actions/disable`, form({ recordIds: accounts.join(',') }))).status).toBe(
      404,
    )
    expect(await statuses()).toEqual(['active', 'active'])
  })

  test('on many, one id that is not there changes nothing at all', async () => {
    const ids = [...accounts, '00000000-0000-7000-8000-000000000000'].join(',')
    const answer = await admin.visitor.api(`${api}/bulk/disable?recordIds=${ids}`, form({ reason: 'Départ' }))
    expect(answer.status).toBe(404)
    expect(await statuses()).toEqual(['active', 'active'])
  })

  test('on none, nothing happens', async () => {
    for (const path of [`${api}/bulk/disable`, `${api}/bulk/disable?recordIds=`]) {
      const answer = await admin.visitor.api(path, form({ reason: 'Départ' }))
      expect(answer.status).toBe(422)
    }
    expect(await statuses()).toEqual(['active', 'active'])
  })

  test('on many, ticked or matching a filter, it is done for each and told once', async () => {
    const ids = { recordIds: accounts.join(','), reason: 'Départ' }
    const answer = await admin.visitor.api(`${api}/bulk/disable`, form(ids))
    expect(answer.status).toBe(200)
    expect(jsonOf(answer).notice?.message).toBe('C’est fait pour 2 dossiers.')
    expect(await statuses()).toEqual(['disabled', 'disabled'])
    const back = await admin.visitor.api(
      `${api}/bulk/enable`,
      form({ matching: 'filters.status=disabled', reason: 'Retour' }),
    )
    expect(back.status).toBe(200)
    expect(await statuses()).toEqual(['active', 'active'])
  })

  test('at the wrong state it is refused with what is possible now', async () => {
    const answer = await admin.visitor.api(`${api}/records/${accounts[0]}/enable`, form({ reason: 'Retour' }))
    expect(answer.status).toBe(409)
    expect(jsonOf(answer).notice?.message).toMatch(/Possible maintenant : « .+ »/)
  })

  test('the button is there exactly when the press would work', async () => {
    const shown = jsonOf(await admin.visitor.api(`${api}/records/${accounts[0]}/show`))
    const names = shown.record.recordActions.map((action) => action.name)
    expect(names).toContain('disable')
    expect(names).not.toContain('enable')
  })
})
