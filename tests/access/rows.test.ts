import { randomUUID } from 'node:crypto'
import { beforeAll, describe, expect, it } from 'vitest'
import { type Context, loadActor } from '../../src/access/actor.ts'
import { type ModelName, models } from '../../src/access/model.ts'
import { grants, mayEver, readable, ruledModels, writable } from '../../src/access/rights.ts'
import { count, find, list, permitted, titles } from '../../src/access/select.ts'
import '../../src/domain/index.ts'
import { catalogue } from '../../src/generated/catalogue.ts'
import { allFlows } from '../../src/kit/flow.ts'
import { now } from '../../src/platform/clock.ts'
import { prisma } from '../../src/platform/db.ts'
import { testDatabase } from '../support/database.ts'
import { expected, expectedOf, mayUse, verbLines } from './expected.ts'
import { closedColumns, leaksIn, lineFor, mayOn, mayRead, wordsOpenTo } from './judge.ts'
import { buildWorld, type Name, type Principal, type World } from './world.ts'

beforeAll(testDatabase)
let world: World
beforeAll(async () => {
  world = await buildWorld()
})

const open = models.filter((model) => !model.internal)
const NAMES: Name[] = [
  'admin',
  'officerA',
  'officerB',
  'tutor1',
  'tutor2',
  'alpha',
  'alpha2',
  'beta',
  'student1',
  'student2',
  'student3',
  'lead',
  'treasurer',
  'member',
  'union',
]

async function contextOf(name: Name): Promise<Context> {
  const account = await prisma().account.findFirstOrThrow({ where: { person: { id: personOf(name).personId } } })
  const actor = await loadActor(account.id)
  if (!actor) throw new Error(`${name} has no open account`)
  return { actor, now: now(), requestId: randomUUID(), ip: null, readOnly: true }
}

function personOf(name: Name): Principal {
  const found = world.principals.get(name)
  if (!found) throw new Error(`The world has no ${name}`)
  return found
}

describe('The table written by hand covers the house', () => {
  const roles = catalogue.enums.Role?.values.map((value) => value.value) ?? []

  it('a line for every model and every role, and for whoever has no role', () => {
    for (const model of open) for (const role of [...roles, 'anonymous', 'disabled']) expectedOf(model.name, role)
    const extra = expected.filter((line) => !open.some((model) => model.name === line.model))
    expect(extra).toEqual([])
    expect(expected).toHaveLength(open.length * (roles.length + 2))
  })

  it('columns that must never appear exist', () => {
    const strays = expected.flatMap(({ model, never }) =>
      never.filter((name) => !open.find((one) => one.name === model)?.fields.some((field) => field.name === name)),
    )
    expect(strays).toEqual([])
  })

  it('a model without a rule is nobody’s: each has one', () => {
    expect(open.filter((model) => !ruledModels().has(model.name)).map((model) => model.name)).toEqual([])
  })

  it('the world shows each model at least once', () => {
    expect(open.filter((model) => world.of(model.name).length === 0).map((model) => model.name)).toEqual([])
  })
})

describe.each(NAMES)('%s', (name) => {
  it('lists exactly their rows of every model, and reads no closed column in them', async () => {
    const who = personOf(name)
    const ctx = await contextOf(name)
    const words = wordsOpenTo(world, who)
    const faults: string[] = []
    for (const model of open) {
      const rows = await list(ctx, model.name, { limit: 500 })
      const seen = new Set(rows.map((row) => row.id))
      for (const row of world.of(model.name))
        if (seen.has(row.id) !== mayRead(who, row))
          faults.push(`${model.name} ${row.tag}: ${seen.has(row.id) ? 'seen' : 'hidden'}`)
      const columns = new Set(rows.flatMap((row) => Object.keys(row.values)))
      for (const column of closedColumns(who, model))
        if (columns.has(column)) faults.push(`${model.name}.${column}: read`)
      const leaks = leaksIn(JSON.stringify(rows), words)
      if (leaks.length > 0) faults.push(`${model.name} says ${leaks.join(' ')}`)
      if (rows.length !== (await count(ctx, model.name))) faults.push(`${model.name}: count differs from list`)
    }
    expect(faults).toEqual([])
  })

  it('five ways of asking agree: list, find, titles, permitted, count', async () => {
    const ctx = await contextOf(name)
    const faults: string[] = []
    for (const model of open) {
      const rows = world.of(model.name)
      const ids = rows.map((row) => row.id)
      const listed = new Set(
        (await list(ctx, model.name, { where: { id: { in: ids } }, limit: 500 })).map((row) => row.id),
      )
      const allowed = await permitted(ctx, model.name, 'read', ids)
      const named = await titles(ctx, model.name, ids)
      for (const id of ids) {
        const found = (await find(ctx, model.name, id)) !== null
        const answers = [
          listed.has(id),
          allowed.has(id),
          named.has(id),
          found,
          (await count(ctx, model.name, { where: { id } })) === 1,
        ]
        if (new Set(answers).size !== 1) faults.push(`${model.name} ${id}: ${answers.join()}`)
      }
    }
    expect(faults).toEqual([])
  })

  it.each(['update', 'delete'] as const)('may %s exactly what the table says', async (action) => {
    const who = personOf(name)
    const ctx = await contextOf(name)
    const faults: string[] = []
    for (const model of open) {
      const rows = world.of(model.name)
      const allowed = await permitted(
        ctx,
        model.name,
        action,
        rows.map((row) => row.id),
      )
      for (const row of rows)
        if (allowed.has(row.id) !== mayOn(who, row, action))
          faults.push(`${model.name} ${row.tag}: ${allowed.has(row.id) ? 'open' : 'closed'}`)
    }
    expect(faults).toEqual([])
  })

  it('may create what the table says, and never writes a column that is theirs neither to read nor to decide', async () => {
    const who = personOf(name)
    const { actor } = await contextOf(name)
    const faults: string[] = []
    for (const model of open) {
      if (mayEver(actor, model.name, 'create') !== (lineFor(who, model.name).create !== 'none'))
        faults.push(`${model.name}: create`)
      for (const action of ['create', 'update'] as const)
        for (const column of writable(actor, model.name, action)) {
          const field = model.fields.find((one) => one.name === column)
          if (field?.secret || field?.readonly || closedColumns(who, model).includes(column))
            faults.push(`${model.name}.${column}: ${action}`)
        }
    }
    expect(faults).toEqual([])
  })
})

describe('Verbs', () => {
  const verbs = allFlows().flatMap((flow) => [...flow.verbs.values()].map((verb) => ({ model: flow.model, verb })))

  it('every verb has its line in verbs.tsv, and every line its verb', () => {
    expect(verbs.map(({ model, verb }) => `${model} ${verb.name}`).sort()).toEqual(verbLines().sort())
  })

  it.each(NAMES)('%s may use those of the table, and no other', async (name) => {
    const { actor } = await contextOf(name)
    const { role } = personOf(name)
    // A role without the post that opens a noun has none of its verbs either
    const has = (model: ModelName, verb: string) => mayUse(role, model, verb) && expectedOf(model, role).read !== 'none'
    const faults = verbs
      .filter(({ model, verb }) => mayEver(actor, model, verb.name) !== has(model, verb.name))
      .map(({ model, verb }) => `${model}.${verb.name}`)
    expect(faults).toEqual([])
  })
})

describe('Nobody in particular', () => {
  it('a disabled account is nobody from the next click on', async () => {
    const account = await prisma().account.findFirstOrThrow({
      where: { person: { id: personOf('disabled').personId } },
    })
    expect(await loadActor(account.id)).toBeNull()
  })

  it('a role counts from its first to its last day, both included', async () => {
    const { personId, email } = personOf('student3')
    const account = await prisma().account.findFirstOrThrow({ where: { email } })
    const day = (shift: number) =>
      new Date(Date.UTC(now().getUTCFullYear(), now().getUTCMonth(), now().getUTCDate() + shift))
    const rolesWith = async (from: number, to: number | null) => {
      const data = { personId, role: 'admin' as const, startsOn: day(from), endsOn: to === null ? null : day(to) }
      const { id } = await prisma().roleAssignment.create({ data })
      const actor = await loadActor(account.id)
      await prisma().roleAssignment.delete({ where: { id } })
      return actor?.roles.map((one) => one.role) ?? []
    }
    expect(await rolesWith(-5, 0)).toContain('admin')
    expect(await rolesWith(0, null)).toContain('admin')
    expect(await rolesWith(-5, -1)).not.toContain('admin')
    expect(await rolesWith(1, null)).not.toContain('admin')
  })

  it('an internal model has no door at all, even for the administrator', async () => {
    const ctx = await contextOf('admin')
    for (const model of models.filter((one) => one.internal))
      await expect(list(ctx, model.name as ModelName)).rejects.toThrow(/not_found/)
  })

  it('a role without a rule has no reason for anything', async () => {
    const { actor } = await contextOf('lead')
    const ruled = open.filter((model) => expectedOf(model.name, 'club_lead').read !== 'none')
    expect(ruled.length).toBeGreaterThan(10)
    const others = open.filter((model) => !ruled.includes(model))
    expect(others.length).toBeGreaterThan(30)
    expect(others.flatMap((model) => grants(actor, model.name, 'read'))).toEqual([])
    expect(readable(actor, 'Student').size).toBe(0)
  })
})
