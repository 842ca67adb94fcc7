import { prisma } from '../../../platform/db.ts'

export const audiences = ['students', 'schoolTutors', 'companyTutors'] as const
export type Audience = (typeof audiences)[number]

type Reached = { personId: string; accountId: string; name: string; email: string; ids: string[] }

/** Who gets which internships; those without an account have no page where their file could wait, and are named. */
export type Handed = { people: Reached[]; unreachable: string[] }

export async function handedTo(audience: Audience, placementIds: string[]): Promise<Handed> {
  const placements = await prisma().placement.findMany({
    where: { id: { in: placementIds } },
    include: {
      student: { include: { person: PERSON } },
      schoolTutor: PERSON,
      contact: { include: { person: PERSON } },
    },
    orderBy: { id: 'asc' },
  })
  const whose = {
    students: (one: (typeof placements)[number]) => one.student.person,
    schoolTutors: (one: (typeof placements)[number]) => one.schoolTutor,
    companyTutors: (one: (typeof placements)[number]) => one.contact?.person ?? null,
  }[audience]
  const found = placements.flatMap((one) => {
    const person = whose(one)
    return person ? [{ person, placementId: one.id }] : []
  })
  const people: Reached[] = []
  const unreachable: string[] = []
  for (const theirs of Map.groupBy(found, ({ person }) => person.id).values()) {
    const [{ person } = { person: null }] = theirs
    if (!person) continue
    const name = `${person.firstName} ${person.lastName}`
    const { account, email } = person
    const ids = theirs.map((one) => one.placementId)
    if (account?.status === 'active' && email)
      people.push({ personId: person.id, accountId: account.id, name, email: account.email, ids })
    else unreachable.push(name)
  }
  return { people, unreachable }
}

const PERSON = { include: { account: true } } as const
