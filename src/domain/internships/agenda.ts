import type { Role } from '../../access/actor.ts'
import { type AgendaSource, defineAgenda } from '../../kit/agenda.ts'

const office: Role[] = ['admin', 'internship_officer']
const around: Role[] = ['school_tutor', 'company_tutor', 'student']

/** The days of a campaign, for whoever runs it and for whom it calls. */
const phases = (
  ['opensOn', 'closesOn', 'committeeOn', 'startsOn', 'endsOn', 'reportsDueOn', 'defensesOn'] as const
).map(
  (start): AgendaSource => ({
    model: 'Campaign',
    start,
    roles: [...office, 'student'],
    where: { status: { notIn: ['draft', 'closed', 'cancelled'] } },
  }),
)

defineAgenda([
  ...phases,
  {
    model: 'Deliverable',
    start: 'dueOn',
    roles: ['school_tutor', 'student'],
    where: { status: { in: ['upcoming', 'expected', 'late', 'to_redo'] } },
    what: { fr: 'Livrable à remettre', en: 'Deliverable due' },
  },
  {
    model: 'Defense',
    start: 'startsAt',
    end: 'endsAt',
    roles: [...office, 'school_tutor', 'student'],
    where: { status: { in: ['planned', 'confirmed', 'held'] } },
    what: { fr: 'Soutenance', en: 'Defense' },
  },
  {
    model: 'TutorVisit',
    start: 'visitedOn',
    roles: ['school_tutor', 'student'],
    what: { fr: 'Visite du tuteur', en: 'Tutor’s visit' },
  },
  {
    model: 'Placement',
    start: 'startsOn',
    roles: around,
    where: { status: { notIn: ['cancelled', 'not_done'] } },
    what: { fr: 'Début de stage', en: 'Internship starts' },
  },
  {
    model: 'Placement',
    start: 'endsOn',
    roles: around,
    where: { status: { notIn: ['cancelled', 'not_done', 'broken'] } },
    what: { fr: 'Fin de stage', en: 'Internship ends' },
  },
  {
    model: 'Offer',
    start: 'expiresOn',
    roles: [...office, 'company_tutor'],
    where: { status: 'published' },
    what: { fr: 'Dernier jour de l’offre', en: 'Last day of the offer' },
  },
  {
    model: 'Candidature',
    start: 'proposalExpiresAt',
    roles: [...office, 'student'],
    where: { status: 'proposed' },
    what: { fr: 'Réponse à la proposition', en: 'Answer to the proposal' },
    tone: 'red',
  },
  {
    model: 'Candidature',
    start: 'interviewAt',
    roles: ['company_tutor', 'student'],
    what: { fr: 'Entretien', en: 'Interview' },
  },
])
