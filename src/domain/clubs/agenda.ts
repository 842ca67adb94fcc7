import type { Role } from '../../access/actor.ts'
import { defineAgenda } from '../../kit/agenda.ts'

const bureau: Role[] = ['club_lead', 'club_treasurer', 'club_member']

defineAgenda([
  {
    model: 'Activity',
    start: 'startsAt',
    end: 'endsAt',
    roles: [...bureau, 'union_executive'],
    where: { status: { in: ['planned', 'running', 'finished'] } },
    what: { fr: 'Activité de club', en: 'Club activity' },
  },
  {
    model: 'Meeting',
    start: 'heldAt',
    roles: bureau,
    where: { status: { in: ['planned', 'closed'] } },
    what: { fr: 'Réunion du bureau', en: 'Bureau meeting' },
  },
  {
    model: 'Task',
    start: 'dueOn',
    roles: bureau,
    where: { status: 'open' },
    what: { fr: 'Tâche à faire', en: 'Task due' },
    tone: 'amber',
  },
])
