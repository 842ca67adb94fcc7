import type { Text } from '../../platform/catalogue.ts'
import { today } from '../../platform/clock.ts'
import { config } from '../../platform/config.ts'
import type { Tx } from '../../platform/db.ts'

type Leaving = {
  /** The person, or the assignment, that stops counting */
  personId?: string
  assignmentId?: string
  /** The last day on which it still counts; null: none */
  until?: Date | null
}

/**
 * True when nobody else would administer the school after this. One question at a time: two administrators who remove
 * each other at the same instant must not both hear that the other stays.
 */
export async function isLastAdmin(
  tx: Tx,
  at: Date,
  { personId, assignmentId, until = null }: Leaving,
): Promise<boolean> {
  await tx.$executeRawUnsafe(`select pg_advisory_xact_lock(${ONE_AT_A_TIME})`)
  const day = today(config.schoolTz, at)
  const others = await tx.roleAssignment.count({
    where: {
      ...(assignmentId && { id: { not: assignmentId } }),
      ...(personId && { personId: { not: personId } }),
      role: 'admin',
      startsOn: { lte: day },
      OR: [{ endsOn: null }, { endsOn: until && until > day ? { gt: until } : { gte: day } }],
      person: { account: { status: 'active' } },
    },
  })
  return others === 0
}

const ONE_AT_A_TIME = 7_270_736_904

export const LAST_ADMIN: Text = {
  fr: 'C’est le dernier administrateur : donnez d’abord ce rôle à quelqu’un d’autre.',
  en: 'This is the last administrator: give this role to somebody else first.',
}
