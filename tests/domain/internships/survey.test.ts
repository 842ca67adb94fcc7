import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { registerJobs } from '../../../jobs/main.ts'
import { find, list } from '../../../src/access/select.ts'
import { bulkReport } from '../../../src/kit/bulk/report.ts'
import { startBulk } from '../../../src/kit/bulk/start.ts'
import { createRecord } from '../../../src/kit/record.ts'
import { setClock } from '../../../src/platform/clock.ts'
import { prisma } from '../../../src/platform/db.ts'
import { drainQueue } from '../../../src/platform/queue.ts'
import { testDatabase } from '../../support/database.ts'
import { evaluationOf, gradedSchool, internship } from './finished.ts'
import { act, at, refusalOf } from './world.ts'

beforeAll(testDatabase)
beforeAll(registerJobs)
beforeEach(() => at('2026-09-20T10:00:00'))
afterEach(() => setClock(null))

describe('A survey', () => {
  it('is answered once by each student of its campaign, and by nobody else', async () => {
    const [world, elsewhere] = [await gradedSchool(), await gradedSchool()]
    const [mine, other] = [await internship(world), await internship(elsewhere)]
    const base = { name: 'Bilan', question: 'Recommanderiez-vous ?', audience: 'students' as const }
    const survey = await prisma().survey.create({ data: { ...base, campaignId: world.campaign.id } })
    expect((await refusalOf(act(mine.student, 'Survey', 'answer', survey.id, { score: 9 }))).status).toBe(404)
    await act(world.officer, 'Survey', 'open', survey.id)
    expect((await refusalOf(act(mine.house, 'Survey', 'answer', survey.id, { score: 9 }))).status).toBe(404)
    expect((await refusalOf(act(other.student, 'Survey', 'answer', survey.id, { score: 9 }))).code).toBe(
      'not_concerned',
    )
    expect((await refusalOf(act(mine.student, 'Survey', 'answer', survey.id, { score: 11 }))).status).toBe(422)
    const foreign = { surveyId: survey.id, placementId: other.id, score: 0 }
    expect((await refusalOf(createRecord(other.student.ctx(), 'SurveyAnswer', foreign))).status).toBe(422)
    await act(mine.student, 'Survey', 'answer', survey.id, { score: 9 })
    expect((await refusalOf(act(mine.student, 'Survey', 'answer', survey.id, { score: 3 }))).code).toBe(
      'already_answered',
    )
    const answer = await prisma().surveyAnswer.findFirstOrThrow({ where: { surveyId: survey.id } })
    for (const stranger of [other.student, mine.house, world.schoolTutor])
      expect(await find(stranger.ctx(), 'SurveyAnswer', answer.id).catch(() => null)).toBeNull()
  })

  it('gives its company a score from five answers on, which the officer alone reads', async () => {
    const world = await gradedSchool()
    const house = await world.company()
    const data = { name: 'Bilan', question: 'Alors ?', audience: 'students', status: 'open' } as const
    const survey = await prisma().survey.create({ data: { ...data, campaignId: world.campaign.id } })
    const answered = async (score: number) => {
      const one = await internship(world, { companyId: house.id, contactId: house.contactId })
      await act(one.student, 'Survey', 'answer', survey.id, { score })
      await drainQueue()
      return prisma().company.findUniqueOrThrow({ where: { id: house.id } })
    }
    for (const score of [10, 9, 8, 7]) expect((await answered(score)).satisfaction).toBeNull()
    expect((await answered(8)).satisfaction?.toFixed(2)).toBe('8.40')
    expect((await find(world.officer.ctx(), 'Company', house.id))?.values.satisfaction?.toString()).toBe('8.40')
    expect((await find(house.ctx(), 'Company', house.id))?.values).not.toHaveProperty('satisfaction')
  })
})

describe('Missing evaluations', () => {
  it('forty internships ended and nine company forms missing: one reminder each, those chased since 24 hours named', async () => {
    const world = await gradedSchool()
    const all = []
    for (let i = 0; i < 40; i++) all.push(await internship(world))
    const form = { kind: 'company', stage: 'final' } as const
    const rows = all.map(({ id }, i) => ({
      ...form,
      placementId: id,
      status: i < 9 ? ('open' as const) : ('submitted' as const),
    }))
    await prisma().evaluation.createMany({ data: rows })
    const mine = { placement: { campaignId: world.campaign.id } }
    const where = { AND: [mine, { kind: 'company', status: { in: ['open', 'draft', 'reopened'] } }] }
    const missing = await list(world.officer.ctx(), 'Evaluation', { where })
    expect(missing).toHaveLength(9)

    const [first] = all
    if (!first) throw new Error('forty internships')
    await act(world.officer, 'Evaluation', 'remind', (await evaluationOf(first.id, 'company')).id)
    at('2026-09-21T09:00:00')
    await drainQueue()
    const before = await prisma().mailDelivery.count({ where: { template: 'evaluation.remind' } })
    const change = { verb: 'remind', input: {}, reason: null }
    const ids = missing.map((one) => one.id)
    const { id } = await startBulk(world.officer.ctx(), 'Evaluation', { ids, change, isAtomic: false })
    await drainQueue()
    const report = await bulkReport(world.officer.ctx(), id, 1, 20)
    expect(report.refused).toHaveLength(1)
    expect(report.refused[0]?.sentence).toContain('Déjà relancé le 20/09/2026')
    expect(report.refused[0]?.title).toContain('Étudiant')
    expect((await prisma().mailDelivery.count({ where: { template: 'evaluation.remind' } })) - before).toBe(8)
  })
})
