import fc from 'fast-check'
import { beforeAll, describe, expect, it } from 'vitest'
import { type ModelName, modelOf } from '../../src/access/model.ts'
import { fold, likePattern } from '../../src/access/search.ts'
import { compile, nobody, Params, type Where } from '../../src/access/where.ts'
import { prisma, read } from '../../src/platform/db.ts'
import { Refusal } from '../../src/platform/errors.ts'
import { day, smallSchool } from '../domain/internships/world.ts'
import { testDatabase } from '../support/database.ts'

beforeAll(testDatabase)

const sqlOf = (name: ModelName, where: Where) => {
  const params = new Params()
  return { sql: compile(modelOf(name), where, params), values: params.values }
}

async function titlesOf(where: Where): Promise<string[]> {
  const { sql, values } = sqlOf('Offer', where)
  const rows = await read<{ title: string }>(`SELECT t.title FROM "Offer" t WHERE ${sql} ORDER BY t.title`, values)
  return rows.map((row) => row.title)
}

beforeAll(async () => {
  const school = await smallSchool()
  const host = await school.company()
  await host.offer({ title: 'A', seats: 1, city: 'Dakar', startsOn: day('2026-03-02'), pay: null, notes: null })
  await host.offer({ title: 'B', seats: 2, city: 'Thiès', startsOn: day('2026-04-01'), pay: 100, notes: '' })
  await host.offer({ title: 'C', seats: 3, city: null, startsOn: null, pay: 250.5, notes: '100 %_\\' })
  const other = await smallSchool()
  await (await other.company()).offer({ title: 'D', seats: 9, city: 'Sœurville', status: 'draft', notes: 'x' })
})

describe('A condition means what a person would say aloud', () => {
  const cases: [string, Where, string][] = [
    ['everything', {}, 'ABCD'],
    ['a value', { seats: 2 }, 'B'],
    ['equals', { seats: { equals: 2 } }, 'B'],
    ['equals nothing', { city: { equals: null } }, 'C'],
    ['nothing', { city: null }, 'C'],
    ['not nothing', { city: { not: null } }, 'ABD'],
    ['not a value keeps what is empty', { city: { not: 'Dakar' } }, 'BCD'],
    ['one of', { title: { in: ['A', 'D', 'Z'] } }, 'AD'],
    ['one of none', { title: { in: [] } }, ''],
    ['none of', { title: { notIn: ['A', 'D'] } }, 'BC'],
    ['more than', { seats: { gt: 2 } }, 'CD'],
    ['at least', { seats: { gte: 2 } }, 'BCD'],
    ['less than', { seats: { lt: 2 } }, 'A'],
    ['at most', { seats: { lte: 2 } }, 'AB'],
    ['between', { seats: { gte: 2, lte: 3 } }, 'BC'],
    ['a day', { startsOn: { gte: '2026-03-15' } }, 'B'],
    ['an exact amount', { pay: { gt: '250.49' } }, 'CD'],
    ['contains, whatever the case and accents', { city: { contains: 'THIES' } }, 'B'],
    ['contains a ligature', { city: { contains: 'soeur' } }, 'D'],
    ['contains signs that mean something to the database', { notes: { contains: '%_\\' } }, 'C'],
    ['starts with', { city: { startsWith: 'da' } }, 'A'],
    ['starts with, not in the middle', { city: { startsWith: 'kar' } }, ''],
    ['empty, nothing or no letter', { notes: { empty: true } }, 'AB'],
    ['not empty', { notes: { empty: false } }, 'CD'],
    ['an enum', { status: { in: ['draft'] } }, 'D'],
    ['all of', { AND: [{ seats: { gt: 1 } }, { seats: { lt: 9 } }] }, 'BC'],
    ['all of nothing', { AND: [] }, 'ABCD'],
    ['either', { OR: [{ title: 'A' }, { title: 'D' }] }, 'AD'],
    ['either of nothing', { OR: [] }, ''],
    ['neither', { NOT: { OR: [{ title: 'A' }, { title: 'D' }] } }, 'BC'],
    ['not both', { NOT: [{ title: 'A' }, { seats: 2 }] }, 'ABCD'],
    ['nobody', nobody, ''],
    ['not nobody', { NOT: nobody }, 'ABCD'],
    ['through two relations', { campaign: { department: { name: { startsWith: 'Département' } } } }, 'ABCD'],
    ['through an absent relation', { contact: null }, ''],
    ['some of many', { company: { offers: { some: { title: 'D' } } } }, 'D'],
    ['none of many', { company: { offers: { none: { title: 'D' } } } }, 'ABC'],
    ['none at all', { candidatures: { none: {} } }, 'ABCD'],
    ['some at all', { candidatures: { some: {} } }, ''],
  ]
  it.each(cases)('%s', async (_title, where, expected) => {
    expect((await titlesOf(where)).join('')).toBe(expected)
  })
})

describe('What is not understood is never ignored', () => {
  it.each([
    ['an absent value', { companyId: undefined }],
    ['an absent operand', { seats: { gt: undefined } }],
    ['an unknown operator', { seats: { $gt: 1 } }],
    ['an unknown quantifier', { candidatures: { every: {} } }],
    ['a bare list', { seats: [1, 2] }],
  ])('%s stops the question', (_what, where) => {
    expect(() => sqlOf('Offer', where)).toThrow(/where:/)
  })

  it.each([
    'nope',
    'constructor',
    '__proto__x',
    'seats" OR 1=1 --',
    'id; DROP TABLE "Offer"',
    'toString',
    'and',
    'Company',
  ])('the column %s is refused by name', (name) => {
    expect(() => sqlOf('Offer', { [name]: 'x' })).toThrow(Refusal)
  })

  it('an operator inherited by every object is no operator', () => {
    for (const name of ['constructor', 'toString', 'hasOwnProperty'])
      expect(() => sqlOf('Offer', { seats: { [name]: 1 } })).toThrow(/where:|unknown/)
  })
})

describe('A value is a value', () => {
  const nasty = ['\'; DROP TABLE "Offer"; --', "' OR '1'='1", '$1', '\\', '%', '_', '" OR TRUE --', '\u2028', 'é’œ']

  it.each(nasty)('%s never becomes SQL', async (value) => {
    const before = await prisma().offer.count()
    for (const where of [
      { title: value },
      { title: { contains: value } },
      { title: { startsWith: value } },
      { title: { in: [value] } },
    ]) {
      const { sql } = sqlOf('Offer', where)
      expect(sql).not.toContain(value.length > 2 ? value : `'${value}'`)
      expect((await titlesOf(where)).length).toBe(0)
    }
    expect(await prisma().offer.count()).toBe(before)
  })

  it('whatever is typed, the question compiles to placeholders only', () => {
    fc.assert(
      fc.property(fc.string(), fc.constantFrom('contains', 'startsWith', 'not', 'equals', 'gt'), (text, operator) => {
        const { sql, values } = sqlOf('Offer', { title: { [operator]: text } })
        expect(values).toHaveLength(1)
        expect(sql.match(/\$\d+/g)).toEqual(['$1'])
      }),
    )
  })
})

describe('Folding is the same here and in the database', () => {
  it('for the words of the school', async () => {
    const words = [
      'Élève',
      'ŒUVRE',
      'Ægir',
      'ÇA',
      'l’été',
      'Ndèye Fatou',
      'MÜLLER',
      'Ñandú',
      'ÎLE',
      'Côte d’Ivoire',
      'a\u00a0b',
      'İ',
    ]
    const rows = await read<{ folded: string }>(
      'SELECT preau_fold(w) AS folded FROM unnest($1::text[]) WITH ORDINALITY AS x(w, i) ORDER BY i',
      [words],
    )
    expect(words.map(fold)).toEqual(rows.map((row) => row.folded))
  })

  it('for anything written in our alphabet', async () => {
    const letters = fc.stringMatching(/^[ -~\u00a0-\u017f\u2018\u2019\u202f]{0,30}$/)
    const words = fc.sample(letters, 400)
    const rows = await read<{ folded: string }>(
      'SELECT preau_fold(w) AS folded FROM unnest($1::text[]) WITH ORDINALITY AS x(w, i) ORDER BY i',
      [words],
    )
    expect(words.map(fold)).toEqual(rows.map((row) => row.folded))
  })

  it('a pattern holds nothing but what was typed', () => {
    expect(likePattern('50%_\\É')).toBe('%50\\%\\_\\\\e%')
  })
})
