import type { EvaluationStatus, PlacementStatus } from '@prisma/client'
import { system } from '../../access/actor.ts'
import { asDay, type Day, daysBetween } from '../../kit/calendar.ts'
import { dateOfDay, later, now } from '../../platform/clock.ts'
import { periodOf } from './legal/facts.ts'
import { fullName } from './paper.ts'
import { portalPath } from './portal-link.ts'
import { declareReminder } from './reminder.ts'

const WAITING = ['open', 'draft', 'reopened'] as const

/**
 * A form is expected by the middle of the internship, the final one by its last day. It counts as a chaser: within a day
 * of one sent by hand nothing leaves, and the other way round (evaluation.ts, `remind`).
 */
declareReminder({
  topic: 'evaluation',
  noun: 'Evaluation',
  read: async (tx, ids) => {
    const found = await tx.evaluation.findMany({
      where: ids ? { id: { in: [...ids] } } : { status: { in: [...WAITING] } },
      include: {
        placement: {
          include: {
            company: true,
            student: { include: { person: true } },
            contact: { include: { replacedBy: true } },
          },
        },
      },
    })
    return found.flatMap(({ id, kind, stage, status, remindedAt, placement }) => {
      const period = periodOf(placement)
      if (!period || status === 'not_open') return []
      const [from, to] = [asDay(period.startsOn), asDay(period.endsOn)]
      const { contact, student, schoolTutorId } = placement
      const evaluator = {
        company: contact?.replacedBy?.personId ?? contact?.personId ?? null,
        school: schoolTutorId,
        self: student.personId,
      }[kind]
      return [
        {
          ...{ recordId: id, placementId: placement.id, dueOn: stage === 'final' ? to : middle(from, to) },
          what: titleOf(stage, fullName(student.person)),
          ...{ recipients: [evaluator], country: placement.company.country },
          settled: DONE[status] ?? OVER[placement.status] ?? null,
          paused: remindedAt && remindedAt > later(now(), { hours: -24 }) ? 'relancée il y a moins de 24 heures' : null,
        },
      ]
    })
  },
  pathFor: async (tx, recordId, personId) => {
    const { kind, placement } = await tx.evaluation.findUniqueOrThrow({
      where: { id: recordId },
      include: { placement: { select: { companyId: true } } },
    })
    if (kind !== 'company') return null
    const home = await portalPath(tx, system('Évaluation attendue'), placement.companyId, personId)
    return home && `${home}/evaluate/${recordId}`
  },
  sent: (tx, recordId) => tx.evaluation.update({ where: { id: recordId }, data: { remindedAt: now() } }),
})

const middle = (from: Day, to: Day): Day =>
  asDay(later(dateOfDay(from), { days: Math.floor(daysBetween(from, to) / 2) }))

const titleOf = (stage: 'midterm' | 'final', who: string) =>
  stage === 'final'
    ? { fr: `Évaluation finale — ${who}`, en: `Final evaluation — ${who}` }
    : { fr: `Évaluation à mi-parcours — ${who}`, en: `Mid-term evaluation — ${who}` }

const DONE: Partial<Record<EvaluationStatus, string>> = {
  submitted: 'évaluation soumise',
  entered_by_delegation: 'évaluation saisie par délégation',
  locked: 'évaluation verrouillée',
}
const OVER: Partial<Record<PlacementStatus, string>> = {
  cancelled: 'stage annulé',
  not_done: 'stage non effectué',
  closed: 'stage clos',
}
