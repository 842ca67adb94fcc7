import type { AccessTable, Me, RoleRules } from '../../access/rights.ts'
import { bureauOf, runBy } from './posts.ts'

/** Winners and photos: what a club shows. The public page itself has no right here: it is built from an allow-list. */
export const pageAccess: AccessTable = {
  admin: () => all,
  union_executive: () => all,
  club_lead: (me) => bureau(me),
  club_treasurer: (me) => bureau(me),
  club_member: (me) => bureau(me),
}

/** What the lead, their deputy and the secretary add to it. */
export const pageRunningAccess: AccessTable = { club_lead: (me) => running(me), club_member: (me) => running(me) }

const anything = { rows: {}, read: 'all', create: 'all', update: 'all', remove: true } as const

const all: RoleRules = { Winner: anything, Photo: anything }

function bureau(me: Me): RoleRules {
  const own = { clubId: { in: bureauOf(me) } }
  return { Winner: { rows: { activity: own }, read: 'all' }, Photo: { rows: own, read: 'all', create: 'all' } }
}

function running(me: Me): RoleRules {
  const clubs = runBy(me)
  if (clubs.length === 0) return {}
  const own = { clubId: { in: clubs } }
  return {
    Winner: { rows: { activity: own }, read: 'all', create: 'all', update: 'all', remove: true },
    Photo: { rows: own, read: 'all', create: 'all', update: 'all', remove: true },
  }
}
