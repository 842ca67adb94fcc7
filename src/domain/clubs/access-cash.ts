import type { AccessTable, RoleRules } from '../../access/rights.ts'
import { keptBy, ledBy } from './posts.ts'

/**
 * Who sees the money of a club: its treasurer, its lead, the Amicale. Amounts and motives are sealed columns: no list,
 * search or export carries them, whatever the role.
 */
export const cashAccess: AccessTable = {
  admin: () => all,
  union_executive: () => ({ ...all, CashBox: { rows: {}, read: 'all', create: ['clubId'] } }),
  club_lead: (me) => ofClubs(ledBy(me)),
  club_treasurer: (me) => ofClubs(keptBy(me)),
}

const seen = { rows: {}, read: 'all' } as const

const all: RoleRules = { CashBox: seen, LedgerEntry: seen, Receipt: seen, CashCount: seen }

function ofClubs(clubs: string[]): RoleRules {
  const own = { clubId: { in: clubs } }
  return {
    CashBox: { rows: own, read: 'all' },
    LedgerEntry: { rows: own, read: 'all' },
    Receipt: { rows: { entry: own }, read: 'all' },
    CashCount: { rows: { cashBox: own }, read: 'all' },
  }
}
