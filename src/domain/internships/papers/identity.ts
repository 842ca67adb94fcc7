import type { Context } from '../../../access/actor.ts'
import { find, type Row } from '../../../access/select.ts'
import { asDay, shownDay } from '../../../kit/calendar.ts'
import { prisma, transaction } from '../../../platform/db.ts'
import { refuse } from '../../../platform/errors.ts'
import { fullName, schoolName } from '../paper.ts'

/** Who and where, as every paper of an internship says it at its head. */
export type Identity = Awaited<ReturnType<typeof identityOf>>

/** Of an internship that this person reads; its subject never, when it is confidential: papers are handed on. */
export async function identityOf(ctx: Context, placementId: string) {
  const row = await find(ctx, 'Placement', placementId)
  if (!row) throw refuse.notFound()
  const found = await prisma().placement.findUniqueOrThrow({
    where: { id: placementId },
    include: {
      company: true,
      campaign: true,
      schoolTutor: true,
      contact: { include: { person: true } },
      student: { include: { person: true, cohort: { include: { programme: true } } } },
    },
  })
  const { student, company, campaign, contact, schoolTutor, startsOn, endsOn, brokenOn } = found
  return {
    row,
    school: { name: await transaction(schoolName) },
    student: { name: fullName(student.person), lastName: student.person.lastName, firstName: student.person.firstName },
    matricule: student.matricule,
    programme: `${student.cohort.programme.name}, promotion ${student.cohort.year}`,
    company: { name: company.name, city: company.city, country: company.country },
    campaign: campaign.name,
    companyTutor: contact ? fullName(contact.person) : null,
    schoolTutor: schoolTutor ? fullName(schoolTutor) : null,
    subject: found.isConfidential ? 'Confidentiel' : textOf(row, 'subject'),
    dates: {
      startsOn: startsOn && shownDay(asDay(startsOn)),
      endsOn: (brokenOn ?? endsOn) && shownDay(asDay(brokenOn ?? endsOn ?? new Date(0))),
    },
    issuedOn: shownDay(asDay(ctx.now)),
  }
}

/** A column as text, or null where it is empty or closed to this person. */
export const textOf = ({ values }: Row, name: string): string | null => {
  const value = values[name]
  return value === null || value === undefined || value === '' ? null : String(value)
}

/** `12,5` */
export const numberOf = (row: Row, name: string): string | null => {
  const value = textOf(row, name)
  return value === null ? null : String(Number(value)).replace('.', ',')
}

/** `12/06/2026`, of a day or an instant. */
export const dayOf = (row: Row, name: string): string | null => {
  const value = row.values[name]
  if (value === null || value === undefined) return null
  return shownDay(value instanceof Date ? value : String(value))
}
