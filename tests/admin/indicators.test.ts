import { beforeAll, describe, expect, it } from 'vitest'
import { readQuery } from '../../admin/filters.ts'
import { indicatorsPage } from '../../admin/indicators/page.ts'
import { pages } from '../../admin/verbs.ts'
import type { FigureState, IndicatorsAnswer } from '../../components/indicators/state.ts'
import { type Context, runAs } from '../../src/access/actor.ts'
import { isModel } from '../../src/access/model.ts'
import { count } from '../../src/access/select.ts'
import { streamExport } from '../../src/kit/export/export.ts'
import { prisma } from '../../src/platform/db.ts'
import { type Actress, asRole, day, person, smallSchool, type World } from '../domain/internships/world.ts'
import { testDatabase } from '../support/database.ts'

beforeAll(testDatabase)
beforeAll(indicatorsPage)

let school: World
let other: World
let officer: Actress

const ten = Array.from({ length: 10 }, (_, i) => i)

/** Ten students: eight called and in search, one exempted, one gone. Five are placed, one of them by a breach since. */
beforeAll(async () => {
  school = await smallSchool({ status: 'ongoing' })
  other = await smallSchool({ status: 'ongoing' })
  officer = asRole('internship_officer', await person('Chargée'))
  const house = await school.company()
  const survey = await prisma().survey.create({
    data: { name: 'Fin de stage', campaignId: school.campaign.id, audience: 'students', question: '?', status: 'open' },
  })
  const companies = await prisma().survey.create({
    data: { name: 'Accueil', campaignId: school.campaign.id, audience: 'companies', question: '?', status: 'open' },
  })
  const status = ['ongoing', 'finished', 'confirmed', 'closed', 'broken', 'cancelled'] as const
  for (const i of ten) {
    const { id: studentId } = await school.student()
    if (i === 8) await prisma().student.update({ where: { id: studentId }, data: { isExempted: true } })
    if (i === 9) await prisma().student.update({ where: { id: studentId }, data: { status: 'left' } })
    const state = status[i]
    if (!state) continue
    const placement = await prisma().placement.create({
      data: {
        ...{ studentId, campaignId: school.campaign.id, companyId: house.id, status: state, notes: 'entre nous' },
        // Ten, twenty, thirty, forty days, and one that took two hundred, after the 1st of November
        confirmedAt:
          state === 'cancelled'
            ? null
            : day(['2025-11-11', '2025-11-21', '2025-12-01', '2025-12-11', '2026-05-20'][i] ?? ''),
      },
    })
    await graded(placement.id, i)
    if (i < 5)
      await prisma().surveyAnswer.create({
        data: { surveyId: survey.id, placementId: placement.id, score: [10, 9, 9, 7, 3][i] ?? 0 },
      })
    if (i < 4)
      await prisma().surveyAnswer.create({ data: { surveyId: companies.id, placementId: placement.id, score: 10 } })
  }
  const abroad = await other.student()
  await prisma().placement.create({
    data: {
      studentId: abroad.id,
      campaignId: other.campaign.id,
      companyId: house.id,
      status: 'ongoing',
      confirmedAt: day('2026-01-01'),
    },
  })
})

/** 12, 14, 16 published; 20 not. One report on time, one late, one missing, one exempted, one not due yet. */
async function graded(placementId: string, i: number): Promise<void> {
  const deliverable = (
    [
      { status: 'approved', daysLate: 0, handedInAt: day('2026-06-01') },
      { status: 'handed_in_late', daysLate: 1, handedInAt: day('2026-06-13') },
      { status: 'missing', daysLate: 0 },
      { status: 'exempted' },
      { status: 'expected' },
    ] as const
  )[i]
  if (deliverable)
    await prisma().deliverable.create({
      data: { placementId, kind: 'report', dueOn: day('2026-06-12'), ...deliverable },
    })
  const grade = (
    [
      [12, 'published'],
      [14, 'corrected'],
      [16.5, 'published'],
      [20, 'computed'],
    ] as const
  )[i]
  if (grade) await prisma().finalGrade.create({ data: { placementId, final: grade[0], status: grade[1] } })
}

async function answerFor(ctx: Context, query: Record<string, string> = {}): Promise<IndicatorsAnswer> {
  const page = pages.get('indicators')
  if (!page?.right(ctx.actor)) throw new Error('not theirs')
  return runAs(ctx, () =>
    page.handle({ method: 'GET', query, fields: {}, files: {} }, ctx),
  ) as Promise<IndicatorsAnswer>
}

async function figure(ctx: Context, name: string, query: Record<string, string> = {}): Promise<FigureState> {
  const found = (await answerFor(ctx, query)).figures.find((one) => one.name === name)
  if (!found) throw new Error(`no ${name}`)
  return found
}

const within = () => ({ campaign: school.campaign.id })

async function rowsAndLines(ctx: Context, href: string): Promise<{ rows: number; lines: number }> {
  const [path = '', search = ''] = href.split('?')
  const model = path.split('/').at(-1) ?? ''
  if (!isModel(model)) throw new Error(href)
  const query = readQuery(ctx, model, Object.fromEntries(new URLSearchParams(search)))
  let csv = ''
  for await (const chunk of streamExport(ctx, model, { ...query, format: 'csv' }).chunks) csv += chunk.toString()
  return { rows: await count(ctx, model, query), lines: csv.trim().split('\r\n').length - 1 }
}

describe('The indicators', () => {
  it('are for the officer and the administrator, and nobody else', async () => {
    const student = await school.student()
    await prisma().student.update({ where: { id: student.id }, data: { status: 'left' } })
    for (const stranger of [student, school.schoolTutor, await school.company()])
      await expect(answerFor(stranger.ctx())).rejects.toThrow('not theirs')
    expect((await answerFor(school.admin.ctx())).figures).toHaveLength(6)
    expect((await answerFor(officer.ctx())).figures).toHaveLength(6)
  })

  it('place over who is called, without those exempted or gone, and without a breach', async () => {
    const { total } = await figure(officer.ctx(), 'placementRate', within())
    expect(total).toMatchObject({ n: 8, value: '50 %' })
    expect(total.parts).toMatchObject([{ n: 4, label: 'placés' }])
  })

  it('say the mean and the median days from opening to confirmation', async () => {
    const { total, beside } = await figure(officer.ctx(), 'timeToPlacement', within())
    expect(total).toMatchObject({ n: 5, value: '60 jours' })
    expect(beside).toMatchObject({ label: 'Médiane', value: '30 jours' })
  })

  it('count a missing deliverable against, never one exempted or not due', async () => {
    const { total } = await figure(officer.ctx(), 'deliverablesOnTime', within())
    expect(total).toMatchObject({ n: 3, value: '33,3 %' })
    expect(total.parts).toMatchObject([{ n: 1 }])
  })

  it('average the grades that are out', async () => {
    const { total, beside } = await figure(officer.ctx(), 'meanGrade', within())
    expect(total).toMatchObject({ n: 3, value: '14,17 / 20' })
    expect(beside?.value).toBe('14 / 20')
  })

  it('subtract detractors from promoters, and say how many answered', async () => {
    const { total, beside } = await figure(officer.ctx(), 'studentNps', within())
    // Three promoters, one passive, one detractor
    expect(total).toMatchObject({ n: 5, value: '+40' })

    expect(beside).toMatchObject({ value: '100 %' })
  })

  it('keep quiet under five answers: neither the figure, nor the classes, nor the bars', async () => {
    const { total, beside, groups, chart, trend } = await figure(officer.ctx(), 'companyNps', within())
    expect(total).toMatchObject({ hidden: true, value: 'Moins de 5 réponses', parts: [] })
    expect([...groups, total].every(({ parts, hidden }) => hidden && parts.length === 0)).toBe(true)
    expect([chart.groups, trend.groups]).toEqual([[], []])
    expect(beside?.label).toContain('Taux de réponse')
  })

  it('equal the rows they open and their export, figure by figure, group by group, year by year', async () => {
    for (const by of ['programme', 'cohort', 'campaign']) {
      const answer = await answerFor(officer.ctx(), { by })
      for (const one of answer.figures)
        for (const row of [one.total, ...one.groups])
          for (const { n, href } of [row, ...row.parts]) {
            // Anonymous answers open no list
            expect([one.name, href === '']).toEqual([one.name, one.name.endsWith('Nps')])
            if (href === '') continue
            const found = await rowsAndLines(officer.ctx(), href)
            expect([one.name, by, row.label, found]).toEqual([one.name, by, row.label, { rows: n, lines: n }])
          }
    }
  })

  it('see one department, one programme or one campaign', async () => {
    const own = asRole('internship_officer', await person('Du département'), {
      roles: [{ role: 'internship_officer', departmentId: other.department.id }],
    })
    const answer = await answerFor(own.ctx())
    expect(answer.campaigns).toMatchObject([{ id: other.campaign.id }])
    expect(answer.figures.find(({ name }) => name === 'placementRate')?.total).toMatchObject({ n: 1, value: '100 %' })
    const { programmeId } = other.cohort
    const whole = await answerFor(officer.ctx(), { programme: programmeId })
    expect(whole.figures.find(({ name }) => name === 'timeToPlacement')?.total.n).toBe(1)
  })
})
