import type { Tx } from '../../src/platform/db.ts'

/** Somebody to tell, in their language. Nobody without an address is told by mail; the notice waits at their next login. */
export type Recipient = {
  personId: string
  firstName: string
  email: string | null
  locale: 'fr' | 'en'
  /** Of a company: the contact whose trainees it is about, and whether they may log in */
  contactId?: string
  hasAccount?: boolean
}

const PERSON = { id: true, firstName: true, email: true, account: { select: { locale: true, status: true } } } as const
type Found = {
  id: string
  firstName: string
  email: string | null
  account: { locale: string; status: string } | null
}

export const recipient = (person: Found): Recipient => ({
  personId: person.id,
  firstName: person.firstName,
  email: person.email,
  locale: person.account?.locale === 'en' ? 'en' : 'fr',
})

export const personById = async (tx: Tx, id: string | null): Promise<Recipient[]> => {
  const person = id ? await tx.person.findUnique({ where: { id }, select: PERSON }) : null
  return person ? [recipient(person)] : []
}

export const studentPerson = async (tx: Tx, studentId: string): Promise<Recipient[]> => {
  const student = await tx.student.findUnique({ where: { id: studentId }, select: { person: { select: PERSON } } })
  return student ? [recipient(student.person)] : []
}

/**
 * The contact named on the offer or the placement, or whoever stands in for them; when there is none, everybody the
 * company still has.
 */
export async function contactsOf(tx: Tx, companyId: string, contactId: string | null): Promise<Recipient[]> {
  const active = { companyId, isActive: true }
  const contacts = await tx.companyContact.findMany({ where: active, select: { id: true, person: { select: PERSON } } })
  const named = contactId ? await tx.companyContact.findUnique({ where: { id: contactId } }) : null
  const one = contacts.find((contact) => contact.id === (named?.replacedById ?? contactId))
  if (!one) return contacts.map((contact) => recipient(contact.person))
  return [{ ...recipient(one.person), contactId: one.id, hasAccount: one.person.account?.status === 'active' }]
}

/** Internship officers in charge today: of this department, or of all of them. */
export async function officersOf(tx: Tx, departmentId: string, today: Date): Promise<Recipient[]> {
  const assignments = await tx.roleAssignment.findMany({
    where: {
      role: 'internship_officer',
      startsOn: { lte: today },
      AND: [{ OR: [{ endsOn: null }, { endsOn: { gte: today } }] }, { OR: [{ departmentId: null }, { departmentId }] }],
    },
    select: { person: { select: PERSON } },
  })
  const byId = new Map(assignments.map(({ person }) => [person.id, recipient(person)]))
  return [...byId.values()]
}

/** Students of the cohorts that a campaign calls. */
export async function studentsOf(tx: Tx, campaignId: string): Promise<Recipient[]> {
  const students = await tx.student.findMany({
    where: { status: 'enrolled', cohort: { campaignCohorts: { some: { campaignId } } } },
    select: { person: { select: PERSON } },
  })
  return students.map((student) => recipient(student.person))
}
