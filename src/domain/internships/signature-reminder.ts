import type { AgreementStatus } from '@prisma/client'
import { system } from '../../access/actor.ts'
import { asDay, schoolDay } from '../../kit/calendar.ts'
import { now } from '../../platform/clock.ts'
import { isDelegated } from './circuit.ts'
import { fullName } from './paper.ts'
import { portalPath } from './portal-link.ts'
import { declareReminder, fromToday } from './reminder.ts'

/**
 * An agreement is signed before the first day (rule 17): whoever keeps it waiting is reminded fifteen days, seven days,
 * one day before. Those whose turn has not come cannot do anything and hear nothing.
 */
declareReminder({
  topic: 'signature',
  noun: 'Agreement',
  steps: [15, 7, 1],
  read: async (tx, ids) => {
    const found = await tx.agreement.findMany({
      where: ids ? { id: { in: [...ids] } } : { status: 'signing', placement: { startsOn: { gte: fromToday() } } },
      include: {
        signatories: { where: { status: 'turn', amendmentId: null }, orderBy: { order: 'asc' } },
        placement: { include: { company: true, student: { include: { person: true } } } },
      },
    })
    return found.flatMap(({ id, status, placement, signatories }) => {
      if (!placement.startsOn) return []
      const who = fullName(placement.student.person)
      const today = schoolDay(now())
      return [
        {
          ...{ recordId: id, placementId: placement.id, dueOn: asDay(placement.startsOn), before: true as const },
          what: { fr: `Convention à signer — ${who}`, en: `Agreement to sign — ${who}` },
          recipients: signatories.map((line) => (isDelegated(line, today) ? line.delegateId : line.personId)),
          country: placement.company.country,
          settled: OVER[status] ?? (placement.status === 'cancelled' ? 'stage annulé' : null),
        },
      ]
    })
  },
  pathFor: async (tx, recordId, personId) => {
    const { placement } = await tx.agreement.findUniqueOrThrow({
      where: { id: recordId },
      include: { placement: { select: { companyId: true } } },
    })
    return portalPath(tx, system('Rappel de signature'), placement.companyId, personId)
  },
})

const OVER: Partial<Record<AgreementStatus, string>> = {
  signed: 'convention signée',
  signature_refused: 'signature refusée',
  refused: 'convention refusée',
  cancelled: 'convention annulée',
  lapsed: 'convention caduque',
  broken: 'stage rompu',
  archived: 'convention archivée',
}
