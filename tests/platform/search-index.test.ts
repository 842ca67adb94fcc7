import { beforeAll, expect, test } from 'vitest'
import { searchIndexes } from '../../scripts/search-indexes.ts'
import { fold, searchExpression } from '../../src/access/search.ts'
import { catalogue } from '../../src/generated/catalogue.ts'
import { databaseUrl, read } from '../../src/platform/db.ts'
import { asOwner, testDatabase } from '../support/database.ts'

beforeAll(testDatabase)

const searched = Object.values(catalogue.models).filter((model) => searchExpression(model))

test('every model that people search has its index, written as the search is', async () => {
  expect(searched.length).toBeGreaterThan(15)
  expect(await searchIndexes(databaseUrl())).toBe('')
})

test('a search index that is gone, or says something else, is written again', async () => {
  await asOwner('drop index "Company_search_idx"; comment on index "Person_search_idx" is \'old\'', [], databaseUrl())
  const sql = await searchIndexes(databaseUrl())
  expect(sql).toContain('create index "Company_search_idx"')
  expect(sql).toContain('drop index "Person_search_idx"')
  await asOwner(sql, [], databaseUrl())
  expect(await searchIndexes(databaseUrl())).toBe('')
})

test.each(searched.map((model) => [model.name, model] as const))('searching %s uses its index', async (_, model) => {
  const plan = await read<object>(
    `explain (format json) select id from "${model.table}" where ${searchExpression(model)} like '%abcdef%'`,
  )
  expect(JSON.stringify(plan)).toContain(`${model.table}_search_idx`)
})

test('the database folds as the programme does: every Latin letter, alone and in a word', async () => {
  const letters = Array.from({ length: 0x250 - 0x20 }, (_, i) => String.fromCharCode(i + 0x20))
  const printed = letters.filter((one) => /[^\p{Cc}]/u.test(one))
  const words = [...printed, ...printed.map((one) => `Aé’${one}Z`), 'e\u0301te', 'ŒUVRE', '12\u202f000', 'N’DIAYE', '']
  const rows = await read<{ folded: string }>('select preau_fold(word) as folded from unnest($1::text[]) word', [words])
  expect(rows.map((row) => row.folded)).toEqual(words.map(fold))
})
