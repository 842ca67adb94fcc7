import { beforeAll, expect, test } from 'vitest'
import { rememberedCount } from '../../src/access/counts.ts'
import { createRecord } from '../../src/kit/record.ts'
import { prisma, transaction } from '../../src/platform/db.ts'
import { smallSchool } from '../domain/internships/world.ts'
import { testDatabase } from '../support/database.ts'

beforeAll(testDatabase)

/** Slow enough to be worth remembering. */
const DEAR = 'SELECT count(*)::int AS n FROM "Department", (SELECT pg_sleep(0.02)) AS slow'

test('a dear count is remembered, and forgotten when the whole of a bulk is written, not before', async () => {
  const { admin } = await smallSchool()
  const first = await rememberedCount(DEAR, [])
  await prisma().department.create({ data: { code: 'HORS', name: 'Hors commande' } })
  expect(await rememberedCount(DEAR, [])).toBe(first)
  await transaction(async (tx) => {
    await createRecord(admin.ctx(), 'Department', { code: 'NEUF', name: 'Nouveau' }, { tx })
    expect(await rememberedCount(DEAR, [])).toBe(first)
  })
  expect(await rememberedCount(DEAR, [])).toBe(first + 2)
})
