import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type AnyModel, models } from '../../src/access/model.ts'
import type { Door } from '../http/visitor.ts'
import { testApp } from '../support/app.ts'
import { testDatabase } from '../support/database.ts'
import { Caller, changedTables, fingerprints } from './caller.ts'
import { leaksIn, mayRead, wordsOpenTo } from './judge.ts'
import { buildWorld, type Name, type World } from './world.ts'

beforeAll(testDatabase)
let door: Door
let world: World
const callers = new Map<Name, Caller>()
const NAMES = ['officerA', 'tutor1', 'alpha', 'student1'] as const

beforeAll(async () => {
  world = await buildWorld()
  door = await testApp()
  for (const name of NAMES) callers.set(name, await Caller.of(door, world.principals.get(name) ?? null))
})
afterAll(() => door?.close())

const open = models.filter((model) => !model.internal)
const columns = (model: AnyModel): string[] => model.fields.map((field) => field.name)
/** Columns of what a record points to and of what points to it, open or not, one step and two. */
const steps = [...new Set(open.flatMap((model) => model.relations.map((relation) => relation.name)))]
const path = fc.tuple(
  fc.array(fc.constantFrom(...steps), { maxLength: 2 }),
  fc.constantFrom(...new Set([...open.flatMap(columns), ...steps])),
)

const key = fc.oneof(
  fc.constantFrom(
    'query',
    'searchProperty',
    'sortBy',
    'direction',
    'page',
    'perPage',
    'where',
    'include',
    'select',
    '__proto__',
    'constructor',
    'filters',
  ),
  fc
    .constantFrom(...new Set(open.flatMap(columns)))
    .chain((name) =>
      fc
        .constantFrom(
          '',
          '~~is',
          '~~not',
          '~~in',
          '~~empty',
          '~~contains',
          '~~from',
          '~~to',
          '~~last',
          '~~or',
          '~~constructor',
          '.id',
          '[in]',
        )
        .map((tail) => `filters.${name}${tail}`),
    ),
  fc.string({ maxLength: 20 }).map((text) => `filters.${text}`),
  fc
    .tuple(
      fc.constantFrom('', '', 'any.1.', 'any.1-2.', 'any.2.', 'all-2.', 'any.x.'),
      path,
      fc.constantFrom('', '~~is', '~~none', '~~starts', '~~empty', '~~between', '~~next', '~~me', '~~mine', '~~future'),
    )
    .map(([door, [through, name], tail]) => `${door}filters.${[...through, name].join('.')}${tail}`),
)
const value = fc.oneof(
  fc.string({ maxLength: 40 }),
  fc.constantFrom(
    '',
    '0',
    '-1',
    'null',
    'undefined',
    'true',
    '{"gt":0}',
    '{"not":null}',
    "' OR 1=1 --",
    '2026-03-02',
    '31/02/2026',
    '9e99',
    '1,5',
    '%',
    '\u0000',
    'desc',
    'CNRY',
  ),
  fc.uuid(),
)
const address = fc.record({
  name: fc.constantFrom(...NAMES),
  model: fc.constantFrom(...open),
  door: fc.constantFrom('list', 'search'),
  pairs: fc.array(fc.tuple(key, value), { minLength: 1, maxLength: 5 }),
})

describe('Whatever is written in an address', () => {
  it('the house neither breaks, nor shows a row or a word that is not theirs, nor changes anything', async () => {
    const before = await fingerprints()
    const words = new Map(NAMES.map((name) => [name, wordsOpenTo(world, personOf(name))]))
    await fc.assert(
      fc.asyncProperty(address, async ({ name, model, door: way, pairs }) => {
        const reply = await callerOf(name).get(
          `/admin/api/resources/${model.name}/actions/${way}?${new URLSearchParams(pairs)}`,
        )
        expect(reply.status, reply.text.slice(0, 200)).toBeLessThan(500)
        expect(leaksIn(withoutEcho(reply.text, pairs), words.get(name) ?? new Set())).toEqual([])
        const foreign = world
          .of(model.name)
          .filter((row) => !mayRead(personOf(name), row))
          .map((row) => row.id)
        const { records = [] } = JSON.parse(reply.text) as { records?: { id: string }[] }
        expect(records.filter((record) => foreign.includes(record.id))).toEqual([])
      }),
      { numRuns: 1500 },
    )
    expect(changedTables(before, await fingerprints())).toEqual([])
  }, 120_000)

  it('five doors agree on each record: list, show, history, tick and export', async () => {
    const pairs = fc.record({
      name: fc.constantFrom(...NAMES),
      row: fc.constantFrom(...world.rows.filter((row) => row.model !== 'Event' && row.model !== 'SavedView')),
    })
    await fc.assert(
      fc.asyncProperty(pairs, async ({ name, row }) => {
        const caller = callerOf(name)
        const api = `/admin/api/resources/${row.model}`
        const listed = await caller.get(`${api}/actions/list?filters.id=${row.id}`)
        const answers = [
          listed.status === 200 && listed.text.includes(`"id":"${row.id}"`),
          (await caller.get(`${api}/records/${row.id}/show`)).status === 200,
          (await caller.get(`${api}/records/${row.id}/history`)).status === 200,
          (await caller.get(`${api}/bulk/legal?recordIds=${row.id}`)).status === 200,
          mayRead(personOf(name), row),
        ]
        expect(new Set(answers).size, `${name} ${row.model} ${row.tag}: ${answers.join()}`).toBe(1)
      }),
      { numRuns: 300 },
    )
  }, 120_000)
})

function personOf(name: Name) {
  const found = world.principals.get(name)
  if (!found) throw new Error(`The world has no ${name}`)
  return found
}

function callerOf(name: Name): Caller {
  const found = callers.get(name)
  if (!found) throw new Error(`${name} is not logged in`)
  return found
}

/** A refusal repeats the name of the column that was asked for. */
const withoutEcho = (text: string, pairs: [string, string][]): string =>
  pairs.reduce((rest, [name]) => rest.replaceAll(name, ''), text)
