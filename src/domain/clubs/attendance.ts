import type { Me } from '../../access/rights.ts'
import type { Where } from '../../access/where.ts'
import { defineFlow, verbOf } from '../../kit/flow.ts'
import { inClubs, runBy } from './posts.ts'

const verb = verbOf('Attendance')

const run = {
  roles: ['club_lead', 'club_member', 'union_executive'] as const,
  rows: (me: Me): Where => inClubs(me, runBy(me), 'activity'),
}

/** What came late, or with too many signals, waits for somebody of the bureau. What is taken back leaves its line. */
export const attendanceFlow = defineFlow('Attendance', {
  confirm: verb({
    label: { fr: 'Confirmer', en: 'Confirm' },
    ...{ ...run, from: ['to_confirm'], to: 'confirmed', tone: 'primary' },
    done: { fr: 'Présence confirmée : elle compte.', en: 'Attendance confirmed: it counts.' },
  }),
  refuse: verb({
    label: { fr: 'Refuser', en: 'Refuse' },
    ...{ ...run, from: ['to_confirm'], to: 'refused', needsReason: true, tone: 'danger' },
    done: { fr: 'Présence refusée : elle ne compte pas.', en: 'Attendance refused: it does not count.' },
    body: async ({ reason }) => ({ data: { statusReason: reason } }),
  }),
  remove: verb({
    label: { fr: 'Retirer', en: 'Remove' },
    ...{ ...run, from: ['confirmed'], to: 'removed', needsReason: true, tone: 'danger' },
    done: {
      fr: 'Présence retirée : la ligne reste, elle ne compte plus.',
      en: 'Attendance removed: the line stays, it counts no more.',
    },
    body: async ({ reason }) => ({ data: { statusReason: reason } }),
  }),
  restore: verb({
    label: { fr: 'Rétablir', en: 'Restore' },
    ...{ ...run, from: ['refused', 'removed'], to: 'confirmed', needsReason: true },
    done: { fr: 'Présence rétablie : elle compte.', en: 'Attendance restored: it counts.' },
    body: async ({ reason }) => ({ data: { statusReason: reason } }),
  }),
})
