import { beforeAll, describe, expect, test } from 'vitest'
import { dateOfDay } from '../../src/platform/clock.ts'
import { prisma } from '../../src/platform/db.ts'
import type { Door } from '../http/visitor.ts'
import { testDatabase } from '../support/database.ts'
import { type Inside, inside, openDesk } from './opened-desk.ts'

let door: Door
let officer: Inside
let trainee: Inside
let placementId: string
beforeAll(testDatabase)
beforeAll(async () => {
  door = await openDesk()
  officer = await inside(door, 'internship_officer')
  trainee = await inside(door, 'student')
  placementId = await busyTutor()
  return door.close
})

type Line = { key: string; outcome: string; sentence: string | null; ruleId?: string }
type Legal = { legal: { profile: string; presence: { hours: string }; lines: Line[] } }

const legal = (who: Inside, query = '') =>
  who.visitor.api(`/admin/api/resources/Placement/records/${placementId}/checklist?${query}`)
const lineOf = (text: string, key: string) => (JSON.parse(text) as Legal).legal.lines.find((line) => line.key === key)

/** A tutor whose only place is taken by somebody named Secret, and the placement of the trainee. */
async function busyTutor(): Promise<string> {
  const student = await prisma().student.findUniqueOrThrow({
    where: { personId: trainee.who.personId },
    include: { cohort: { include: { programme: true } } },
  })
  const { departmentId } = student.cohort.programme
  const rule = { key: 'company_tutor_max', label: 'Stagiaires par tuteur', value: '1', waivableBy: 'admin' } as const
  const profile = { code: 'T', name: 'Togo', country: 'Togo', effectiveOn: dateOfDay('2020-01-01') }
  await prisma().legalProfile.create({ data: { ...profile, rules: { create: rule } } })
  const campaign = await prisma().campaign.create({ data: { name: 'C', academicYear: '2025-2026', departmentId } })
  const company = await prisma().company.create({ data: { name: 'Hôte', city: 'Lomé', country: 'Togo' } })
  const person = await prisma().person.create({ data: { lastName: 'Tuteur', firstName: 'Un' } })
  const contact = await prisma().companyContact.create({ data: { personId: person.id, companyId: company.id } })
  const dates = { startsOn: dateOfDay('2026-03-02'), endsOn: dateOfDay('2026-08-28'), weeklyHours: 35 }
  const place = { ...dates, companyId: company.id, contactId: contact.id, campaignId: campaign.id }
  const other = await prisma().person.create({ data: { lastName: 'Secret', firstName: 'Awa' } })
  const rival = { matricule: 'R1', personId: other.id, cohortId: student.cohortId }
  const rivalId = (await prisma().student.create({ data: rival })).id
  await prisma().placement.create({ data: { ...place, studentId: rivalId, status: 'ongoing' } })
  return (await prisma().placement.create({ data: { ...place, studentId: student.id, status: 'prevalidated' } })).id
}

describe('The legal check of an internship', () => {
  test('is missing for a company and for another student', async () => {
    for (const role of ['company_tutor', 'student'] as const)
      expect((await legal(await inside(door, role))).status).toBe(404)
  })

  test('names the other trainees to the school, and only counts them to the student', async () => {
    const told = lineOf((await legal(officer)).text, 'company_tutor_max')
    expect(told?.outcome).toBe('blocked')
    expect(told?.sentence).toContain('Awa Secret (→ 28/08/2026)')
    const own = (await legal(trainee)).text
    expect(lineOf(own, 'company_tutor_max')?.sentence).toContain('1 stagiaire à ces dates.')
    expect(own).not.toContain('Secret')
  })

  test('offers a waiver only to whom the rule names', async () => {
    expect(lineOf((await legal(officer)).text, 'company_tutor_max')).not.toHaveProperty('ruleId')
    const admin = await inside(door, 'admin')
    expect(lineOf((await legal(admin)).text, 'company_tutor_max')).toHaveProperty('ruleId')
  })

  test('answers “what if” and writes nothing', async () => {
    const before = await prisma().placement.findUniqueOrThrow({ where: { id: placementId } })
    const later = await legal(officer, 'startsOn=2026-09-01&endsOn=30%2F10%2F2026')
    expect(lineOf(later.text, 'company_tutor_max')?.outcome).toBe('ok')
    expect(await prisma().placement.findUniqueOrThrow({ where: { id: placementId } })).toEqual(before)
  })

  test('says what cannot be read, and ignores what is not a value of the simulation', async () => {
    const wrong = await legal(officer, 'endsOn=hier')
    expect(wrong.status).toBe(422)
    expect((await legal(officer, 'studentId=x&status=closed')).status).toBe(200)
  })
})
