import type { PlacementStatus } from '@prisma/client'
import type { Where } from '../../access/where.ts'
import { asDay, type Day, daysBetween } from '../../kit/calendar.ts'
import { defineFilter } from '../../kit/named-filter.ts'
import { later } from '../../platform/clock.ts'
import { declareReminder, fromToday } from './reminder.ts'

/** The school follows its trainee: somebody goes and sees, or calls, before half of the stay is behind. */
declareReminder({
  topic: 'visit',
  noun: 'Placement',
  steps: [7, 1],
  read: async (tx, ids) => {
    const where = ids ? { id: { in: [...ids] } } : { status: 'ongoing' as const, endsOn: { gte: fromToday() } }
    const found = await tx.placement.findMany({
      where: { ...where, startsOn: { not: null }, endsOn: { not: null } },
      include: {
        company: true,
        student: { include: { person: true } },
        visits: { select: { id: true }, take: 1 },
      },
    })
    return found.flatMap(({ startsOn, endsOn, ...one }) => {
      if (!startsOn || !endsOn) return []
      const who = `${one.student.person.firstName} ${one.student.person.lastName}`
      return [
        {
          ...{ recordId: one.id, placementId: one.id, dueOn: middle(startsOn, endsOn) },
          what: { fr: `Visite de stage — ${who}`, en: `Internship visit — ${who}` },
          ...{ recipients: [one.schoolTutorId], country: one.company.country },
          settled: one.visits.length > 0 ? 'visite effectuée' : (OVER[one.status] ?? null),
          paused: one.status === 'suspended' ? 'stage suspendu' : null,
        },
      ]
    })
  },
})

const middle = (startsOn: Date, endsOn: Date): Day =>
  asDay(later(startsOn, { days: Math.floor(daysBetween(asDay(startsOn), asDay(endsOn)) / 2) }))

const OVER: Partial<Record<PlacementStatus, string>> = {
  finished: 'stage terminé',
  closed: 'stage terminé',
  broken: 'stage rompu',
  cancelled: 'stage annulé',
  not_done: 'stage non effectué',
}

const visited: Where = { visits: { some: {} } }
const unvisited: Where = { visits: { none: {} } }

defineFilter('Placement', {
  name: 'visit',
  label: { fr: 'Visite du tuteur', en: 'Tutor’s visit' },
  values: [
    { value: 'none', label: { fr: 'Aucune', en: 'None' }, where: unvisited },
    { value: 'done', label: { fr: 'Effectuée', en: 'Made' }, where: visited },
  ],
})
