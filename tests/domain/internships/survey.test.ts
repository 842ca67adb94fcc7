import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { registerJobs } from '../../../jobs/main.ts'
import { system } from '../../../src/access/actor.ts'
import { find, list } from '../../../src/access/select.ts'
import { followSurveys, prepareSurveys } from '../../../src/domain/internships/survey.ts'
import { answerByLink } from '../../../src/domain/internships/survey-answer.ts'
import { bulkReport } from '../../../src/kit/bulk/report.ts'
import { startBulk } from '../../../src/kit/bulk/start.ts'
import { createRecord } from '../../../src/kit/record.ts'
import { setClock } from '../../../src/platform/clock.ts'
import { prisma } from '../../../src/platform/db.ts'
import { drainQueue } from '../../../src/platform/queue.ts'
import { testDatabase } from '../../support/database.ts'
import { evaluationOf, type Graded, gradedSchool, internship } from './finished.ts'
import { act, at, day, refusalOf } from './world.ts'

beforeAll(testDatabase)
beforeAll(registerJobs)
beforeEach(() => at('2026-09-20T10:00:00'))
afterEach(() => setClock(null))

const opened = async (world: Graded, audience: 'students' | 'companies' = 'students') => {
  const data = { name: 'Bilan', question: 'Recommanderiez-vous ?', audience, campaignId: world.campaign.id }
  const { id } = await prisma().survey.create({ data })
  await act(world.officer, 'Survey', 'open', id)
  await drainQueue()
  return id
}

/** The key that was mailed to this person. */
const keyOf = async (email: string): Promise<string> => {
  const letters = await prisma().mailDelivery.findMany({ where: { recipient: email }, orderBy: { createdAt: 'desc' } })
  return /\/survey\/([\w.-]+)/.exec(letters.map(({ text }) => text).join('\n'))?.[1] ?? ''
}

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
    const byForm = { surveyId: survey.id, placementId: mine.id, score: 0 }
    expect((await refusalOf(createRecord(mine.student.ctx(), 'SurveyAnswer', byForm))).status).toBe(404)
    await act(mine.student, 'Survey', 'answer', survey.id, { score: 9 })
    expect((await refusalOf(act(mine.student, 'Survey', 'answer', survey.id, { score: 3 }))).code).toBe(
      'already_answered',
    )
  })

  it('counts a person once, however many trainees they have and however they answer', async () => {
    const world = await gradedSchool()
    const first = await internship(world)
    await internship(world, { companyId: first.house.id, contactId: first.house.contactId })
    const id = await opened(world, 'companies')
    const key = await keyOf(first.house.actor.email)
    await answerByLink(system('test'), key, { score: '9', comment: 'Bien' })
    expect((await refusalOf(answerByLink(system('test'), key, { score: '1' }))).code).toBe('already_answered')
    expect((await refusalOf(act(first.house, 'Survey', 'answer', id, { score: 1 }))).code).toBe('already_answered')
    expect(await prisma().surveyAnswer.count({ where: { surveyId: id } })).toBe(1)
  })

  it('two presses at the same instant are one answer', async () => {
    const world = await gradedSchool()
    const mine = await internship(world)
    const id = await opened(world)
    const key = await keyOf(mine.student.actor.email)
    const both = [
      act(mine.student, 'Survey', 'answer', id, { score: 9 }),
      answerByLink(system('test'), key, { score: 9 }),
    ]
    const settled = await Promise.allSettled(both)
    expect(settled.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    expect(await prisma().surveyAnswer.count({ where: { surveyId: id } })).toBe(1)
  })

  it('is answered from its mail without an account; a forged key, no score or a closed survey is refused', async () => {
    const world = await gradedSchool()
    const [mine, other] = [await internship(world), await internship(world)]
    const id = await opened(world)
    const key = await keyOf(mine.student.actor.email)
    expect(key).not.toBe(await keyOf(other.student.actor.email))
    for (const forged of ['', 'x', key.slice(0, -1), `${key.split('.')[0]}.${'0'.repeat(64)}`])
      expect((await refusalOf(answerByLink(system('test'), forged, { score: '9' }))).status).toBe(404)
    for (const score of ['', 'x', '11', '-1'])
      expect((await refusalOf(answerByLink(system('test'), key, { score }))).status).toBe(422)
    await act(world.officer, 'Survey', 'close', id)
    expect((await refusalOf(answerByLink(system('test'), key, { score: '9' }))).code).toBe('survey_closed')
  })

  it('opens, is reminded of and closes by its own days; whoever answered hears nothing more', async () => {
    const world = await gradedSchool()
    const [quiet, quick] = [await internship(world), await internship(world)]
    await prisma().campaign.update({ where: { id: world.campaign.id }, data: { endsOn: day('2026-09-20') } })
    await prepareSurveys()
    await prepareSurveys()
    const mine = { campaignId: world.campaign.id, audience: 'students' as const }
    const now = () => prisma().survey.findFirstOrThrow({ where: mine })
    expect(await prisma().survey.count({ where: { campaignId: world.campaign.id } })).toBe(2)
    await followSurveys()
    expect(await now()).toMatchObject({ status: 'draft', opensOn: day('2026-09-21'), closesOn: day('2026-10-20') })
    at('2026-09-21T08:15:00')
    await followSurveys()
    await followSurveys()
    await drainQueue()
    const mails = (template: string, email: string) =>
      prisma().mailDelivery.count({ where: { template, recipient: email } })
    expect(await mails('survey.open', quiet.student.actor.email)).toBe(1)
    await act(quick.student, 'Survey', 'answer', (await now()).id, { score: 8 })
    for (const [instant, reminders] of [
      ['2026-09-27T08:15:00', 0],
      ['2026-09-28T08:15:00', 1],
      ['2026-10-01T08:15:00', 1],
      ['2026-10-19T08:15:00', 2],
    ] as const) {
      at(instant)
      await followSurveys()
      await drainQueue()
      expect([instant, await mails('survey.remind', quiet.student.actor.email)]).toEqual([instant, reminders])
    }
    expect(await mails('survey.remind', quick.student.actor.email)).toBe(0)
    at('2026-10-21T08:15:00')
    await followSurveys()
    expect((await now()).status).toBe('closed')
  })

  it('gives its company a score from five answers on, which the officer alone reads', async () => {
    const world = await gradedSchool()
    const house = await world.company()
    const data = { name: 'Bilan', question: 'Alors ?', audience: 'students', status: 'open' } as const
    const survey = await prisma().survey.create({ data: { ...data, campaignId: world.campaign.id } })
    const answered = async (score: number) => {
      const one = await internship(world, { companyId: house.id, contactId: house.contactId })
      await act(one.student, 'Survey', 'answer', survey.id, { score })
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
