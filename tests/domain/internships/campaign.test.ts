import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { updateRecord } from '../../../src/kit/record.ts'
import { setClock } from '../../../src/platform/clock.ts'
import { prisma } from '../../../src/platform/db.ts'
import { testDatabase } from '../../support/database.ts'
import {
  act,
  applied,
  asRole,
  at,
  candidature,
  day,
  forwarded,
  offerNow,
  person,
  refusalOf,
  smallSchool,
} from './world.ts'

beforeAll(testDatabase)
beforeEach(() => at('2026-01-05T10:00:00'))
afterAll(() => setClock(null))

const campaign = (id: string) => prisma().campaign.findUniqueOrThrow({ where: { id } })

describe('Opening a campaign', () => {
  it('is the officer’s business: a student and a company do not find the button', async () => {
    const world = await smallSchool({ status: 'draft' })
    const [awa, house] = [await world.student(), await world.company()]
    for (const stranger of [awa, house, world.schoolTutor])
      expect((await refusalOf(act(stranger, 'Campaign', 'publish', world.campaign.id))).status).toBe(404)
    await act(world.officer, 'Campaign', 'publish', world.campaign.id)
    expect((await campaign(world.campaign.id)).status).toBe('open')
  })

  it('is only for the officer of its department', async () => {
    const [world, other] = [await smallSchool({ status: 'draft' }), await smallSchool()]
    const stranger = asRole('internship_officer', await person('Ailleurs'), {
      roles: [{ role: 'internship_officer', departmentId: other.department.id }],
    })
    expect((await refusalOf(act(stranger, 'Campaign', 'publish', world.campaign.id))).status).toBe(404)
  })

  it('wants a cohort', async () => {
    const world = await smallSchool({ status: 'draft' })
    await prisma().campaignCohort.deleteMany({ where: { campaignId: world.campaign.id } })
    expect((await refusalOf(act(world.officer, 'Campaign', 'publish', world.campaign.id))).code).toBe('no_cohort')
  })

  it('wants each of its dates, in order', async () => {
    const world = await smallSchool({ status: 'draft', committeeOn: null })
    const missing = await refusalOf(act(world.officer, 'Campaign', 'publish', world.campaign.id))
    expect(Object.keys(missing.fields)).toEqual(['committeeOn'])
    await prisma().campaign.update({ where: { id: world.campaign.id }, data: { committeeOn: day('2026-04-01') } })
    expect((await refusalOf(act(world.officer, 'Campaign', 'publish', world.campaign.id))).code).toBe(
      'dates_disordered',
    )
  })
})

describe('A campaign', () => {
  it('reopens applications for a day still to come', async () => {
    const world = await smallSchool({ status: 'applications_closed' })
    const { id } = world.campaign
    const late = await refusalOf(act(world.officer, 'Campaign', 'reopenApplications', id, { closesOn: '2026-01-04' }))
    expect(Object.keys(late.fields)).toEqual(['closesOn'])
    await act(world.officer, 'Campaign', 'reopenApplications', id, { closesOn: '2026-01-31' })
    expect(await campaign(id)).toMatchObject({ status: 'open', closesOn: day('2026-01-31') })
  })

  it('cancelled closes every live candidature with the reason', async () => {
    const world = await smallSchool()
    const id = await applied(await world.student(), (await (await world.company()).offer()).id)
    expect((await refusalOf(act(world.officer, 'Campaign', 'cancel', world.campaign.id))).fields).toHaveProperty(
      'reason',
    )
    await act(world.officer, 'Campaign', 'cancel', world.campaign.id, {}, 'Effectif insuffisant')
    expect(await candidature(id)).toMatchObject({
      status: 'closed',
      statusReason: 'Campagne annulée : Effectif insuffisant',
    })
  })

  it('closes when every grade is out, or when somebody says why one is missing', async () => {
    const world = await smallSchool({ status: 'evaluating' })
    const [awa, house] = [await world.student(), await world.company()]
    const base = { studentId: awa.id, companyId: house.id, campaignId: world.campaign.id }
    await prisma().placement.create({ data: { ...base, status: 'finished' } })
    const missing = await refusalOf(act(world.officer, 'Campaign', 'close', world.campaign.id))
    expect(missing.code).toBe('grades_missing')
    expect(missing.sentence.fr).toContain('1 note manque')
    await act(world.officer, 'Campaign', 'close', world.campaign.id, { justification: 'Étudiant parti' })
    expect((await campaign(world.campaign.id)).status).toBe('closed')
  })

  it('keeps its phases in order, whatever form they are typed in', async () => {
    const world = await smallSchool()
    const { id } = world.campaign
    const sent = { closesOn: '2025-10-01' }
    const refusal = await refusalOf(updateRecord(world.officer.ctx(), 'Campaign', id, null, sent))
    expect(Object.keys(refusal.fields)).toEqual(['closesOn'])
    expect(await campaign(id)).toMatchObject({ closesOn: day('2026-01-15') })
  })

  it('once closed is read and no longer written', async () => {
    const world = await smallSchool({ status: 'closed' })
    const { id } = world.campaign
    expect((await refusalOf(updateRecord(world.officer.ctx(), 'Campaign', id, 0, { name: 'Autre' }))).status).toBe(404)
  })
})

describe('An offer', () => {
  it('is written by its company, published by the school, and by nobody else', async () => {
    const world = await smallSchool()
    const [house, other] = [await world.company(), await world.company()]
    const offer = await house.offer({ status: 'draft' })
    expect((await refusalOf(act(other, 'Offer', 'submit', offer.id))).status).toBe(404)
    await act(house, 'Offer', 'submit', offer.id)
    expect((await refusalOf(act(house, 'Offer', 'publish', offer.id))).status).toBe(404)
    await act(world.officer, 'Offer', 'requestChanges', offer.id, {}, 'Précisez les missions')
    expect(await offerNow(offer.id)).toMatchObject({ status: 'to_fix', statusReason: 'Précisez les missions' })
    await act(house, 'Offer', 'submit', offer.id)
    await act(world.officer, 'Offer', 'publish', offer.id)
    expect(await offerNow(offer.id)).toMatchObject({ status: 'published', statusReason: null })
  })

  it('of a company not yet approved is not published', async () => {
    const world = await smallSchool()
    const house = await world.company()
    await prisma().company.update({ where: { id: house.id }, data: { status: 'to_moderate' } })
    const offer = await house.offer({ status: 'submitted' })
    expect((await refusalOf(act(world.officer, 'Offer', 'publish', offer.id))).code).toBe('company_not_approved')
  })

  it('never has fewer seats than are taken', async () => {
    const world = await smallSchool()
    const house = await world.company()
    const offer = await house.offer({ seats: 2 })
    await act(house, 'Candidature', 'propose', await forwarded(world, await world.student(), offer.id))
    await act(house, 'Candidature', 'propose', await forwarded(world, await world.student(), offer.id))
    const refusal = await refusalOf(updateRecord(world.officer.ctx(), 'Offer', offer.id, null, { seats: 1 }))
    expect(refusal.fields.seats?.fr).toContain('2 places sont déjà prises')
    await expect(prisma().offer.update({ where: { id: offer.id }, data: { seats: 1 } })).rejects.toThrow()
    expect((await offerNow(offer.id)).seats).toBe(2)
  })
})
