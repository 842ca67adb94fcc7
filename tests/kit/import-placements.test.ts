import { beforeAll, describe, expect, test } from 'vitest'
import type { Context } from '../../src/access/actor.ts'
import { prisma } from '../../src/platform/db.ts'
import { testDatabase } from '../support/database.ts'
import { csv, imported, person, school } from './import-cast.ts'

let officer: Context
let campaign: string
let tutorEmail: string

beforeAll(testDatabase)
beforeAll(async () => {
  const made = await school()
  campaign = made.campaign
  officer = await person('internship_officer')
  const tutor = await person('school_tutor')
  tutorEmail = tutor.actor.kind === 'person' ? tutor.actor.email : ''
  const db = prisma()
  const cohort = await db.cohort.findFirstOrThrow()
  for (const matricule of ['ST900001', 'ST900002'])
    await db.student.create({
      data: {
        matricule,
        cohort: { connect: { id: cohort.id } },
        person: { create: { lastName: matricule, firstName: 'Awa', email: `${matricule}@horizon.example` } },
      },
    })
  await db.company.create({ data: { name: 'Maison Import', city: 'Thiès', country: 'Sénégal' } })
})

const HEADINGS = 'Étudiant;Campagne;Entreprise;Tuteur école;Sujet;Début;Fin;Heures par semaine'
const line = (matricule: string, company: string, hours = '35') =>
  `${matricule};${campaign};${company};${tutorEmail};Un suivi des récoltes;02/03/2027;28/08/2027;${hours}`

describe('Placements of a whole cohort from one file', () => {
  test('are created as proposed, with their student by matricule, company by name and city, tutor by address', async () => {
    const file = csv(HEADINGS, line('ST900001', 'Maison Import, Thiès', '17,5'), line('ST900002', 'Nulle part, Dakar'))
    const view = await imported(officer, 'Placement', 'affectations.csv', file)
    expect(view.counts).toMatchObject({ new: 1, error: 1 })
    const refused = view.rows.find((row) => row.status === 'error')
    expect(refused?.problems.map((problem) => problem.column)).toEqual(['Entreprise'])
    const placements = await prisma().placement.findMany({ include: { student: true, schoolTutor: true } })
    expect(placements).toHaveLength(1)
    expect(placements[0]).toMatchObject({
      ...{ status: 'proposed', subject: 'Un suivi des récoltes', student: { matricule: 'ST900001' } },
      schoolTutor: { email: tutorEmail },
    })
    expect(Number(placements[0]?.weeklyHours)).toBe(17.5)
  })

  test('come in once: the same file again changes nothing, another date changes that one', async () => {
    const same = await imported(
      officer,
      'Placement',
      'affectations.csv',
      csv(HEADINGS, line('ST900001', 'Maison Import, Thiès', '17,5')),
    )
    expect(same.counts).toMatchObject({ new: 0, unchanged: 1 })
    const later = line('ST900001', 'Maison Import, Thiès', '20')
    expect((await imported(officer, 'Placement', 'affectations.csv', csv(HEADINGS, later))).counts).toMatchObject({
      ...{ new: 0, changed: 1 },
    })
    expect(await prisma().placement.count()).toBe(1)
  })
})
