import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { registerJobs } from '../../../jobs/main.ts'
import { find, list } from '../../../src/access/select.ts'
import { qualityOf, refreshQualities, scoreOf } from '../../../src/domain/internships/quality.ts'
import { prisma, transaction } from '../../../src/platform/db.ts'
import { drainQueue } from '../../../src/platform/queue.ts'
import { testDatabase } from '../../support/database.ts'
import { evaluationOf, gradedSchool, gradeOf, internship } from './finished.ts'
import { act, at, day, refusalOf, smallSchool } from './world.ts'

beforeAll(testDatabase)
beforeAll(registerJobs)
beforeEach(() => at('2026-10-01T10:00:00'))

const qualityNow = (id: string) => transaction((tx) => qualityOf(tx, id))

describe('The quality of a company', () => {
  it('is the mean of what is known, each part with its weight; what is unknown counts neither for nor against', () => {
    expect(scoreOf([])).toBeNull()
    expect(scoreOf([{ points: null, weight: 35 }])).toBeNull()
    expect(
      scoreOf([
        { points: 80, weight: 25 },
        { points: null, weight: 35 },
        { points: 40, weight: 15 },
      ]),
    ).toBe(65)
  })

  it('counts answers in ten days, evaluations in fourteen, breaches it wanted, and hires', async () => {
    const world = await gradedSchool()
    const first = await internship(world)
    const same = { companyId: first.house.id, contactId: first.house.contactId }
    const broken = { ...same, status: 'broken' as const, brokenOn: day('2026-06-01') }
    await internship(world, { ...broken, breachInitiative: 'company' })
    await internship(world, { ...broken, breachInitiative: 'student' })
    const late = await internship(world, same)
    const offer = await first.house.offer()
    for (const [forwarded, answered] of [
      ['2026-01-01', '2026-01-11'],
      ['2026-01-01', '2026-01-12'],
      ['2026-01-01', null],
      ['2026-09-28', null],
    ] as const) {
      const { id: studentId } = await world.student()
      const data = {
        studentId,
        offerId: offer.id,
        campaignId: world.campaign.id,
        status: answered ? 'interview' : 'forwarded',
      } as const
      await prisma().candidature.create({
        data: { ...data, forwardedAt: day(forwarded), answeredAt: answered && day(answered) },
      })
    }
    const form = { kind: 'company', stage: 'final', status: 'submitted' } as const
    await prisma().evaluation.create({ data: { ...form, placementId: first.id, submittedAt: day('2026-09-11') } })
    await prisma().evaluation.create({ data: { ...form, placementId: late.id, submittedAt: day('2026-09-12') } })
    await act(world.officer, 'Placement', 'recordHire', first.id, { hired: 'yes' })
    const { parts, score } = await qualityNow(first.house.id)
    expect(parts.map(({ name, points }) => [name, points])).toEqual([
      ['satisfaction', null],
      ['answers', 33],
      ['evaluations', 50],
      ['breaches', 75],
      ['hires', 100],
    ])
    // (33×25 + 50×20 + 75×15 + 100×5) / 65
    expect(score).toBe(53)
    expect(parts.map(({ value }) => value.fr)).toEqual([
      'moins de cinq réponses',
      '1 sur 3',
      '1 sur 2',
      '3 sur 4',
      '1 sur 1',
    ])

    await refreshQualities()
    const row = await find(world.officer.ctx(), 'Company', first.house.id)
    expect(row?.values.quality).toBe(53)
    for (const stranger of [first.student, first.house, world.schoolTutor])
      expect((await find(stranger.ctx(), 'Company', first.house.id))?.values ?? {}).not.toHaveProperty('quality')
    const best = await list(world.officer.ctx(), 'Company', {
      where: { quality: { gte: 50 } },
      sort: { field: 'quality', direction: 'desc' },
    })
    expect(best.map(({ id }) => id)).toContain(first.house.id)
  })
})

describe('Last year’s offers', () => {
  it('are renewed as drafts of the next campaign, on its dates, once; a company only into one that is open', async () => {
    const [world, next] = [await smallSchool({ status: 'closed' }), await smallSchool({ status: 'draft' })]
    const house = await world.company()
    const offer = await house.offer({ seats: 3, startsOn: day('2025-03-01'), taken: 2 })
    const input = { campaignId: next.campaign.id }
    expect((await refusalOf(act(house, 'Offer', 'renew', offer.id, input))).status).toBe(422)
    expect(
      (await refusalOf(act(world.officer, 'Offer', 'renew', offer.id, { campaignId: world.campaign.id }))).status,
    ).toBe(422)
    const { redirect } = await act(world.officer, 'Offer', 'renew', offer.id, input)
    expect(await prisma().offer.findUniqueOrThrow({ where: { id: redirect?.id ?? '' } })).toMatchObject({
      ...{ title: offer.title, status: 'draft', seats: 3, taken: 0, startsOn: next.campaign.startsOn, ...input },
    })
    expect((await refusalOf(act(world.officer, 'Offer', 'renew', offer.id, input))).code).toBe('renewed_already')
    const open = await smallSchool()
    await act(house, 'Offer', 'renew', offer.id, { campaignId: open.campaign.id })
    expect(await prisma().offer.count({ where: { campaignId: open.campaign.id, companyId: house.id } })).toBe(1)
  })

  it('are asked for by mail, named, at most once a week, and not when there is nothing to renew', async () => {
    const [world, next] = [await smallSchool({ status: 'closed' }), await smallSchool()]
    const house = await world.company()
    const input = { campaignId: next.campaign.id }
    expect((await refusalOf(act(world.officer, 'Company', 'inviteToRenew', house.id, input))).code).toBe(
      'nothing_to_renew',
    )
    const offer = await house.offer()
    await act(world.officer, 'Company', 'inviteToRenew', house.id, input)
    await drainQueue()
    const letter = await prisma().mailDelivery.findFirstOrThrow({
      where: { template: 'company.inviteToRenew', recipient: house.actor.email },
    })
    expect(letter.text).toContain(offer.title)
    expect(letter.text).toContain(next.campaign.name)
    expect((await refusalOf(act(world.officer, 'Company', 'inviteToRenew', house.id, input))).code).toBe(
      'asked_recently',
    )
    at('2026-10-09T10:00:00')
    await act(world.officer, 'Company', 'inviteToRenew', house.id, input)
  })
})

describe('Who reads the company’s mark', () => {
  async function marked(gradesFirst: boolean) {
    const world = await gradedSchool()
    await prisma().campaign.update({ where: { id: world.campaign.id }, data: { gradesFirst } })
    const one = await internship(world)
    const form = { placementId: one.id, stage: 'final' as const }
    await prisma().evaluation.create({ data: { ...form, kind: 'company', status: 'submitted', grade: 17 } })
    await prisma().evaluation.create({ data: { ...form, kind: 'school', status: 'open' } })
    await prisma().finalGrade.create({ data: { placementId: one.id, company: 17 } })
    const company = await evaluationOf(one.id, 'company')
    const reads = async (who: typeof world.officer) => (await find(who.ctx(), 'Evaluation', company.id)) !== null
    return { world, one, company, reads }
  }

  it('the school tutor after their own, unless the campaign says otherwise; the student once it is published', async () => {
    const { world, one, company, reads } = await marked(true)
    expect(await reads(world.schoolTutor)).toBe(false)
    expect(await find(world.schoolTutor.ctx(), 'FinalGrade', (await gradeOf(one.id)).id)).toBeNull()
    const own = await evaluationOf(one.id, 'school')
    await act(world.schoolTutor, 'Evaluation', 'submit', own.id, { grade: 12 })
    expect([await reads(world.schoolTutor), await reads(one.student)]).toEqual([true, false])
    await prisma().finalGrade.update({ where: { placementId: one.id }, data: { status: 'published' } })
    expect(await reads(one.student)).toBe(true)
    expect(company.status).toBe('submitted')
    const open = await marked(false)
    expect([await open.reads(open.world.schoolTutor), await open.reads(open.one.student)]).toEqual([true, false])
    await prisma().evaluation.update({ where: { id: open.company.id }, data: { status: 'draft' } })
    expect(await open.reads(open.world.schoolTutor)).toBe(false)
  })

  it('once the jury has decided, nobody reopens or writes an evaluation', async () => {
    const { world, one, company } = await marked(true)
    const grade = await gradeOf(one.id)
    await prisma().finalGrade.update({ where: { id: grade.id }, data: { status: 'computed', computed: 15, final: 15 } })
    await act(world.officer, 'FinalGrade', 'deliberate', grade.id, { adjustment: 0 }, 'Le jury confirme')
    expect((await evaluationOf(one.id, 'company')).status).toBe('locked')
    expect((await refusalOf(act(one.house, 'Evaluation', 'submit', company.id, { grade: 20 }))).status).toBe(409)
    expect((await refusalOf(act(world.officer, 'Evaluation', 'reopen', company.id, {}, 'encore'))).status).toBe(409)
  })
})
