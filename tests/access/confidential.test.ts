import { beforeAll, describe, expect, it } from 'vitest'
import { list, type Query } from '../../src/access/select.ts'
import { streamExport } from '../../src/kit/export/export.ts'
import { prisma } from '../../src/platform/db.ts'
import { Refusal } from '../../src/platform/errors.ts'
import { type Actress, asRole, day, person, smallSchool } from '../domain/internships/world.ts'
import { testDatabase } from '../support/database.ts'

beforeAll(testDatabase)

const SECRET = 'Canari moteur à hydrogène'
const NOUNS = ['Placement', 'Agreement', 'Defense', 'Deliverable', 'Offer', 'Candidature', 'Company', 'Alert'] as const

let strangers: Record<string, Actress>
let parties: Record<string, Actress>

beforeAll(async () => {
  const [school, other] = [await smallSchool(), await smallSchool()]
  const [student, house, neighbour] = [await school.student(), await school.company(), await school.company()]
  const juror = asRole('school_tutor', await person('Juré'))
  const tutor = asRole('school_tutor', await person('Référente'))
  const { id } = await prisma().placement.create({
    data: {
      ...{ studentId: student.id, campaignId: school.campaign.id, companyId: house.id, contactId: house.contactId },
      ...{ schoolTutorId: tutor.actor.personId, status: 'ongoing', subject: SECRET, isConfidential: true },
      ...{ startsOn: day('2026-03-02'), endsOn: day('2026-08-28') },
    },
  })
  await prisma().agreement.create({
    data: { placementId: id, status: 'submitted', subject: SECRET, activities: SECRET },
  })
  const defense = await prisma().defense.create({ data: { placementId: id } })
  await prisma().juryMember.create({
    data: { defenseId: defense.id, personId: juror.actor.personId, role: 'examiner' },
  })
  const officerOf = async (departmentId: string) =>
    asRole('internship_officer', await person('Chargée'), { roles: [{ role: 'internship_officer', departmentId }] })
  strangers = {
    ...{ juror, neighbour, classmate: await school.student(), tutorElsewhere: school.schoolTutor },
    officerElsewhere: await officerOf(other.department.id),
  }
  parties = { student, tutor, house, officer: await officerOf(school.department.id) }
})

/** Every word that a list, a search and an export of a noun give somebody. */
async function told({ ctx }: Actress, name: (typeof NOUNS)[number]): Promise<string> {
  const asked: Query[] = [{}, { search: 'hydrogène' }]
  const rows = await Promise.all(asked.map((query) => list(ctx(), name, { ...query, limit: 100 })))
  let csv = ''
  try {
    for await (const chunk of streamExport(ctx(), name, { format: 'csv' }).chunks) csv += chunk.toString()
  } catch (error) {
    // The noun does not exist for them
    if (!(error instanceof Refusal)) throw error
  }
  return JSON.stringify(rows) + csv
}

describe('A confidential subject', () => {
  it('is in no list, search nor export of anybody but the parties and the officer of the department', async () => {
    for (const [who, stranger] of Object.entries(strangers))
      for (const name of NOUNS)
        expect([who, name, (await told(stranger, name)).includes(SECRET)]).toEqual([who, name, false])
  })

  it('answers no filter about it: a stranger finds nothing by its words', async () => {
    const where = { subject: { contains: 'hydrogène' } }
    for (const [who, { ctx }] of Object.entries(strangers))
      for (const name of ['Placement', 'Agreement'] as const)
        expect([who, name, await list(ctx(), name, { where }).catch(() => [])]).toEqual([who, name, []])
  })

  it('is read by its student, both tutors and the officer', async () => {
    for (const [who, party] of Object.entries(parties))
      expect([who, (await told(party, 'Placement')).includes(SECRET)]).toEqual([who, true])
  })
})
