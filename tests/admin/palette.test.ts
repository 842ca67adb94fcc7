import { beforeAll, describe, expect, test } from 'vitest'
import type { PaletteAnswer, RecentAnswer } from '../../components/palette/state.ts'
import { prisma, read, readEach } from '../../src/platform/db.ts'
import type { Door } from '../http/visitor.ts'
import { testDatabase } from '../support/database.ts'
import { form, type Inside, inside, openDesk } from './opened-desk.ts'

let door: Door
let admin: Inside
let student: Inside
let other: Inside
beforeAll(testDatabase)
beforeAll(async () => {
  door = await openDesk()
  ;[admin, student, other] = [await inside(door, 'admin'), await inside(door, 'student'), await inside(door, 'student')]
  await prisma().person.update({ where: { id: other.who.personId }, data: { lastName: 'Éboué-Zanga' } })
  await prisma().room.createMany({
    data: Array.from({ length: 9 }, (_, i) => ({ name: i === 0 ? 'Zanga' : `Salle Zanga ${i}`, capacity: 20 })),
  })
  await prisma().company.create({ data: { name: 'Ateliers Zanga', city: 'Thiès', status: 'approved' } })
  return door.close
})

const ask = async ({ visitor }: Inside, q: string): Promise<PaletteAnswer> => {
  const { status, text } = await visitor.api(`/admin/api/pages/palette?q=${encodeURIComponent(q)}`)
  expect(status).toBe(200)
  return JSON.parse(text)
}
const recent = async ({ visitor }: Inside, ids: string): Promise<RecentAnswer> =>
  JSON.parse((await visitor.api(`/admin/api/pages/palette?recent=${ids}`)).text)

describe('the palette', () => {
  test('a student never finds another student, by no word and in no list', async () => {
    const matricule = other.who.personId.slice(-12)
    for (const words of ['eboue', 'zanga', other.who.email, matricule]) {
      const text = JSON.stringify(await ask(student, words))
      for (const secret of ['Éboué', other.who.email, matricule, other.who.personId]) expect(text).not.toContain(secret)
    }
    expect(JSON.stringify(await ask(admin, 'eboue'))).toContain('Éboué-Zanga')
  })

  test('nobody is asked about a list that is closed to them', async () => {
    const { groups } = await ask(student, 'horizon')
    for (const closed of ['Account', 'Setting', 'MailDelivery'])
      expect(groups.map((group) => group.model)).not.toContain(closed)
  })

  test('what is found is grouped by list, five of each, the very name first, and the way to the rest', async () => {
    const { groups, late } = await ask(admin, 'zanga')
    const rooms = groups.find((group) => group.model === 'Room')
    expect(rooms).toMatchObject({ label: 'Salles', more: '/admin/resources/Room?query=zanga' })
    expect(rooms?.items).toHaveLength(5)
    expect(rooms?.items[0]?.title).toBe('Zanga')
    expect(groups[0]?.model).toBe('Room')
    expect(groups.map((group) => group.model)).toEqual(expect.arrayContaining(['Person', 'Company', 'Student']))
    expect(groups.find((group) => group.model === 'Company')).toMatchObject({ more: null })
    expect(late).toEqual([])
  })

  test('two letters begin a word; three stand anywhere in it', async () => {
    const lists = async (words: string) => (await ask(admin, words)).groups.map((group) => group.model)
    expect(await lists('za')).toEqual(expect.arrayContaining(['Room', 'Company']))
    expect(await lists('ng')).not.toContain('Room')
    expect(await lists('nga')).toContain('Room')
  })

  test('capitals and accents do not matter, and every word counts', async () => {
    const names = async (words: string) => (await ask(admin, words)).groups.flatMap(({ items }) => items).length
    expect(await names('ÉBOUÉ')).toBe(await names('eboue'))
    expect(await names('zanga thies')).toBe(1)
    expect(await names('zanga nulle-part')).toBe(0)
  })

  test('a record says its title and one fact that the title does not say', async () => {
    const company = (await ask(admin, 'ateliers zanga')).groups.find((group) => group.model === 'Company')?.items[0]
    expect(company).toMatchObject({ title: 'Ateliers Zanga' })
    expect(company?.hint).not.toBe('')
    expect(company?.href).toMatch(/^\/admin\/resources\/Company\/records\/[0-9a-f-]{36}\/show$/)
  })

  test('a saved view opens its list', async () => {
    const sent = form({ model: 'Room', name: 'Grandes salles', query: 'filters.capacity~~from=50' })
    const { text } = await admin.visitor.api('/admin/api/resources/SavedView/actions/new', sent)
    const { id } = JSON.parse(text).record
    const found = (await ask(admin, 'grandes')).groups.find((group) => group.model === 'SavedView')
    expect(found?.items[0]?.href).toBe(`/admin/resources/Room?view=${id}`)
  })

  test.each(['', ' ', 'z', '%', "' or 1=1 --", '\u0000\u0000', 'é'.repeat(500), '____', '🎓🎓'])(
    'whatever is typed (%j), the answer is a list',
    async (words) => {
      expect(Array.isArray((await ask(admin, words)).groups)).toBe(true)
    },
  )

  test('records opened lately are named again through the rights of today', async () => {
    const { id: room } = await prisma().room.findFirstOrThrow({ where: { name: 'Zanga' } })
    const ids = [`Person/${other.who.personId}`, `Room/${room}`, `Account/${other.who.accountId}`, 'Nope/1', 'Room/x']
    expect((await recent(admin, ids.join(','))).recent.map(({ title }) => title).slice(0, 2)).toEqual([
      'Éboué-Zanga Awa',
      'Zanga',
    ])
    expect(JSON.stringify(await recent(student, ids.join(',')))).not.toMatch(/Éboué|Awa/)
  })

  test('it is only read: nothing may be sent to it', async () => {
    expect((await admin.visitor.api('/admin/api/pages/palette', form({ q: 'zanga' }))).status).toBe(404)
  })
})

describe('many short reads', () => {
  test('one that outlasts its time is given up, and the next reader of its connection is not cut short', async () => {
    const slow = { sql: 'select pg_sleep(5)::text as said', values: [] }
    const quick = { sql: 'select $1::text as said', values: ['oui'] }
    const answers = await readEach([quick, slow, quick, quick], { ms: 200, within: 2_000, lanes: 2 })
    expect(answers).toEqual([[{ said: 'oui' }], null, [{ said: 'oui' }], [{ said: 'oui' }]])
    const limits = await Promise.all(
      Array.from({ length: 10 }, () => read<{ statement_timeout: string }>('show statement_timeout')),
    )
    expect(new Set(limits.map(([row]) => row?.statement_timeout))).toEqual(new Set(['5s']))
  })
})
