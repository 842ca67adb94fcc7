import type { AccessTable, RoleRules } from '../../access/rights.ts'
import { bureauOf, ledBy } from './posts.ts'

/** What follows from what participants said, and what a bureau leaves behind. */
export const runAccess: AccessTable = {
  admin: () => above,
  union_executive: () => above,
  club_lead: (me) => ({
    ...followUps(bureauOf(me)),
    ClubArchive: { rows: { clubId: { in: ledBy(me) } }, read: 'all' },
  }),
  club_treasurer: (me) => followUps(bureauOf(me)),
  club_member: (me) => followUps(bureauOf(me)),
}

const above: RoleRules = {
  Improvement: { rows: {}, read: 'all', create: 'all', update: 'all', remove: true },
  ClubArchive: { rows: {}, read: 'all' },
}

const followUps = (clubs: string[]): RoleRules => ({
  Improvement: { rows: { OR: [{ clubId: { in: clubs } }, { clubId: null }] }, read: 'all' },
})
