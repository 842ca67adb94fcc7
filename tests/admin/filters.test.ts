import { beforeAll, describe, expect, test } from 'vitest'
import { prisma } from '../../src/platform/db.ts'
import { smallSchool } from '../domain/internships/world.ts'
import type { Door } from '../http/visitor.ts'
import { someone, Visitor } from '../http/visitor.ts'
import { testDatabase } from '../support/database.ts'
import { form, type Inside, inside, jsonOf, openDesk } from './opened-desk.ts'

let door: Door
let admin: Inside
let departmentId: string
beforeAll(testDatabase)
beforeAll(async () => {
  door = await openDesk()
  admin = await inside(door, 'admin')
  const school = await smallSchool()
  departmentId = school.department.id
  const dakar = await school.company()
  await prisma().company.update({ where: { id: dakar.id }, data: { city: 'Dakar', sector: 'Banque' } })
  const thies = await school.company()
  await prisma().company.update({ where: { id: thies.id }, data: { city: 'Thiès', sector: null } })
  await dakar.offer({ title: 'A', seats: 1, startsOn: inDays(-3), notes: 'mot caché' })
  await dakar.offer({ title: 'B', seats: 2, startsOn: inDays(0) })
  await thies.offer({ title: 'C', seats: 3, startsOn: inDays(5), status: 'draft' })
  await thies.offer({ title: 'D', seats: 4, startsOn: null, status: 'draft' })
  const student = await school.student()
  const [offer] = await prisma().offer.findMany({ where: { title: 'B' } })
  await prisma().candidature.create({
    data: { studentId: student.id, offerId: offer?.id ?? '', status: 'submitted', notes: 'mot caché' },
  })
  return door.close
})

const inDays = (days: number): Date => {
  const today = new Date()
  return new Date(Date.UTC(today.getUTCFullYear(), today.getUTCMonth(), today.getUTCDate() + days))
}
const iso = (days: number): string => inDays(days).toISOString().slice(0, 10)

const answer = async (query: string, who = admin, model = 'Offer') =>
  jsonOf(await who.visitor.api(`/admin/api/resources/${model}/actions/list?${query}`))

async function letters(query: string, who = admin): Promise<string> {
  const { records, meta } = await answer(query, who)
  expect(meta.ignored).toEqual([])
  expect(meta.total).toBe(records.length)
  return records
    .map((record) => String(record.params.title))
    .sort()
    .join('')
}

describe('a condition says what a person says', () => {
  test.each([
    ['filters.title~~is=A', 'A'],
    ['filters.title~~not=A', 'BCD'],
    ['filters.company.city~~contains=DAK', 'AB'],
    ['filters.company.city~~starts=thie', 'CD'],
    ['filters.company.city~~starts=akar', ''],
    ['filters.company.sector~~empty=true', 'CD'],
    ['filters.company.sector~~empty=false', 'AB'],
    ['filters.company.sector~~not=Banque', 'CD'],
    ['filters.company.sector~~none=Banque,Mines', 'CD'],
    ['filters.status~~in=draft', 'CD'],
    ['filters.status~~none=draft', 'AB'],
    ['filters.seats~~between=2..3', 'BC'],
    ['filters.seats~~between=3..', 'CD'],
    ['filters.seats~~between=..1', 'A'],
    [`filters.startsOn~~between=${iso(-3)}..${iso(0)}`, 'AB'],
    ['filters.startsOn~~last=4', 'AB'],
    ['filters.startsOn~~last=3', 'B'],
    ['filters.startsOn~~next=6', 'BC'],
    ['filters.startsOn~~next=5', 'B'],
    ['filters.startsOn~~past=true', 'A'],
    ['filters.startsOn~~future=true', 'C'],
    ['filters.startsOn~~past=false', 'BCD'],
    ['filters.startsOn~~empty=true', 'D'],
    ['filters.campaign.department.code~~empty=false', 'ABCD'],
    ['filters.campaignId~~mine=true', 'ABCD'],
    ['filters.candidatures.status=submitted', 'B'],
    ['filters.candidatures~~empty=false', 'B'],
    ['filters.candidatures~~empty=true', 'ACD'],
    ['filters.candidatures.student.person.lastName~~contains=introuvable', ''],
    ['any.1.filters.title~~is=A&any.1.filters.seats~~from=4', 'AD'],
    ['any.1.filters.title~~is=A&any.1-2.filters.title~~is=B', 'AB'],
    ['any.1.filters.title~~is=A&any.1-2.filters.title~~is=B&any.2.filters.seats=2&any.2.filters.status=draft', 'B'],
    ['any.1.filters.company.city~~contains=dakar&any.1.filters.seats=3&filters.seats~~from=2', 'BC'],
    ['filters.title~~not=A&all-2.filters.title~~not=B', 'CD'],
    ['any.1.filters.title~~is=A', 'A'],
    [`filters.startsOn~~from=${iso(0)}&filters.startsOn~~to=${iso(5)}`, 'BC'],
    ['filters.title=a', 'A'],
  ])('%s finds %s', async (query, expected) => {
    expect(await letters(query)).toBe(expected)
  })

  test('“me” is whoever asks, and “my department” the one they answer for', async () => {
    const mine = await answer('filters.personId~~me=true', admin, 'RoleAssignment')
    expect(mine.records.map((record) => record.params.personId)).toEqual([admin.who.personId])
    const others = await answer('filters.personId~~me=false', admin, 'RoleAssignment')
    expect(others.records.map((record) => record.params.personId)).not.toContain(admin.who.personId)
    const elsewhere = await smallSchool()
    const who = await someone(['internship_officer'], { seed: 'JBSWY3DPEHPK3PXP' })
    await prisma().roleAssignment.updateMany({ where: { personId: who.personId }, data: { departmentId } })
    const visitor = new Visitor(door)
    await visitor.logIn(who)
    const officer = { who, visitor }
    expect(await letters('filters.campaignId~~mine=true', officer)).toBe('ABCD')
    expect(await letters('filters.campaignId~~mine=false', officer)).toBe('')
    const campaigns = await answer('filters.departmentId~~mine=false', admin, 'Campaign')
    expect(campaigns.meta.total).toBe(0)
    expect(
      (await answer('filters.departmentId~~mine=true', officer, 'Campaign')).records.map(({ id }) => id),
    ).not.toContain(elsewhere.campaign.id)
  })
})

describe('what a person may not read, they may not ask through anything', () => {
  test('a hidden column of what is linked is left out like one that does not exist', async () => {
    const student = await inside(door, 'student')
    for (const door of ['', 'any.1.'])
      for (const path of [
        'company.notes',
        'candidatures.notes',
        'company.offers.notes',
        'company.nothing',
        'nothing.notes',
      ]) {
        const [asked, plain] = [
          await answer(`${door}filters.${path}~~contains=mot`, student),
          await answer('', student),
        ]
        expect(asked.meta.ignored, path).toEqual([`${door}filters.${path}~~contains`])
        expect(asked.records).toEqual(plain.records)
        expect(asked.meta.total).toBe(plain.meta.total)
      }
  })

  test('“all that match” and an export stop at a filter they cannot read, instead of taking everything', async () => {
    const before = await prisma().event.count({ where: { verb: { in: ['publish', 'export'] } } })
    for (const search of ['filters.nothing=x', 'any.1.filters.title=A&any.1.filters.nothing=x', 'sortBy=nothing']) {
      const bulk = await admin.visitor.api(
        '/admin/api/resources/Offer/bulk/submit',
        form({ matching: search, reason: 'x' }),
      )
      const file = await admin.visitor.api('/admin/api/resources/Offer/actions/export', form({ search }))
      for (const reply of [bulk, file]) {
        expect(reply.status).toBe(422)
        expect(jsonOf(reply).notice?.message).toMatch(/« (nothing|.*filters\.nothing|nothing.*) ».*retirez-le/)
      }
    }
    expect(await prisma().event.count({ where: { verb: { in: ['publish', 'export'] } } })).toBe(before)
  })

  test('an export and a bulk read a group as the list does', async () => {
    const search = 'any.1.filters.title~~is=A&any.1-2.filters.title~~is=B'
    const made = await admin.visitor.api(
      '/admin/api/resources/Offer/actions/export',
      form({ search, columns: 'title' }),
    )
    const { href } = JSON.parse(made.text) as { href: string }
    const file = await admin.visitor.get(href)
    expect(file.text.trim().split('\r\n').slice(1).sort()).toEqual(['A', 'B'])
  })

  test('more conditions than anybody means are refused in words', async () => {
    const many = Array.from({ length: 41 }, (_, i) => `all-${i}.filters.title~~not=x${i}`).join('&')
    const reply = await admin.visitor.api(`/admin/api/resources/Offer/actions/list?${many}`)
    expect(reply.status).toBe(422)
    expect(jsonOf(reply).notice?.message).toContain('40')
  })
})

describe('the states of a list say how many rows each holds', () => {
  const facets = async (query: string, who = admin) =>
    jsonOf(await who.visitor.api(`/admin/api/resources/Offer/actions/facets?${query}`)).counts

  test('with the other filters, without their own', async () => {
    expect(await facets('field=status')).toMatchObject({ published: 2, draft: 2, filled: 0 })
    expect(await facets('field=status&filters.status~~in=draft')).toMatchObject({ published: 2, draft: 2 })
    expect(await facets('field=status&filters.company.city~~is=Dakar')).toMatchObject({ published: 2, draft: 0 })
    expect(await facets('field=status&any.1.filters.title~~is=C&any.1.filters.seats=4')).toMatchObject({
      draft: 2,
      published: 0,
    })
  })

  test('only of the rows this person may read', async () => {
    const student = await inside(door, 'student')
    const counts = await facets('field=status', student)
    const { meta } = await answer('', student)
    expect(Object.values(counts).reduce((sum, n) => sum + n, 0)).toBe(meta.total)
    expect(counts.draft).toBe(0)
  })

  test('of a column of choices, and no other', async () => {
    for (const field of ['title', 'nothing', 'company.status', 'notes', ''])
      expect((await admin.visitor.api(`/admin/api/resources/Offer/actions/facets?field=${field}`)).status, field).toBe(
        422,
      )
  })
})
