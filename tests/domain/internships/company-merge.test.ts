import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { duplicateCompanies } from '../../../src/domain/internships/company-merge.ts'
import { setClock } from '../../../src/platform/clock.ts'
import { prisma } from '../../../src/platform/db.ts'
import { testDatabase } from '../../support/database.ts'
import { act, at, refusalOf, smallSchool, type World } from './world.ts'

beforeAll(testDatabase)
beforeEach(() => at('2026-02-02T10:00:00'))
afterAll(() => setClock(null))

const merge = (who: Parameters<typeof act>[0], id: string, keptId: string) =>
  act(who, 'Company', 'merge', id, { keptId }, 'Saisie deux fois')

const companyNow = (id: string) => prisma().company.findUniqueOrThrow({ where: { id } })

async function twins(world: World) {
  const [kept, extra] = [await world.company(), await world.company()]
  const student = await world.student()
  const offer = await extra.offer()
  const placement = await prisma().placement.create({
    data: {
      ...{ studentId: student.id, companyId: extra.id, campaignId: world.campaign.id, status: 'ongoing' },
      ...{ contactId: extra.contactId, offerId: offer.id },
    },
  })
  return { kept, extra, student, offer, placement }
}

describe('Merging a company into another', () => {
  it('is not for a company, a tutor nor a student', async () => {
    const world = await smallSchool()
    const { kept, extra, student } = await twins(world)
    for (const stranger of [extra, kept, student, world.schoolTutor])
      expect((await refusalOf(merge(stranger, extra.id, kept.id))).status).toBe(404)
    expect((await companyNow(extra.id)).status).toBe('approved')
  })

  it('moves contacts, offers and internships under way, keeps the duplicate and both histories, leads to the one kept', async () => {
    const world = await smallSchool()
    const { kept, extra, offer, placement } = await twins(world)
    const done = await merge(world.officer, extra.id, kept.id)
    expect(done.redirect).toEqual({ model: 'Company', id: kept.id })
    expect(await companyNow(extra.id)).toMatchObject({ status: 'merged', name: extra.name })
    expect(await prisma().offer.findUniqueOrThrow({ where: { id: offer.id } })).toMatchObject({ companyId: kept.id })
    const moved = await prisma().placement.findUniqueOrThrow({ where: { id: placement.id } })
    expect(moved).toMatchObject({ companyId: kept.id, contactId: extra.contactId, status: 'ongoing', version: 1 })
    expect(await prisma().companyContact.count({ where: { companyId: kept.id } })).toBe(2)
    const line = await prisma().companyMerge.findUniqueOrThrow({ where: { mergedId: extra.id } })
    expect(line).toMatchObject({
      keptId: kept.id,
      reason: 'Saisie deux fois',
      mergedById: world.officer.actor.personId,
    })
    const verbs = await prisma().event.findMany({ where: { noun: 'Company', recordId: { in: [kept.id, extra.id] } } })
    expect(verbs.map(({ verb, recordId }) => [verb, recordId]).sort()).toEqual([
      ['absorb', kept.id],
      ['merge', extra.id],
    ])
  })

  it('leaves one post to a person who is a contact of both, and renames an offer that is already there', async () => {
    const world = await smallSchool()
    const { kept, extra, offer, placement } = await twins(world)
    const { personId } = await prisma().companyContact.findUniqueOrThrow({ where: { id: extra.contactId } })
    const same = await prisma().companyContact.create({ data: { personId, companyId: kept.id, isSignatory: false } })
    await kept.offer({ title: offer.title })
    await merge(world.officer, extra.id, kept.id)
    expect((await prisma().placement.findUniqueOrThrow({ where: { id: placement.id } })).contactId).toBe(same.id)
    expect(await prisma().companyContact.findUniqueOrThrow({ where: { id: same.id } })).toMatchObject({
      isSignatory: true,
    })
    const titles = await prisma().offer.findMany({ where: { companyId: kept.id }, select: { title: true } })
    expect(titles.filter(({ title }) => title.startsWith(offer.title))).toHaveLength(2)
  })

  it('refuses itself, a record already merged, and one side set aside; a second merge ends where the first did', async () => {
    const world = await smallSchool()
    const { kept, extra } = await twins(world)
    const third = await world.company()
    expect((await refusalOf(merge(world.officer, kept.id, kept.id))).fields).toHaveProperty('keptId')
    await prisma().company.update({ where: { id: third.id }, data: { status: 'blacklisted' } })
    expect((await refusalOf(merge(world.officer, third.id, kept.id))).code).toBe('blacklisted_twin')
    expect((await refusalOf(merge(world.officer, kept.id, third.id))).code).toBe('blacklisted_twin')
    await merge(world.officer, extra.id, kept.id)
    expect((await refusalOf(merge(world.officer, extra.id, kept.id))).status).toBe(409)
    const last = await world.company()
    expect((await refusalOf(merge(world.officer, last.id, extra.id))).fields).toHaveProperty('keptId')
    await merge(world.officer, kept.id, last.id)
    expect(await prisma().companyMerge.count({ where: { keptId: last.id } })).toBe(2)
  })
})

describe('Two records of one company', () => {
  it('are found by their registration whatever its spaces, by name and telephone whatever the country; never by name alone', async () => {
    const create = (name: string, city: string, more: object) =>
      prisma().company.create({ data: { name, city, ...more } })
    const a = await create('Baobab SARL', 'Dakar', { registration: '552 100 554 00013' })
    const b = await create('Le Baobab', 'Thiès', { registration: '55210055400013' })
    const c = await create('Téranga SA', 'Dakar', { phone: '+221 77 123 45 67' })
    const d = await create('TERANGA', 'Pikine', { phone: '77 123 45 67' })
    await create('Téranga', 'Paris', { phone: '+33 1 23 45 67 89' })
    const found = await duplicateCompanies()
    expect(found).toContainEqual({ by: 'registration', ids: [a.id, b.id].sort() })
    expect(found).toContainEqual({ by: 'name', ids: [c.id, d.id].sort() })
    expect(found).toHaveLength(2)
  })
})
