import type { ClubMember } from '@prisma/client'
import { asDay, type Day, schoolDay } from '../../kit/calendar.ts'
import type { Tx } from '../../platform/db.ts'

type Term = Pick<ClubMember, 'startsOn' | 'endsOn'>

/** In office that day, the first and the last included. */
export const inTermOn = ({ startsOn, endsOn }: Term, day: Day): boolean =>
  asDay(startsOn) <= day && (endsOn === null || asDay(endsOn) >= day)

export const inTerm = (term: Term, at: Date): boolean => inTermOn(term, schoolDay(at))

/** Who was in office at that instant, in the order of their posts. */
export async function bureauAt(tx: Tx, clubId: string, at: Date): Promise<ClubMember[]> {
  const members = await tx.clubMember.findMany({
    where: { clubId },
    orderBy: [{ post: 'asc' }, { lastName: 'asc' }, { id: 'asc' }],
  })
  return members.filter((member) => inTerm(member, at))
}

export const nameOf = ({ firstName, lastName }: Pick<ClubMember, 'firstName' | 'lastName'>): string =>
  `${firstName} ${lastName}`
