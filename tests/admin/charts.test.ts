import { randomUUID } from 'node:crypto'
import { beforeAll, describe, expect, it } from 'vitest'
import { chartsPage } from '../../admin/charts/pages.ts'
import { readQuery } from '../../admin/filters.ts'
import { pages } from '../../admin/verbs.ts'
import type { ChartState, ChartsAnswer } from '../../components/charts/state.ts'
import { type Context, runAs } from '../../src/access/actor.ts'
import { groupCount } from '../../src/access/group.ts'
import { isModel, type ModelName } from '../../src/access/model.ts'
import { count } from '../../src/access/select.ts'
import { streamExport } from '../../src/kit/export/export.ts'
import { dayOf, later, now } from '../../src/platform/clock.ts'
import { prisma } from '../../src/platform/db.ts'
import { type Actress, asRole, day, person, refusalOf, smallSchool, type World } from '../domain/internships/world.ts'
import { testDatabase } from '../support/database.ts'

beforeAll(testDatabase)
beforeAll(chartsPage)

let school: World
let student: Awaited<ReturnType<World['student']>>
let tutor: Actress
let host: Awaited<ReturnType<World['company']>>

const inDays = (days: number) => day(dayOf(later(now(), { days }), 'UTC'))

beforeAll(async () => {
  school = await smallSchool()
  const other = await smallSchool()
  host = await school.company()
  student = await school.student()
  tutor = asRole('school_tutor', await person('Professeur'))
  const searching = await school.student()
  const abroad = await other.student()
  await school.student()
  const offer = await host.offer({ seats: 9 })
  for (const [who, status] of [
    [student, 'accepted'],
    [searching, 'submitted'],
    [abroad, 'submitted'],
    [abroad, 'draft'],
  ] as const)
    await prisma().candidature.create({
      data: {
        studentId: who.id,
        offerId: (status === 'draft' ? await host.offer() : offer).id,
        status,
        notes: 'entre nous',
      },
    })
  for (const [who, schoolTutorId] of [
    [student, tutor.actor.personId],
    [abroad, null],
  ] as const) {
    const placement = {
      studentId: who.id,
      campaignId: school.campaign.id,
      companyId: host.id,
      contactId: host.contactId,
    }
    const { id } = await prisma().placement.create({ data: { ...placement, schoolTutorId, status: 'ongoing' } })
    for (const [kind, days] of [
      ['report', 3],
      ['presentation', 20],
    ] as const)
      await prisma().deliverable.create({ data: { placementId: id, kind, dueOn: inDays(days), status: 'expected' } })
  }
})

const chartsOf = async (ctx: Context): Promise<ChartState[]> => {
  const answer = await runAs(ctx, () =>
    pages.get('charts')?.handle({ method: 'GET', query: {}, fields: {}, files: {} }, ctx),
  )
  return (answer as ChartsAnswer).charts
}

const chartOf = async (ctx: Context, name: string): Promise<ChartState> => {
  const found = (await chartsOf(ctx)).find((chart) => chart.name === name)
  if (!found) throw new Error(`No chart ${name}`)
  return found
}

const figures = (chart: ChartState) => Object.fromEntries(chart.groups.map(({ label, n }) => [label, n]))

/** Every figure of a chart with the address that it opens. */
const openings = ({ groups }: ChartState) => groups.flatMap(({ n, href, parts }) => [{ n, href }, ...parts])

function listOf(ctx: Context, href: string): { model: ModelName; query: ReturnType<typeof readQuery> } {
  const url = new URL(href, 'http://school.example')
  const model = url.pathname.split('/').at(-1) ?? ''
  if (!isModel(model)) throw new Error(`${href} opens no list`)
  return { model, query: readQuery(ctx, model, Object.fromEntries(url.searchParams)) }
}

async function exported(ctx: Context, href: string): Promise<number> {
  const { model, query } = listOf(ctx, href)
  let text = ''
  for await (const chunk of streamExport(ctx, model, { ...query, format: 'csv', columns: ['status'] }).chunks)
    text += chunk.toString()
  return text.trim().split('\n').length - 1
}

const everybody = (): [string, Actress][] => [
  ['an administrator', school.admin],
  ['an officer', school.officer],
  ['a school tutor', tutor],
  ['a company tutor', host],
  ['a student', student],
]

describe('A chart', () => {
  it.each(['an administrator', 'an officer', 'a school tutor', 'a company tutor', 'a student'])(
    'of %s says in each bar what its list holds, and what its export holds',
    async (who) => {
      const ctx = everybody()
        .find(([name]) => name === who)?.[1]
        .ctx()
      if (!ctx) throw new Error(who)
      const charts = await chartsOf(ctx)
      expect(charts.flatMap(openings).length).toBeGreaterThan(0)
      for (const { n, href } of charts.flatMap(openings)) {
        const { model, query } = listOf(ctx, href)
        expect([href, await count(ctx, model, query)]).toEqual([href, n])
        expect([href, await exported(ctx, href)]).toEqual([href, n])
      }
    },
  )

  it('of a tutor counts only their own students', async () => {
    const mine = await chartOf(tutor.ctx(), 'deadlines')
    expect(mine.groups.reduce((sum, { n }) => sum + n, 0)).toBe(2)
    const all = await chartOf(school.officer.ctx(), 'deadlines')
    expect(all.groups.reduce((sum, { n }) => sum + n, 0)).toBe(4)
    expect(figures(await chartOf(tutor.ctx(), 'candidatures'))).toEqual({ Acceptée: 1 })
  })

  it('of a student counts nothing of another’s', async () => {
    expect(figures(await chartOf(student.ctx(), 'candidatures'))).toEqual({ Acceptée: 1 })
  })

  it('divides the students of each programme between placed, searching, and neither', async () => {
    const chart = await chartOf(school.officer.ctx(), 'placement')
    expect(chart.parts.map(({ label }) => label)).toEqual(['Placés', 'En recherche', 'Sans démarche'])
    expect(chart.groups.map(({ n, parts }) => [n, ...parts.map((part) => part.n)])).toEqual([
      [3, 1, 1, 1],
      [1, 1, 0, 0],
    ])
  })

  it('of a department counts no other', async () => {
    const officer = asRole('internship_officer', await person('Responsable'), {
      roles: [{ role: 'internship_officer', departmentId: school.department.id }],
    })
    expect((await chartOf(officer.ctx(), 'placement')).groups.map(({ n }) => n)).toEqual([3])
  })

  it('keeps the empty weeks between two deadlines: a gap is something to see', async () => {
    const { groups } = await chartOf(student.ctx(), 'deadlines')
    expect(groups.length).toBeGreaterThanOrEqual(8)
    expect(groups.filter(({ n }) => n === 0).length).toBe(groups.length - 2)
  })

  it('with nothing to draw says what to do', async () => {
    const newcomer = asRole('student', await person('Nouveau'), { studentId: randomUUID() })
    for (const { groups, empty } of await chartsOf(newcomer.ctx()))
      expect([groups, empty]).toEqual([[], expect.any(String)])
  })
})

describe('Grouping', () => {
  it('by a hidden column is refused like grouping by one that does not exist', async () => {
    const hidden = await refusalOf(groupCount(student.ctx(), 'Candidature', 'notes'))
    const missing = await refusalOf(groupCount(student.ctx(), 'Candidature', 'nothing'))
    expect([hidden.code, hidden.status]).toEqual([missing.code, missing.status])
    const beyond = await refusalOf(groupCount(host.ctx(), 'Student', 'cohort.programme.department'))
    expect(beyond.code).toBe(missing.code)
    expect(await groupCount(student.ctx(), 'Account', 'status')).toEqual([])
  })

  it('stops at a door that is closed to the asker: rows beyond it stand together, unnamed', async () => {
    const candidate = await (await smallSchool()).student()
    const data = { studentId: candidate.id, offerId: (await host.offer()).id, forwardedAt: now() }
    await prisma().candidature.create({ data: { ...data, status: 'forwarded' } })
    const groups = await groupCount(host.ctx(), 'Student', 'cohort.programme')
    expect(groups.map(({ key, title, n }) => [key !== null, title !== null, n]).sort()).toEqual([
      [false, false, 1],
      [true, true, 1],
      [true, true, 1],
    ])
  })

  it('adds the reasons of several roles, and never counts a row twice', async () => {
    const both = { ...tutor.actor, studentId: student.id, roles: [...tutor.actor.roles, ...student.actor.roles] }
    const groups = await groupCount({ ...tutor.ctx(), actor: both }, 'Candidature', 'status')
    expect(groups.map(({ key, n }) => [key, n])).toEqual([['accepted', 1]])
  })
})
