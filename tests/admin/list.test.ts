import fc from 'fast-check'
import { beforeAll, describe, expect, test } from 'vitest'
import { prisma } from '../../src/platform/db.ts'
import type { Door } from '../http/visitor.ts'
import { testDatabase } from '../support/database.ts'
import { type Inside, inside, jsonOf, openDesk } from './opened-desk.ts'

let door: Door
let admin: Inside
beforeAll(testDatabase)
beforeAll(async () => {
  door = await openDesk()
  admin = await inside(door, 'admin')
  await prisma().person.createMany({
    data: Array.from({ length: 130 }, (_, i) => ({
      lastName: i % 2 ? 'Éboué' : 'N’Diaye',
      firstName: `Étu${String(i).padStart(3, '0')}`,
      birthDate: new Date(Date.UTC(2004, 0, 1 + i)),
    })),
  })
  return door.close
})

const list = (query: string, model = 'Person') =>
  admin.visitor.api(`/admin/api/resources/${model}/actions/list?${query}`)
const rows = async (query: string) => jsonOf(await list(query))

describe('a list', () => {
  test('a page never holds more than a hundred rows, whatever is asked', async () => {
    expect((await rows('perPage=1000000')).records).toHaveLength(100)
    expect((await rows('perPage=-3')).records).toHaveLength(25)
    expect((await rows('page=-1&perPage=10')).meta.page).toBe(1)
  })

  test('capitals and accents do not matter to who searches', async () => {
    const [plain, accented] = [await rows('query=eboue'), await rows('query=%C3%89BOU%C3%89')]
    expect(plain.meta.total).toBe(65)
    expect(accented.meta.total).toBe(65)
    expect((await rows('filters.lastName=eboue')).meta.total).toBe(65)
  })

  test('filters add up: a name, a range of days both included', async () => {
    const found = await rows(
      'filters.birthDate~~from=2004-01-02&filters.birthDate~~to=2004-01-05&filters.lastName=eboue',
    )
    expect(found.meta.total).toBe(2)
    expect((await rows('filters.birthDate=02%2F01%2F2004')).meta.total).toBe(1)
    expect((await rows('filters.gender~~empty=true&filters.lastName=eboue')).meta.total).toBe(65)
    expect((await rows('filters.gender~~in=female,male')).meta.total).toBe(0)
  })

  test('a day stays the day that was written', async () => {
    const found = await rows('filters.birthDate=2004-01-02')
    expect(found.records[0]?.params.birthDate).toBe('2004-01-02')
  })

  test('an order without ties: two pages never share a row', async () => {
    const seen = await Promise.all(
      [1, 2, 3].map((page) => rows(`sortBy=lastName&direction=desc&perPage=50&page=${page}`)),
    )
    const ids = seen.flatMap((answer) => answer.records.map((record) => record.id))
    expect(new Set(ids).size).toBe(ids.length)
  })

  test.each(['filters.gender=other', 'filters.birthDate~~from=demain'])(
    '%s is refused in words, nothing breaks',
    async (query) => {
      const answer = await list(query)
      expect(answer.status).toBe(422)
      expect(jsonOf(answer).notice?.message).toMatch(/[àâéèêîôû»’.]/)
      expect(jsonOf(answer).records).toEqual([])
    },
  )

  test.each([
    'filters.passwordHash=x',
    'filters.nothing=x',
    'filters.birthDate~~like=2',
    'filters.lastName~~from=a',
    'filters.lastName[contains]=a',
    'sortBy=passwordHash',
    'sortBy=nothing',
    'filters.__proto__=1',
    'filters.gender~~last=7',
    'any.1.lastName=a',
    'any.x.filters.lastName=a',
    'filters.account.passwordHash~~contains=a',
    'filters.account.person.account.person.account.email=a',
  ])('%s is left out of the list, which says so', async (query) => {
    const [asked, plain] = [await rows(query), await rows('')]
    expect(asked.meta.ignored).toEqual([
      decodeURIComponent(query.split('=')[0] === 'sortBy' ? 'sortBy' : (query.split('=')[0] ?? '')),
    ])
    expect(asked.records.map((record) => record.id)).toEqual(plain.records.map((record) => record.id))
    expect(asked.meta.total).toBe(plain.meta.total)
  })

  test('a hidden column answers like one that does not exist', async () => {
    const [hidden, absent] = await Promise.all([
      list('filters.passwordHash=a', 'Account'),
      list('filters.passwordHatt=a', 'Account'),
    ])
    expect(hidden.status).toBe(absent.status)
    const same = (text: string) => text.replaceAll(/"(after|before)":"[^"]*"/g, '')
    expect(same(hidden.text).replaceAll('passwordHash', '…')).toBe(same(absent.text).replaceAll('passwordHatt', '…'))
  })

  test('a reference is an id and a title, nothing else of the other record', async () => {
    const found = jsonOf(await list('', 'RoleAssignment'))
    const [first] = found.records
    expect(first?.populated.personId).toEqual({ id: first?.params.personId, title: 'Diallo Awa', params: {} })
  })

  test('whatever the address holds, the answer is rows or a sentence, never a fault', async () => {
    const names = fc.constantFrom(
      'lastName',
      'birthDate',
      'gender',
      'email',
      'id',
      'version',
      'createdAt',
      'personId',
      '$where',
      'account.email',
      'student.cohort.programme.name',
      'student.cohortId',
      'roles.role',
      'roles',
      'account.passwordHash',
    )
    const doors = fc.constantFrom('', 'any.1.', 'any.1-2.', 'all-3.', 'any.', 'any.1.any.2.')
    const operators = fc.constantFrom(
      '',
      '~~in',
      '~~not',
      '~~from',
      '~~to',
      '~~last',
      '~~empty',
      '~~contains',
      '~~',
      '[gt]',
      '~~starts',
      '~~none',
      '~~next',
      '~~between',
      '~~past',
      '~~me',
      '~~mine',
    )
    const values = fc.oneof(
      fc.string({ maxLength: 30 }),
      fc.constantFrom('{"gt":0}', '2004-01-02', '-1', 'NaN', '9'.repeat(40), "' or 1=1 --", '%', '\u0000', ' ', ', ,'),
    )
    await fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(doors, names, operators, values), { maxLength: 3 }), async (filters) => {
        const query = new URLSearchParams(
          filters.map(([door, name, operator, value]) => [`${door}filters.${name}${operator}`, value]),
        )
        expect([200, 422]).toContain((await list(query.toString())).status)
      }),
      { numRuns: 150 },
    )
  })
})
