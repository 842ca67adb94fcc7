import type { Placement } from '@prisma/client'
import { DateTime } from 'luxon'
import { asDay, schoolDay } from '../../kit/calendar.ts'
import type { Text } from '../../platform/catalogue.ts'
import type { Tx } from '../../platform/db.ts'
import { refuse } from '../../platform/errors.ts'
import type { Line } from './circuit.ts'

/** Who the officer names for this circuit, beside those the placement knows. */
export type Named = {
  schoolSignatoryId: string | null
  companySignatoryId?: string | undefined
  endorserId?: string | undefined
  legalRepresentativeName?: string | undefined
  legalRepresentativeEmail?: string | undefined
  paper?: string | undefined
}

/**
 * Who signs, in their order: the student, their legal representative when they are minor, the school tutor, the company
 * tutor, whoever signs for the company, whoever signs for the school, an endorser. Everybody has an address or a pen.
 */
export async function circuitFor(tx: Tx, placement: Placement, named: Named, now: Date): Promise<Line[]> {
  const people = await peopleOf(tx, placement, named)
  const { student, contact, schoolTutor, signatory, school, endorser } = people
  const minor = isMinor(student.birthDate, schoolDay(now))
  const onPaper = (who: 'company' | 'school') =>
    named.paper === 'all' || (named.paper === 'company' && who === 'company')
  const lines: (Line | null)[] = [
    line('student', student, onPaper('school')),
    minor ? representative(named, onPaper('school')) : null,
    schoolTutor && line('school_tutor', schoolTutor, onPaper('school')),
    contact && line('company_tutor', contact, onPaper('company')),
    signatory && line('company', signatory, onPaper('company')),
    school && line('school', school, onPaper('school')),
    endorser && line('endorser', endorser, onPaper('school')),
  ]
  const found = lines.filter((one) => one !== null)
  refuseUnreachable(found, student.email)
  return found
}

async function peopleOf(tx: Tx, placement: Placement, named: Named) {
  const student = await tx.student.findUniqueOrThrow({ where: { id: placement.studentId }, include: { person: true } })
  const contacts = await tx.companyContact.findMany({
    where: { companyId: placement.companyId, isActive: true },
    include: { person: true },
    orderBy: { id: 'asc' },
  })
  const host = placement.contactId ? await tx.companyContact.findUnique({ where: { id: placement.contactId } }) : null
  // Whoever stands in for the tutor signs in their place
  const tutor = contacts.find((one) => one.id === (host?.replacedById ?? host?.id)) ?? null
  const chosen = named.companySignatoryId ? contacts.find((one) => one.id === named.companySignatoryId) : undefined
  if (named.companySignatoryId && !chosen) throw refuse.invalid({ companySignatoryId: NOT_OF_COMPANY })
  const signatory = chosen ?? contacts.find((one) => one.isSignatory && !one.replacedById) ?? tutor
  if (!tutor || !placement.schoolTutorId) throw NO_TUTORS
  const person = (id: string | null | undefined) => (id ? tx.person.findUnique({ where: { id } }) : null)
  return {
    student: student.person,
    contact: tutor.person,
    signatory: signatory?.person ?? null,
    schoolTutor: await person(placement.schoolTutorId),
    school: await person(named.schoolSignatoryId),
    endorser: await person(named.endorserId),
  }
}

type Person = { id: string; firstName: string; lastName: string; email: string | null }

const line = (capacity: Line['capacity'], person: Person, paper: boolean): Line => ({
  ...{ capacity, personId: person.id, name: `${person.firstName} ${person.lastName}`, email: person.email, paper },
})

function representative({ legalRepresentativeName, legalRepresentativeEmail }: Named, paper: boolean): Line {
  const errors: Record<string, Text> = {}
  if (!legalRepresentativeName && !paper) errors.legalRepresentativeName = MINOR
  if (!legalRepresentativeEmail && !paper) errors.legalRepresentativeEmail = MINOR
  if (Object.keys(errors).length > 0) throw refuse.invalid(errors)
  const name = legalRepresentativeName ?? 'Représentant légal'
  return { capacity: 'legal_representative', personId: null, name, email: legalRepresentativeEmail ?? null, paper }
}

export function isMinor(birthDate: Date | null, today: string): boolean {
  if (!birthDate) return false
  const adult = DateTime.fromISO(asDay(birthDate), { zone: 'utc' }).plus({ years: 18 }).toISODate() ?? today
  return today < adult
}

const COMPANY = new Set(['company_tutor', 'company'])
const SCHOOL = new Set(['school_tutor', 'school', 'endorser'])

export function refuseUnreachable(lines: Line[], studentEmail: string | null): void {
  const unreachable = lines.filter((one) => !one.email && !one.paper)
  if (unreachable.length > 0) throw noAddress(unreachable.map((one) => one.name).join(', '))
  for (const one of lines)
    if ((COMPANY.has(one.capacity) || SCHOOL.has(one.capacity)) && isSame(one.email, studentEmail))
      throw refuse.conflict('same_mailbox', SAME_MAILBOX)
}

/** Whoever reads the student’s mailbox must not sign for the company. */
export const isSame = (one: string | null, other: string | null): boolean =>
  one !== null && other !== null && one.trim().toLowerCase() === other.trim().toLowerCase()

const noAddress = (names: string) =>
  refuse.conflict('no_address', {
    fr: `Il manque une adresse e-mail à : ${names}. Complétez leur fiche, ou demandez une signature sur papier.`,
    en: `An e-mail address is missing for: ${names}. Complete their record, or ask for a signature on paper.`,
  })

export const SAME_MAILBOX: Text = {
  fr: 'Un signataire a la même adresse que l’étudiant : chacun signe avec la sienne. Choisissez un autre contact.',
  en: 'A signatory shares the student’s address: each signs with their own. Choose another contact.',
}
const MINOR: Text = {
  fr: 'L’étudiant est mineur : indiquez son représentant légal, qui signe avec lui.',
  en: 'The student is a minor: name the legal representative, who signs too.',
}
export const NOT_OF_COMPANY: Text = {
  fr: 'Ce contact n’est pas de l’entreprise d’accueil, ou n’y est plus : choisissez-en un autre.',
  en: 'This contact is not of the host company, or no longer: choose another.',
}
const NO_TUTORS = refuse.conflict('no_tutors', {
  fr: 'Désignez d’abord les deux tuteurs sur l’affectation : ils signent la convention.',
  en: 'Name both tutors on the placement first: they sign the agreement.',
})

/** Who signs today for somebody of the company who handed over to a colleague; the same person when nobody stands in. */
export async function standInFor(tx: Tx, companyId: string, personId: string): Promise<string> {
  const contact = await tx.companyContact.findFirst({
    where: { companyId, personId, replacedBy: { isActive: true } },
    select: { replacedBy: { select: { personId: true } } },
  })
  return contact?.replacedBy?.personId ?? personId
}
