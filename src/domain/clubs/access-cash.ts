import type { AccessTable, Me, RoleRules } from '../../access/rights.ts'
import { keptBy, ledBy } from './posts.ts'

/**
 * Who sees the money of a club: its treasurer, its lead, the Amicale. Amounts and motives are sealed: they open for these
 * readers, page by page, and no filter, order, search or ordinary export carries them.
 */
export const cashAccess: AccessTable = {
  admin: () => all,
  union_executive: () => ({ ...all, CashBox: { rows: {}, read: 'all', create: ['clubId'] } }),
  club_lead: (me) => ofClubs(me, ledBy(me)),
  club_treasurer: (me) => ofClubs(me, keptBy(me)),
}

const seen = { rows: {}, read: 'all' } as const

const all: RoleRules = {
  CashBox: seen,
  LedgerEntry: seen,
  Receipt: seen,
  CashCount: seen,
  ActivityBudget: seen,
}

function ofClubs(me: Me, clubs: string[]): RoleRules {
  if (clubs.length === 0) return {}
  const own = { clubId: { in: clubs } }
  return {
    CashBox: { rows: own, read: 'all' },
    // Written by the verbs of the box; a draft is corrected or removed by its author, the rest only grows
    LedgerEntry: {
      rows: own,
      read: 'all',
      update: ['occurredOn', 'activityId', 'category', 'amount', 'motive', 'comment', 'payee'],
      remove: true,
      open: { status: 'draft', authorId: me.personId },
    },
    Receipt: { rows: { entry: own }, read: 'all' },
    CashCount: { rows: own, read: 'all' },
    ActivityBudget: { rows: own, read: 'all', create: 'all', update: ['amount'] },
  }
}
