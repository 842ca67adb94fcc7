import type { Me } from '../../access/rights.ts'
import type { Where } from '../../access/where.ts'
import { schoolDay } from '../../kit/calendar.ts'
import { defineCheck } from '../../kit/check.ts'
import { declareComputed } from '../../kit/computed.ts'
import { defineFlow, verbOf } from '../../kit/flow.ts'
import type { Text } from '../../platform/catalogue.ts'
import { inTerm } from './bureau.ts'
import { inClubs, ledBy } from './posts.ts'

const verb = verbOf('Task')
const lead = { roles: ['club_lead'] as const, rows: (me: Me): Where => inClubs(me, ledBy(me)) }

/** Done by whoever has it, or by the lead who sees it done; given up by the lead, who says why. */
export const taskFlow = defineFlow('Task', {
  complete: verb({
    label: { fr: 'Marquer comme faite', en: 'Mark as done' },
    ...{ from: ['open'], to: 'done', tone: 'primary' },
    roles: ['club_lead', 'club_treasurer', 'club_member'],
    done: { fr: 'Tâche faite.', en: 'Task done.' },
    body: async ({ ctx }) => ({ data: { doneAt: ctx.now } }),
  }),
  reopen: verb({
    label: { fr: 'Remettre à faire', en: 'Put back to do' },
    ...{ ...lead, from: ['done', 'dropped'], to: 'open' },
    body: async () => ({ data: { doneAt: null } }),
  }),
  drop: verb({
    label: { fr: 'Abandonner', en: 'Drop' },
    ...{ ...lead, from: ['open'], to: 'dropped', needsReason: true },
  }),
})

// Work is given to somebody who is there to do it, for something of the same club
defineCheck('Task', async ({ tx, ctx, before, after }): Promise<Record<string, Text>> => {
  if (!after) return {}
  const errors: Record<string, Text> = {}
  const { clubId, assigneeId, activityId } = after
  if (typeof assigneeId === 'string' && assigneeId !== before?.assigneeId) {
    const member = await tx.clubMember.findUnique({ where: { id: assigneeId } })
    if (member && (member.clubId !== clubId || !inTerm(member, ctx.now))) errors.assigneeId = NOT_THERE
  }
  if (typeof activityId === 'string' && activityId !== before?.activityId) {
    const activity = await tx.activity.findUnique({ where: { id: activityId }, include: { joint: true } })
    const clubs = activity ? [activity.clubId, ...activity.joint.map((one) => one.clubId)] : []
    if (activity && !clubs.some((id) => id === clubId)) errors.activityId = ELSEWHERE
  }
  return errors
})

declareComputed('Task', [
  {
    label: { fr: 'Retard', en: 'Late' },
    how: { fr: 'La date est passée et la tâche est encore à faire.', en: 'The date has passed and it is still to do.' },
    from: ['status', 'dueOn'],
    value: ({ status, dueOn }, now) => {
      const due = dueOn instanceof Date ? dueOn.toISOString() : String(dueOn ?? '')
      return status === 'open' && due !== '' && due.slice(0, 10) < schoolDay(now)
        ? { fr: 'En retard', en: 'Overdue' }
        : null
    },
  },
])

const NOT_THERE: Text = {
  fr: 'Cette personne n’est pas au bureau de ce club aujourd’hui : choisissez un membre en mandat.',
  en: 'This person is not in the bureau of this club today: choose a member in office.',
}
const ELSEWHERE: Text = {
  fr: 'Cette activité n’est pas de ce club.',
  en: 'This activity is not of this club.',
}
