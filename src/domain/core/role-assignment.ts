import { type Change, defineCheck } from '../../kit/check.ts'
import { insistOnProof } from '../../kit/step-up.ts'
import type { Text } from '../../platform/catalogue.ts'
import { today } from '../../platform/clock.ts'
import { config } from '../../platform/config.ts'
import { isLastAdmin, LAST_ADMIN } from './last-admin.ts'

// Whoever finds a desk left open gives nobody a right: by this door or by any other
defineCheck('RoleAssignment', ({ ctx }): Record<string, Text> => {
  insistOnProof(ctx)
  return {}
})

defineCheck('RoleAssignment', ({ after }): Record<string, Text> => {
  const { startsOn, endsOn } = after ?? {}
  return startsOn instanceof Date && endsOn instanceof Date && endsOn < startsOn ? { endsOn: REVERSED } : {}
})

// Whoever removes the last administrator locks everybody out
defineCheck('RoleAssignment', async (change): Promise<Record<string, Text>> => {
  const { before, after, tx, ctx } = change
  if (!before || !counts(before, change) || staysAdmin(change)) return {}
  const until = samePost(change) && after?.endsOn instanceof Date ? after.endsOn : null
  const last = await isLastAdmin(tx, ctx.now, { assignmentId: String(before.id), until })
  return last ? { [after?.role === 'admin' ? 'endsOn' : 'role']: LAST_ADMIN } : {}
})

/** An assignment that makes somebody an administrator today; one that is over may be tidied away. */
function counts(row: NonNullable<Change['before']>, { ctx }: Change): boolean {
  const day = today(config.schoolTz, ctx.now)
  return row.role === 'admin' && !(row.endsOn instanceof Date && row.endsOn < day)
}

const samePost = ({ before, after }: Change): boolean =>
  after?.role === 'admin' && after.personId === before?.personId && time(after.startsOn) <= time(before?.startsOn)

/** The same person, from no later, until no earlier. */
function staysAdmin(change: Change): boolean {
  const { before, after } = change
  if (!samePost(change)) return false
  return !(after?.endsOn instanceof Date) || (before?.endsOn instanceof Date && after.endsOn >= before.endsOn)
}

const time = (day: unknown): number => (day instanceof Date ? day.getTime() : 0)

const REVERSED: Text = {
  fr: 'La fin vient avant le début : corrigez l’une des deux dates.',
  en: 'The end comes before the start: correct one of the dates.',
}
