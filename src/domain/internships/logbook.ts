import type { LogbookEntry } from '@prisma/client'
import { type Context, hasRole } from '../../access/actor.ts'
import { defineFlow, verbOf } from '../../kit/flow.ts'
import { later } from '../../platform/clock.ts'
import type { Prisma, Tx } from '../../platform/db.ts'
import { refuse } from '../../platform/errors.ts'
import { daysOf } from '../../platform/settings.ts'
import { problemsOf } from './logbook-rules.ts'
import { ownPlacement } from './rows.ts'

const verb = verbOf('LogbookEntry')
const tutors = ['company_tutor', 'school_tutor'] as const

/** One day of an internship. Weeks are handed in and approved whole: logbook-week.ts. */
export const logbookFlow = defineFlow('LogbookEntry', {
  submit: verb({
    label: { fr: 'Soumettre', en: 'Submit' },
    from: ['draft', 'rejected'],
    to: 'submitted',
    roles: ['student'],
    rows: (me) => ({ placement: ownPlacement(me) }),
    tone: 'primary',
    done: { fr: 'Votre tuteur en entreprise peut valider.', en: 'Your company tutor may now approve.' },
    // What was right when it was written may not be any more: an interruption, a breach
    guard: async ({ tx, ctx, record }) => {
      const errors = await problemsOf(tx, { ...record, hours: String(record.hours) }, ctx.now)
      if (Object.keys(errors).length > 0) throw refuse.invalid(errors)
    },
    body: async ({ ctx }) => ({ data: { submittedAt: ctx.now, comment: null, decidedAt: null } }),
  }),
  approve: verb({
    label: { fr: 'Valider', en: 'Approve' },
    from: ['submitted'],
    to: 'approved',
    roles: tutors,
    tone: 'primary',
    guard: ({ tx, ctx, record }) => refuseUndelegated(tx, ctx, record),
    body: async ({ tx, ctx, record }) => {
      await count(tx, record.placementId, { increment: record.hours })
      return { data: { decidedAt: ctx.now, comment: null } }
    },
  }),
  reject: verb({
    label: { fr: 'Rejeter', en: 'Reject' },
    from: ['submitted'],
    to: 'rejected',
    roles: tutors,
    needsReason: true,
    tone: 'danger',
    done: { fr: 'L’étudiant sait quoi corriger.', en: 'The student knows what to correct.' },
    guard: ({ tx, ctx, record }) => refuseUndelegated(tx, ctx, record),
    body: async ({ ctx, reason }) => ({ data: { decidedAt: ctx.now, comment: reason } }),
  }),
  reopen: verb({
    label: { fr: 'Rouvrir', en: 'Reopen' },
    from: ['approved'],
    to: 'draft',
    roles: ['internship_officer'],
    needsReason: true,
    done: { fr: 'L’étudiant peut corriger ce jour.', en: 'The student may correct this day.' },
    body: async ({ tx, record, reason }) => {
      await count(tx, record.placementId, { decrement: record.hours })
      return { data: { decidedAt: null, submittedAt: null, comment: reason } }
    },
  }),
})

/** The school tutor stands in for a company tutor who is not there, or has been silent for as long as the chaser waits. */
async function refuseUndelegated(tx: Tx, ctx: Context, record: LogbookEntry): Promise<void> {
  if (!hasRole(ctx.actor, 'school_tutor') || hasRole(ctx.actor, 'company_tutor', 'admin')) return
  const { contactId } = await tx.placement.findUniqueOrThrow({ where: { id: record.placementId } })
  const silent = later(ctx.now, { days: -(await daysOf('logbook.chase')) })
  if (contactId === null || (record.submittedAt && record.submittedAt <= silent)) return
  throw UNDELEGATED
}

const count = (tx: Tx, id: string, approvedHours: Prisma.DecimalFieldUpdateOperationsInput) =>
  tx.placement.update({ where: { id }, data: { approvedHours } })

const UNDELEGATED = refuse.conflict('not_delegated', {
  fr: 'C’est au tuteur en entreprise de valider ces heures. Vous pourrez le faire à sa place s’il ne répond pas sous dix jours.',
  en: 'The company tutor approves these hours. You may stand in if they do not answer within ten days.',
})
