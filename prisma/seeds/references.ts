import type { Context } from '../../src/access/actor.ts'
import { prisma } from '../../src/platform/db.ts'
import { cast } from './cast.ts'
import { playLegal } from './legal.ts'
import { create, createAll } from './stage.ts'

export type Programme = { name: string; id: string; department: string; cohorts: Map<number, string> }
export type References = {
  departments: Map<string, string>
  programmes: Programme[]
  legalProfileId: string
  gradingSchemeId: string
}

const departments = [
  { code: 'STAT', name: 'Statistique' },
  { code: 'INFO', name: 'Informatique' },
  { code: 'DEMO', name: 'Démographie' },
]

const programmes = [
  { name: 'Licence Informatique', level: 'Licence', department: 'INFO', teachingHours: 520 },
  { name: 'Licence Statistique', level: 'Licence', department: 'STAT', teachingHours: 480 },
  { name: 'Licence Démographie', level: 'Licence', department: 'DEMO', teachingHours: 460 },
  { name: 'Master Data science', level: 'Master', department: 'INFO', teachingHours: 420 },
  { name: 'Master Statistique appliquée', level: 'Master', department: 'STAT', teachingHours: 400 },
]

const rooms = [
  { name: 'Amphi Cheikh Anta Diop', building: 'Bâtiment A', capacity: 120 },
  { name: 'Salle Sembène', building: 'Bâtiment A', capacity: 30 },
  { name: 'Salle Ada Lovelace', building: 'Bâtiment B', capacity: 24 },
]

/** What exists before anybody applies: the school, its departments, programmes and promotions, its rooms and weights. */
export async function playReferences(admin: Context, year: number, years: number[]): Promise<References> {
  await create(admin, 'Setting', {
    key: 'school.name',
    value: 'Institut Horizon',
    purpose: 'Nom de l’établissement, en tête des pages, des courriels et des documents',
  })
  const departmentIds = await createAll(admin, 'Department', departments)
  const byCode = new Map(departments.map(({ code }, i) => [code, departmentIds[i] ?? '']))
  const programmeIds = await createAll(
    admin,
    'Programme',
    programmes.map(({ department, ...one }) => ({ ...one, departmentId: byCode.get(department) })),
  )
  await createAll(admin, 'Room', rooms)
  await playTeachers(admin)
  const scheme = { name: 'Barème des stages longs', defenseFloor: '7', latePenalty: '2' }
  return {
    departments: byCode,
    programmes: await playCohorts(admin, programmeIds, years),
    gradingSchemeId: await create(admin, 'GradingScheme', scheme),
    legalProfileId: await playLegal(admin, year),
  }
}

/** Who sits in the juries beside the tutors, and the rank that says who presides. */
async function playTeachers(admin: Context): Promise<void> {
  const tutors = [
    { email: cast.tutorCisse.email, rank: 'professor' },
    { email: cast.tutorGarnier.email, rank: 'associate' },
  ]
  for (const { email, rank } of tutors) {
    const { id } = await prisma().person.findUniqueOrThrow({ where: { email } })
    await create(admin, 'Teacher', { personId: id, rank })
  }
  for (const { rank, ...person } of jurors)
    await create(admin, 'Teacher', { personId: await create(admin, 'Person', person), rank })
}

const jurors = [
  { lastName: 'Ndiaye', firstName: 'Aminata', email: 'a.ndiaye@horizon.demo', rank: 'associate' },
  { lastName: 'Ahouansou', firstName: 'Paul', email: 'p.ahouansou@horizon.demo', rank: 'professional' },
]

async function playCohorts(admin: Context, programmeIds: string[], years: number[]): Promise<Programme[]> {
  const wanted = programmeIds.flatMap((programmeId) => years.map((year) => ({ programmeId, year })))
  const ids = await createAll(admin, 'Cohort', wanted)
  return programmes.map(({ name, department }, i) => ({
    name,
    department,
    id: programmeIds[i] ?? '',
    cohorts: new Map(years.map((year, j) => [year, ids[i * years.length + j] ?? ''])),
  }))
}
