import { randomUUID } from 'node:crypto'
import { beforeAll, describe, expect, test } from 'vitest'
import { prisma } from '../../src/platform/db.ts'
import type { Door } from '../http/visitor.ts'
import { testDatabase } from '../support/database.ts'
import { form, type Inside, inside, jsonOf, openDesk } from './opened-desk.ts'

let door: Door
let admin: Inside
let officer: Inside
beforeAll(testDatabase)
beforeAll(async () => {
  door = await openDesk()
  admin = await inside(door, 'admin')
  officer = await inside(door, 'internship_officer')
  return door.close
})

const api = '/admin/api/resources'
const room = () => prisma().room.create({ data: { name: `Salle ${randomUUID()}`, capacity: 30 } })
const post = (by: Inside, path: string, values: Record<string, string>) =>
  by.visitor.api(`${api}/${path}`, form(values))

describe('creating', () => {
  test('a double click creates one record, and both answers name it', async () => {
    const values = { name: 'Salle double', capacity: '12', _idem: randomUUID() }
    const answers = await Promise.all([1, 2, 3].map(() => post(admin, 'Room/actions/new', values)))
    expect(answers.map((answer) => answer.status)).toEqual([200, 200, 200])
    expect(new Set(answers.map((answer) => jsonOf(answer).record.id)).size).toBe(1)
    expect(await prisma().room.count({ where: { name: 'Salle double' } })).toBe(1)
  })

  test('what is wrong is said beside its field, in French, and nothing is saved', async () => {
    const answer = await post(admin, 'Room/actions/new', { name: '', capacity: 'douze' })
    expect(answer.status).toBe(422)
    const { errors } = jsonOf(answer).record
    expect(errors.name?.message).toMatch(/obligatoire/)
    expect(errors.capacity?.message).toMatch(/nombre/)
  })

  test('a name already taken is a sentence beside the field, not a fault', async () => {
    const { name } = await room()
    const answer = await post(admin, 'Room/actions/new', { name, capacity: '5' })
    expect(answer.status).toBeGreaterThanOrEqual(400)
    expect(answer.status).toBeLessThan(500)
    expect(answer.text).not.toMatch(/P20\d\d|constraint|prisma/i)
  })

  test('numbers and days are read as people write them', async () => {
    const scheme = await post(admin, 'GradingScheme/actions/new', {
      name: 'Barème à virgule',
      defenseFloor: '7,5',
      latePenalty: '1',
    })
    expect(scheme.status).toBe(200)
    const { id } = jsonOf(scheme).record
    expect(String((await prisma().gradingScheme.findUniqueOrThrow({ where: { id } })).defenseFloor)).toBe('7.5')
    const person = await post(admin, 'Person/actions/new', {
      lastName: 'Sow',
      firstName: 'Ami',
      birthDate: '02/03/2004',
    })
    expect(jsonOf(person).record.params.birthDate).toBe('2004-03-02')
  })
})

describe('changing', () => {
  test('only the columns sent change, and the version moves', async () => {
    const { id, name } = await room()
    const answer = await post(admin, `Room/records/${id}/edit`, { capacity: '44', version: '0' })
    expect(answer.status).toBe(200)
    expect(jsonOf(answer).record.params).toMatchObject({ name, capacity: 44, version: 1 })
  })

  test('a save on an old version is refused and says who changed what', async () => {
    const { id } = await room()
    await post(officer, `Room/records/${id}/edit`, { capacity: '50', version: '0' })
    const late = await post(admin, `Room/records/${id}/edit`, { capacity: '60', version: '0' })
    expect(late.status).toBe(409)
    expect(jsonOf(late).notice?.message).toMatch(/Awa Diallo a modifié ce dossier.*\(.+\)/)
    expect((await prisma().room.findUniqueOrThrow({ where: { id } })).capacity).toBe(50)
  })

  test('a save that does not say which version it read is refused', async () => {
    const { id } = await room()
    expect((await post(admin, `Room/records/${id}/edit`, { capacity: '60' })).status).toBe(409)
    expect((await post(admin, `Room/records/${id}/edit`, { capacity: '60', version: 'x' })).status).toBe(409)
  })

  test.each(['id', 'createdAt', 'nothing', '__proto__', 'version.increment'])(
    'a column that is not theirs to write refuses the whole: %s',
    async (column) => {
      const [one, other] = [await room(), await room()]
      const sent = await post(admin, `Room/records/${one.id}/edit`, {
        capacity: '99',
        version: '0',
        [column]: other.id,
      })
      expect([400, 422]).toContain(sent.status)
      const kept = await prisma().room.findMany({ where: { id: { in: [one.id, other.id] } } })
      expect(kept.map(({ capacity, version }) => [capacity, version])).toEqual([
        [30, 0],
        [30, 0],
      ])
    },
  )

  test('a command’s column is not for forms, even an administrator’s', async () => {
    const { accountId } = officer.who
    const sent = await post(admin, `Account/records/${accountId}/edit`, { status: 'disabled', version: '0' })
    expect(sent.status).toBe(422)
    expect((await prisma().account.findUniqueOrThrow({ where: { id: accountId } })).status).toBe('active')
  })
})

describe('afterwards', () => {
  test('the history says who, in which role, and each value before and after in words', async () => {
    const { id } = await room()
    await post(officer, `Room/records/${id}/edit`, { capacity: '75', version: '0' })
    const { history } = jsonOf(await admin.visitor.api(`${api}/Room/records/${id}/history`))
    expect(history[0]).toMatchObject({
      verb: 'Modification',
      actor: 'Awa Diallo',
      role: 'Responsable des stages',
      changes: [{ label: 'Places', before: '30', after: '75' }],
    })
  })

  test('deleting asks for the version too, and the record is gone', async () => {
    const { id } = await room()
    expect((await post(admin, `Room/records/${id}/delete`, { version: '7' })).status).toBe(409)
    expect((await post(admin, `Room/records/${id}/delete`, { version: '0' })).status).toBe(200)
    expect((await admin.visitor.api(`${api}/Room/records/${id}/show`)).status).toBe(404)
  })

  test('the language chosen in the top bar is the one of the next page', async () => {
    const answer = await officer.visitor.api('/admin/api/pages/language', form({ locale: 'en' }))
    expect(answer.status).toBe(200)
    expect((await officer.visitor.get('/admin')).text).toContain('<html lang="en">')
    await officer.visitor.api('/admin/api/pages/language', form({ locale: 'fr' }))
    expect((await officer.visitor.get('/admin')).text).toContain('<html lang="fr">')
  })
})
