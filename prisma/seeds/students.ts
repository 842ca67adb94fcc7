import type { PersonActor } from '../../src/access/actor.ts'
import { prisma } from '../../src/platform/db.ts'
import { appoint, cast } from './cast.ts'
import { addressOf, personOf } from './names.ts'
import type { Programme } from './references.ts'
import { createAll, type Stage } from './stage.ts'

export type Learner = { id: string; programme: string; year: number; email: string; actor: PersonActor }

type Planned = { programme: Programme; year: number; values: ReturnType<typeof valuesOf> }

// How many students each programme has in the cohort that left, the one of this year, the next one
const sizes = [
  { name: 'Master Data science', counts: [10, 20, 5] },
  { name: 'Master Statistique appliquée', counts: [12, 18, 5] },
  { name: 'Licence Statistique', counts: [8, 16, 8] },
  { name: 'Licence Informatique', counts: [0, 12, 12] },
  { name: 'Licence Démographie', counts: [0, 12, 12] },
]

// Among the present cohort of the first programme: their two logins are known to everybody
const known = [cast.student, cast.studentWithPlacement]

/** The register of students; `graduating` is the year in which the present cohort leaves. */
export async function playStudents(stage: Stage, programmes: Programme[], graduating: number): Promise<Learner[]> {
  const planned = plan(programmes, graduating)
  const officer = await stage.as(cast.officer.email)
  const rows = planned.map(({ values }) => values)
  const ids = await createAll(officer, 'Student', rows)
  const people = await personsOf(ids)
  const learners = planned.map((one, i) => learnerOf(one, ids[i] ?? '', people))
  for (const member of known) {
    const learner = learners.find(({ email }) => email === member.email)
    if (learner) await appoint(stage, member, learner.actor.personId)
  }
  return learners
}

function plan(programmes: Programme[], graduating: number): Planned[] {
  const rows: Planned[] = []
  for (const { name, counts } of sizes) {
    const programme = programmes.find((one) => one.name === name)
    if (!programme) throw new Error(`prisma/seeds: no programme ${name}`)
    for (const [step, size] of counts.entries()) {
      const year = graduating - 1 + step
      for (let n = 0; n < size; n++) rows.push({ programme, year, values: valuesOf(rows.length, programme, year) })
    }
  }
  const present = rows.filter((row) => row.programme === rows[0]?.programme && row.year === graduating)
  for (const [i, member] of known.entries()) {
    const { email, lastName, firstName, gender } = member
    Object.assign(present[i]?.values ?? {}, { email, lastName, firstName, gender })
  }
  return rows
}

function valuesOf(n: number, programme: Programme, year: number) {
  const named = personOf(n)
  const month = String(1 + (n % 12)).padStart(2, '0')
  const day = String(1 + ((n * 7) % 28)).padStart(2, '0')
  return {
    ...named,
    matricule: `ST${100_000 + n}`,
    cohortId: programme.cohorts.get(year),
    birthDate: `${year - 24 + (n % 3)}-${month}-${day}`,
    email: addressOf(named, 'etu.horizon.demo'),
    phone: `+221 76 ${500 + n} ${10 + (n % 80)} ${15 + (n % 70)}`,
  }
}

async function personsOf(ids: string[]): Promise<Map<string, string>> {
  const rows = await prisma().student.findMany({ where: { id: { in: ids } }, select: { id: true, personId: true } })
  return new Map(rows.map(({ id, personId }) => [id, personId]))
}

function learnerOf({ programme, year, values }: Planned, id: string, people: Map<string, string>): Learner {
  const { email } = values
  const name = `${values.firstName} ${values.lastName}`
  // The others act without an account of their own: 150 passwords to hash would outlast the first start
  const actor: PersonActor = {
    ...{ kind: 'person', accountId: '', locale: 'fr', contactIds: [], clubs: [], studentId: id, name, email },
    personId: people.get(id) ?? '',
    roles: [{ role: 'student', departmentId: null }],
  }
  return { id, programme: programme.name, year, email, actor }
}
