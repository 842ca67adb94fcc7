import { beforeAll, describe, expect, it } from 'vitest'
import { models } from '../src/access/model.ts'
import { ruledModels } from '../src/access/rights.ts'
import { searchColumns, searchExpression } from '../src/access/search.ts'
import { titleExpression } from '../src/access/title.ts'
import '../src/domain/index.ts'
import { catalogue } from '../src/generated/catalogue.ts'
import { allFlows } from '../src/kit/flow.ts'
import { read } from '../src/platform/db.ts'
import { isCurrent } from '../src/platform/migrate.ts'
import { testDatabase } from './support/database.ts'

beforeAll(testDatabase)

const open = models.filter((model) => !model.internal)

/** A word for people, in both languages: not the identifier again. The same word may be right in both. */
const isSaid = (label: { fr: string; en: string }, name: string): boolean =>
  label.fr.trim() !== '' && label.en.trim() !== '' && label.fr !== name && label.en !== name

/** Every record has them, and no screen asks anybody to read them; the desk words them once. */
const PLUMBING = new Set(['id', 'version', 'createdAt', 'updatedAt'])

describe('Everything has a name that people read', () => {
  it('every model, one and many', () => {
    const mute = models.filter((model) => {
      const english = model.label.en.replaceAll(' ', '').toLowerCase()
      return (
        !isSaid(model.label, '') ||
        !isSaid(model.plural, '') ||
        (english !== model.name.toLowerCase() && model.label.fr === model.name)
      )
    })
    expect(mute.map((model) => model.name)).toEqual([])
  })

  it('every column that a person may meet', () => {
    const mute = open.flatMap((model) =>
      model.fields
        .filter((field) => !PLUMBING.has(field.name) && !(field.native === 'Uuid' && !field.reference))
        .filter((field) => !isSaid(field.label, field.name))
        .map((field) => `${model.name}.${field.name}`),
    )
    expect(mute).toEqual([])
  })

  it('every value of every list of choices', () => {
    const shown = new Set(open.flatMap((model) => model.fields.map((field) => field.enum)))
    const mute = Object.values(catalogue.enums)
      .filter((one) => shown.has(one.name))
      .flatMap((one) =>
        one.values.filter((value) => !isSaid(value.label, value.value)).map((value) => `${one.name}.${value.value}`),
      )
    expect(mute).toEqual([])
  })

  it('every verb, its inputs, its question and its answer', () => {
    const texts = allFlows().flatMap((flow) =>
      [...flow.verbs.values()].flatMap((verb) =>
        [verb.label, verb.confirm, verb.done]
          .filter((text) => text !== undefined)
          .map((text) => ({ at: `${flow.model}.${verb.name}`, text, name: verb.name })),
      ),
    )
    expect(texts.length).toBeGreaterThan(40)
    expect(texts.filter(({ text, name }) => !isSaid(text, name)).map(({ at }) => at)).toEqual([])
  })

  it('French is written with its own apostrophes and spaces', () => {
    const labels = [
      ...models.flatMap((model) => [
        model.label,
        model.plural,
        ...model.fields.flatMap((field) => [field.label, field.help]),
      ]),
      ...Object.values(catalogue.enums).flatMap((one) => one.values.map((value) => value.label)),
      ...allFlows().flatMap((flow) =>
        [...flow.verbs.values()].flatMap((verb) => [verb.label, verb.confirm, verb.done]),
      ),
    ].filter((label) => label !== undefined)
    expect(labels.map((label) => label.fr).filter((text) => /\w'\w/.test(text))).toEqual([])
  })
})

describe('Every record can be named', () => {
  it.each(open.map((model) => [model.name, model] as const))(
    '%s has a title that the database can tell',
    async (_name, model) => {
      for (const locale of ['fr', 'en'] as const)
        await read(`SELECT ${titleExpression(model, 't', locale)} AS title FROM "${model.table}" t LIMIT 1`)
      expect(model.title).toMatch(/\{\w+\}/)
    },
  )

  it('no title shows a secret', () => {
    const secrets = open.flatMap((model) =>
      model.fields.filter((field) => field.secret && model.title.includes(`{${field.name}}`)),
    )
    expect(secrets).toEqual([])
  })

  it('what is searched is never a secret', () => {
    expect(models.flatMap((model) => model.fields.filter((field) => field.search && field.secret))).toEqual([])
  })
})

describe('The database is ready for what it is asked', () => {
  it('every reference is indexed, first in its index', async () => {
    const missing = await read<{ at: string }>(`
      SELECT c.conrelid::regclass || '.' || a.attname AS at
      FROM pg_constraint c JOIN pg_attribute a ON a.attrelid = c.conrelid AND a.attnum = c.conkey[1]
      WHERE c.contype = 'f' AND c.connamespace = 'public'::regnamespace
        AND NOT EXISTS (SELECT FROM pg_index i WHERE i.indrelid = c.conrelid AND i.indkey[0] = c.conkey[1] AND i.indpred IS NULL)
      ORDER BY 1`)
    expect(missing.map((row) => row.at)).toEqual([])
  })

  it('every search has its index, on the very expression that is asked', async () => {
    const rows = await read<{ tablename: string; indexdef: string }>(
      `SELECT tablename, indexdef FROM pg_indexes WHERE schemaname = 'public' AND indexdef LIKE '%gin_trgm_ops%'`,
    )
    const flat = (sql: string) => sql.replaceAll(/[\s()"]|::text|public\./gi, '').toLowerCase()
    const missing = open.filter((model) => {
      const expression = searchExpression(model)
      return (
        expression !== null &&
        !rows.some((row) => row.tablename === model.table && flat(row.indexdef).includes(flat(expression)))
      )
    })
    expect(open.filter((model) => searchColumns(model).length > 0).length).toBeGreaterThan(5)
    expect(missing.map((model) => model.name)).toEqual([])
  })

  it('every migration of this version is applied, and says all that the schema says', async () => {
    expect(await isCurrent()).toBe(true)
    const columns = await read<{ at: string }>(
      `SELECT table_name || '.' || column_name AS at FROM information_schema.columns WHERE table_schema = 'public'`,
    )
    const known = new Set(columns.map((row) => row.at))
    const missing = models.flatMap((model) =>
      model.fields
        .filter((field) => !field.via && !known.has(`${model.table}.${field.name}`))
        .map((field) => `${model.name}.${field.name}`),
    )
    expect(missing.filter((at) => !at.startsWith('Throttle.'))).toEqual([])
  })

  it('the states of every life cycle are those of its column', async () => {
    for (const flow of allFlows()) {
      const field = catalogue.models[flow.model].fields.find((one) => one.name === 'status')
      const values = catalogue.enums[field?.enum ?? '']?.values.map((value) => value.value) ?? []
      for (const verb of flow.verbs.values()) {
        const states = [...(verb.from === 'any' ? [] : verb.from), ...(typeof verb.to === 'string' ? [verb.to] : [])]
        expect(
          states.filter((state) => !values.includes(state)),
          `${flow.model}.${verb.name}`,
        ).toEqual([])
      }
    }
  })
})

describe('Nothing is open by omission', () => {
  it('every model that has a door has a line in an access table', () => {
    expect(open.filter((model) => !ruledModels().has(model.name)).map((model) => model.name)).toEqual([])
  })

  it('what looks like a secret is marked as one', () => {
    const suspect = /hash$|secret|token|password|seed|storageKey/i
    const known = ['AllocationRun.seed']
    const bare = open.flatMap((model) =>
      model.fields
        .filter((field) => suspect.test(field.name) && !field.secret && field.type === 'String')
        .map((field) => `${model.name}.${field.name}`),
    )
    expect(bare.filter((at) => !known.includes(at))).toEqual([])
  })

  it('what tells who a person is says so, for the privacy register', () => {
    const personal = /^(lastName|firstName|birthDate|gender|email|phone|recipient|ip)$/
    const bare = open.flatMap((model) =>
      model.fields
        .filter((field) => personal.test(field.name) && !field.pii)
        .map((field) => `${model.name}.${field.name}`),
    )
    expect(bare).toEqual([])
  })
})
