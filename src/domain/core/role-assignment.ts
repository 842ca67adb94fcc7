import { type Change, defineCheck } from '../../kit/check.ts'
import type { Text } from '../../platform/catalogue.ts'
import { today } from '../../platform/clock.ts'
import { config } from '../../platform/config.ts'

defineCheck('RoleAssignment', ({ after }): Record<string, Text> => {
  const { startsOn, endsOn } = after ?? {}
  return startsOn instanceof Date && endsOn instanceof Date && endsOn < startsOn ? { endsOn: REVERSED } : {}
})

// Whoever removes the last administrator locks everybody out
defineCheck('RoleAssignment', async (change): Promise<Record<string, Text>> => {
  if (change.before?.role !== 'admin' || isLastingAdmin(change.after, change)) return {}
  return (await otherAdmins(change)) > 0 ? {} : { role: LAST_ADMIN }
})

const isLastingAdmin = (after: Change['after'], { ctx }: Change): boolean =>
  after?.role === 'admin' && (!(after.endsOn instanceof Date) || after.endsOn >= today(config.schoolTz, ctx.now))

function otherAdmins({ tx, ctx, before }: Change): Promise<number> {
  const day = today(config.schoolTz, ctx.now)
  return tx.roleAssignment.count({
    where: {
      id: { not: String(before?.id) },
      role: 'admin',
      startsOn: { lte: day },
      OR: [{ endsOn: null }, { endsOn: { gte: day } }],
      person: { account: { status: 'active' } },
    },
  })
}

const REVERSED: Text = {
  fr: 'La fin vient avant le début : corrigez l’une des deux dates.',
  en: 'The end comes before the start: correct one of the dates.',
}
const LAST_ADMIN: Text = {
  fr: 'C’est le dernier administrateur : donnez d’abord ce rôle à quelqu’un d’autre.',
  en: 'This is the last administrator: give this role to somebody else first.',
}
