import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { setClock } from '../../../src/platform/clock.ts'
import { prisma } from '../../../src/platform/db.ts'
import { testDatabase } from '../../support/database.ts'
import { type Actress, act, applied, at, candidature, person, refusalOf, smallSchool, type World } from './world.ts'

beforeAll(testDatabase)
beforeEach(() => at('2026-01-05T10:00:00'))
afterEach(() => setClock(null))

const FOUND = {
  company: 'Atelier Ndar',
  city: 'Saint-Louis',
  country: 'Sénégal',
  subject: 'Suivi des récoltes par satellite',
  startsOn: '2026-03-02',
  endsOn: '2026-08-28',
  weeklyHours: 35,
  tutorFirstName: 'Mame',
  tutorLastName: 'Sarr',
  tutorEmail: 'mame.sarr@atelier-ndar.example',
}
let serial = 0
const declare = (world: World, who: Actress, changes: Record<string, unknown> = {}) =>
  act(who, 'Campaign', 'declareInternship', world.campaign.id, {
    ...FOUND,
    company: `${FOUND.company} ${++serial}`,
    ...changes,
  })
const placementNow = (id: string | undefined) => prisma().placement.findUniqueOrThrow({ where: { id: id ?? '' } })

describe('An internship that a student found', () => {
  it('is proposed with its tutor, in a company that waits for moderation, and the school says yes once it has looked', async () => {
    const world = await smallSchool()
    const who = await world.student()
    const elsewhere = await applied(who, (await (await world.company()).offer()).id)
    const { redirect } = await declare(world, who)
    const placement = await placementNow(redirect?.id)
    expect(placement).toMatchObject({ status: 'proposed', studentId: who.id, offerId: null, subject: FOUND.subject })
    const company = await prisma().company.findUniqueOrThrow({ where: { id: placement.companyId } })
    expect(company).toMatchObject({ name: expect.stringMatching(/^Atelier Ndar/), status: 'to_moderate' })
    expect(await refusalOf(act(world.officer, 'Placement', 'prevalidate', placement.id))).toMatchObject({
      status: 409,
      code: 'company_unmoderated',
    })
    await act(world.officer, 'Company', 'approve', company.id)
    await act(world.officer, 'Placement', 'prevalidate', placement.id)
    expect(await placementNow(placement.id)).toMatchObject({ status: 'prevalidated' })
    expect(await candidature(elsewhere)).toMatchObject({ status: 'withdrawn_auto' })
  })

  it('joins the contact a known company already has, whatever the case of the address', async () => {
    const world = await smallSchool()
    const house = await world.company()
    const { email } = house.actor
    const { redirect } = await declare(world, await world.student(), {
      ...{ companyId: house.id, company: '', city: '' },
      tutorEmail: email.toUpperCase(),
    })
    expect(await placementNow(redirect?.id)).toMatchObject({ companyId: house.id, contactId: house.contactId })
  })

  it.each([
    ['no company', { company: '' }, 'company'],
    ['no city', { city: '' }, 'city'],
    ['an end before the start', { endsOn: '2026-02-01' }, 'endsOn'],
    ['no address', { tutorEmail: 'mame' }, 'tutorEmail'],
  ])('is refused with %s, on its own field', async (_what, changes, field) => {
    const world = await smallSchool()
    const refusal = await refusalOf(declare(world, await world.student(), changes))
    expect(refusal).toMatchObject({ status: 422 })
    expect(Object.keys(refusal.fields)).toEqual([field])
  })

  it('is refused with the student’s own mailbox, or that of somebody of the school', async () => {
    const world = await smallSchool()
    const who = await world.student()
    const teacher = await person('Enseignant')
    for (const tutorEmail of [who.actor.email, teacher.email ?? ''])
      expect(Object.keys((await refusalOf(declare(world, who, { tutorEmail }))).fields)).toEqual(['tutorEmail'])
    expect(await prisma().placement.count({ where: { studentId: who.id } })).toBe(0)
  })

  it('does not create a second record of a company the school knows, nor hosts anybody in one it has put aside', async () => {
    const world = await smallSchool()
    const house = await world.company()
    const again = { company: house.name.toUpperCase(), city: 'DAKAR' }
    expect(Object.keys((await refusalOf(declare(world, await world.student(), again))).fields)).toEqual(['company'])
    await prisma().company.update({ where: { id: house.id }, data: { status: 'blacklisted' } })
    const aside = { companyId: house.id, company: '', city: '' }
    expect(Object.keys((await refusalOf(declare(world, await world.student(), aside))).fields)).toEqual(['companyId'])
  })

  it('is declared once, from two tabs at the same second', async () => {
    const world = await smallSchool()
    const who = await world.student()
    const outcomes = await Promise.allSettled([declare(world, who), declare(world, who, { company: 'Autre Maison' })])
    expect(outcomes.filter((one) => one.status === 'fulfilled')).toHaveLength(1)
    expect(await prisma().placement.count({ where: { studentId: who.id } })).toBe(1)
    expect(await refusalOf(declare(world, who))).toMatchObject({ status: 409, code: 'already_placed' })
  })

  it('is no business of a student of another cohort', async () => {
    const world = await smallSchool()
    const stranger = await (await smallSchool()).student()
    expect(await refusalOf(declare(world, stranger))).toMatchObject({ status: 404 })
  })
})
