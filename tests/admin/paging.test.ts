import { beforeAll, describe, expect, test } from 'vitest'
import { prisma, write } from '../../src/platform/db.ts'
import type { Door } from '../http/visitor.ts'
import { testDatabase } from '../support/database.ts'
import { type Inside, inside, jsonOf, openDesk } from './opened-desk.ts'

let door: Door
let admin: Inside
const ROOMS = 10_130
beforeAll(testDatabase)
beforeAll(async () => {
  door = await openDesk()
  admin = await inside(door, 'admin')
  await write(
    `INSERT INTO "Room" (id, name, building, capacity, "updatedAt")
     SELECT ('019a0000-0000-7000-8000-' || lpad(to_hex(n), 12, '0'))::uuid, 'Salle ' || n,
       CASE WHEN n % 3 = 0 THEN NULL ELSE 'Bâtiment ' || n % 7 END, n % 50, now() FROM generate_series(1, ${ROOMS}) n`,
  )
  await write('ANALYZE "Room"').catch(() => undefined)
  return door.close
})

const page = async (query: string) => jsonOf(await admin.visitor.api(`/admin/api/resources/Room/actions/list?${query}`))
const names = ({ records }: Awaited<ReturnType<typeof page>>) => records.map((record) => record.params.name)

/** Every page of a list, by the mark where the one before ends. */
async function walk(query: string, pages: number, meanwhile?: (page: number) => Promise<void>) {
  const seen: string[] = []
  let at = await page(query)
  for (let n = 2; ; n++) {
    seen.push(...at.records.map((record) => record.id))
    if (!at.meta.after || n > pages) return { seen, last: at }
    await meanwhile?.(n)
    at = await page(`${query}&page=${n}&after=${at.meta.after}`)
  }
}

describe('turning pages', () => {
  test.each([
    ['', 'newest first'],
    ['sortBy=capacity&direction=asc', 'many rows alike'],
    ['sortBy=building&direction=asc', 'some have none'],
    ['sortBy=building&direction=desc', 'some have none, the other way'],
    ['sortBy=createdAt&direction=desc', 'an instant'],
  ])('%s (%s): each row once, in the order of the whole', async (sort) => {
    const filter = `filters.name~~starts=Salle%2012&perPage=10&${sort}`
    const { seen } = await walk(filter, 100)
    const whole = (await page(`${filter.replace('perPage=10', 'perPage=100')}`)).records.map((record) => record.id)
    expect(seen.slice(0, 100)).toEqual(whole)
    expect(new Set(seen).size).toBe(seen.length)
    expect(seen.length).toBe(1 + 10 + 100)
  })

  test.each(['', '&sortBy=building&direction=asc', '&sortBy=building&direction=desc'])(
    'back from where one stands%s, the same rows are there',
    async (sort) => {
      const query = `filters.name~~starts=Salle%2013&perPage=20${sort}`
      const first = await page(query)
      const second = await page(`${query}&page=2&after=${first.meta.after}`)
      const third = await page(`${query}&page=3&after=${second.meta.after}`)
      const back = await page(`${query}&page=2&before=${third.meta.before}`)
      expect(names(back)).toEqual(names(second))
      expect(names(second)).toEqual(names(await page(`${query}&page=2`)))
    },
  )

  test('rows that come while one reads are never shown twice, and push none away', async () => {
    const added = async (n: number) =>
      void (await prisma().room.createMany({
        data: [0, 1, 2].map((i) => ({ name: `Salle 14 neuve ${n}-${i}`, capacity: 1 })),
      }))
    const before = (await prisma().room.findMany({ where: { name: { startsWith: 'Salle 14' } } })).map(({ id }) => id)
    const { seen } = await walk('filters.name~~starts=Salle%2014&perPage=10', 50, added)
    expect(new Set(seen).size).toBe(seen.length)
    expect(before.filter((id) => !seen.includes(id))).toEqual([])
  })

  test('a mark of another list, another order or another person is none: the number says where', async () => {
    const other = await inside(door, 'internship_officer')
    const theirs = jsonOf(await other.visitor.api('/admin/api/resources/Room/actions/list?perPage=10'))
    const sorted = await page('perPage=10&sortBy=name&direction=asc')
    const plain = names(await page('perPage=10&page=2'))
    for (const mark of [theirs.meta.after, sorted.meta.after, 'v1.a.b.c', 'x', '%00'])
      expect(names(await page(`perPage=10&page=2&after=${mark}`))).toEqual(plain)
  })
})

describe('a long list', () => {
  test('says about how many it holds, and how many when asked', async () => {
    const { meta } = await page('')
    expect(meta.about).toMatch(/near|more/)
    expect(meta.total).toBeGreaterThanOrEqual(10_000)
    const exact = (await page('count=exact')).meta
    expect(exact.about).toBeUndefined()
    expect(exact.total).toBe(await prisma().room.count())
    expect((await page('filters.capacity=7')).meta.about).toBeUndefined()
  })

  test.each(['', '&sortBy=building&direction=asc', '&sortBy=capacity&direction=desc'])(
    'ends where it ends%s: the last page holds the last rows, in order, and counted',
    async (sort) => {
      const total = await prisma().room.count()
      const last = await page(`page=last${sort}`)
      const number = Math.ceil(total / 25)
      expect(last.meta).toMatchObject({ total, page: number, after: null })
      expect(last.meta.about).toBeUndefined()
      expect(last.records).toHaveLength(total - (number - 1) * 25)
      const { records } = await page(`page=${number}${sort}`)
      expect(last.records).toEqual(records)
      const beside = await page(`page=${number - 1}${sort}&before=${last.meta.before}`)
      expect(names(beside)).toEqual(names(await page(`page=${number - 1}${sort}`)))
      expect(await page(`page=${number + 3}${sort}`)).toMatchObject({ records: [], meta: { total } })
    },
  )
})
