import { beforeAll, describe, expect, test } from 'vitest'
import { prisma } from '../../src/platform/db.ts'
import type { Door } from '../http/visitor.ts'
import { testDatabase } from '../support/database.ts'
import { form, type Inside, inside, openDesk } from './opened-desk.ts'

let door: Door
let officer: Inside
let student: Inside
let campaignId: string
let offers: string[]
beforeAll(testDatabase)
beforeAll(async () => {
  door = await openDesk()
  officer = await inside(door, 'internship_officer')
  student = await inside(door, 'student')
  await openCampaign()
  return door.close
})

async function openCampaign(): Promise<void> {
  const { cohort } = await prisma().student.findUniqueOrThrow({
    where: { personId: student.who.personId },
    include: { cohort: { include: { programme: true } } },
  })
  const { departmentId } = cohort.programme
  const data = { name: 'Campagne ouverte', academicYear: '2026-2027', departmentId, status: 'open' } as const
  const campaign = await prisma().campaign.create({ data: { ...data, cohorts: { create: { cohortId: cohort.id } } } })
  const company = await prisma().company.create({ data: { name: 'Hôte', city: 'Lomé' } })
  campaignId = campaign.id
  offers = []
  for (const title of ['Alpha', 'Bêta', 'Gamma', 'Brouillon']) {
    const status = title === 'Brouillon' ? 'draft' : 'published'
    offers.push((await prisma().offer.create({ data: { title, companyId: company.id, campaignId, status } })).id)
  }
}

type Wishes = { wishes: { offers: { id: string; title: string }[] }; notice?: { message: string } }

const address = () => `/admin/api/resources/Campaign/records/${campaignId}/wishes`
const read = async (who: Inside) => JSON.parse((await who.visitor.api(address())).text) as Wishes
const save = (who: Inside, ids: string[]) => who.visitor.api(address(), form({ offers: ids.join(',') }))
const at = (i: number): string => offers[i] ?? ''

describe('The wishes of a student', () => {
  test('are nobody else’s to read or to write', async () => {
    for (const role of ['internship_officer', 'company_tutor', 'student'] as const) {
      const stranger = await inside(door, role)
      expect((await stranger.visitor.api(address())).status).toBe(404)
      expect((await save(stranger, [at(0)])).status).toBe(404)
    }
    expect(await prisma().preference.count()).toBe(0)
  })

  test('are kept in the order given, and replaced as a whole', async () => {
    expect((await save(student, [at(2), at(0)])).status).toBe(200)
    expect((await read(student)).wishes.offers.map((offer) => offer.title)).toEqual([
      expect.stringContaining('Gamma'),
      expect.stringContaining('Alpha'),
    ])
    const saved = JSON.parse((await save(student, [at(0), at(1), at(2)])).text) as Wishes
    expect(saved.notice?.message).toContain('dans cet ordre')
    expect(saved.wishes.offers.map((offer) => offer.id)).toEqual(offers.slice(0, 3))
    expect((await save(student, [])).status).toBe(200)
    expect((await read(student)).wishes.offers).toEqual([])
  })

  test('refuse an offer twice, offline, of another campaign or that is no offer; nothing is lost', async () => {
    await save(student, [at(1)])
    for (const wrong of [[at(0), at(0)], [at(3)], [campaignId], ['x']]) {
      expect((await save(student, wrong)).status).toBe(409)
      expect((await read(student)).wishes.offers.map((offer) => offer.id)).toEqual([at(1)])
    }
  })

  test('close with the campaign', async () => {
    await prisma().campaign.update({ where: { id: campaignId }, data: { status: 'allocating' } })
    const late = await save(student, [at(0)])
    expect(late.status).toBe(409)
    expect((await read(student)).wishes.offers.map((offer) => offer.id)).toEqual([at(1)])
  })
})

describe('The fairness of a draw', () => {
  test('is the school’s to read: the officer sees its figures, a student finds nothing', async () => {
    const drawn = await officer.visitor.api(
      `/admin/api/resources/Campaign/records/${campaignId}/draw`,
      form({ seed: 'conseil' }),
    )
    const { redirectUrl } = JSON.parse(drawn.text) as { redirectUrl: string }
    const id = redirectUrl.split('/')[5] ?? ''
    const path = `/admin/api/resources/AllocationRun/records/${id}/fairness`
    const { fairness } = JSON.parse((await officer.visitor.api(path)).text) as {
      fairness: { students: number; placed: number; wanted: { title: string }[] }
    }
    expect(fairness).toMatchObject({ students: 1, placed: 1 })
    expect(fairness.wanted[0]?.title).toContain('Bêta')
    expect((await student.visitor.api(path)).status).toBe(404)
  })
})
