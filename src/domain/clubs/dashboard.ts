import type { Chart } from '../../kit/chart.ts'
import type { Card, Dashboard, Shortlist } from '../../kit/dashboard.ts'

/** What waits for those who run clubs, on their first page; the pages « Mon club » and « Tableau de bord » say the rest. */
export const clubsDashboard: Dashboard = {
  club_lead: () => ({ cards: leadCards, lists: [nextActivities, nextMeetings], charts: [ownActivities] }),
  club_treasurer: ({ me }) => ({ cards: [lateTasks(me), ownTasks(me)], lists: [nextActivities, nextMeetings] }),
  club_member: ({ me }) => ({ cards: [lateTasks(me), ownTasks(me)], lists: [nextActivities, nextMeetings] }),
  union_executive: () => ({ cards: unionCards, lists: [nextActivities], charts: [byClub] }),
}

const lateTasks = (me?: string): Card => ({
  model: 'Task',
  filters: { status: 'open', 'dueOn~~past': 'true', ...(me && { 'assignee.personId': me }) },
  title: { fr: 'Tâches en retard', en: 'Overdue tasks' },
  hint: { fr: 'Leur date est passée', en: 'Their date has passed' },
  tone: 'red',
  action: { fr: 'Les faire', en: 'Do them' },
})

const ownTasks = (me: string): Card => ({
  model: 'Task',
  filters: { status: 'open', 'assignee.personId': me },
  title: { fr: 'Mes tâches à faire', en: 'My tasks to do' },
  hint: { fr: 'Confiées par le responsable', en: 'Given by the lead' },
  tone: 'amber',
  action: { fr: 'Ouvrir', en: 'Open' },
})

const leadCards: Card[] = [
  {
    model: 'Activity',
    filters: { status: 'running' },
    title: { fr: 'Activités en cours', en: 'Activities running' },
    hint: { fr: 'Émargement à suivre, puis à terminer', en: 'Attendance to follow, then to finish' },
    tone: 'blue',
    action: { fr: 'Suivre', en: 'Follow' },
  },
  {
    model: 'Attendance',
    filters: { status: 'to_confirm' },
    title: { fr: 'Présences à confirmer', en: 'Attendances to confirm' },
    hint: { fr: 'Elles ne comptent pas encore', en: 'They do not count yet' },
    tone: 'amber',
    action: { fr: 'Décider', en: 'Decide' },
  },
  lateTasks(),
  {
    model: 'Meeting',
    filters: { status: 'planned', 'heldAt~~past': 'true' },
    title: { fr: 'Réunions à clore', en: 'Meetings to close' },
    hint: { fr: 'Pointez le bureau, puis closez', en: 'Mark the bureau, then close' },
    tone: 'amber',
    action: { fr: 'Pointer', en: 'Mark' },
  },
  {
    model: 'ActionProgramme',
    filters: { status: 'draft' },
    title: { fr: 'Programmes à soumettre', en: 'Programmes to submit' },
    hint: { fr: 'L’Amicale les valide', en: 'The union validates them' },
    tone: 'amber',
    action: { fr: 'Compléter', en: 'Complete' },
  },
]

const unionCards: Card[] = [
  {
    model: 'ActionProgramme',
    filters: { status: 'submitted' },
    title: { fr: 'Programmes à valider', en: 'Programmes to validate' },
    hint: { fr: 'Leur liste sera figée', en: 'Their list will be frozen' },
    tone: 'amber',
    action: { fr: 'Relire', en: 'Review' },
  },
  {
    model: 'Activity',
    filters: {
      ...{ status: 'cancelled', 'programmeId~~empty': 'false' },
      ...{ 'cancellationApprovedAt~~empty': 'true', 'cancellationRefusedAt~~empty': 'true' },
    },
    title: { fr: 'Annulations à approuver ou non', en: 'Cancellations to decide' },
    hint: { fr: 'Approuvées, elles sortent du taux', en: 'Approved, they leave the rate' },
    tone: 'amber',
    action: { fr: 'Décider', en: 'Decide' },
  },
  {
    model: 'Improvement',
    filters: { 'done~~empty': 'true' },
    title: { fr: 'Suites à donner', en: 'Follow-ups to give' },
    hint: { fr: 'Ce que les participants ont dit', en: 'What participants said' },
    tone: 'blue',
    action: { fr: 'Répondre', en: 'Answer' },
  },
]

const nextActivities: Shortlist = {
  model: 'Activity',
  filters: { 'status~~in': 'planned,running', 'startsAt~~next': '60' },
  sort: { field: 'startsAt', direction: 'asc' },
  title: { fr: 'Prochaines activités', en: 'Next activities' },
  hints: ['clubId', 'status'],
}

const nextMeetings: Shortlist = {
  model: 'Meeting',
  filters: { status: 'planned', 'heldAt~~next': '60' },
  sort: { field: 'heldAt', direction: 'asc' },
  title: { fr: 'Prochaines réunions', en: 'Next meetings' },
  hints: ['clubId'],
}

const ownActivities: Chart = {
  name: 'club.activities',
  title: { fr: 'Activités du club par état', en: 'Activities of the club by status' },
  model: 'Activity',
  by: 'status',
  filters: {},
  kind: 'bars',
  empty: {
    fr: 'Aucune activité : écrivez le programme d’action, puis faites-le valider.',
    en: 'No activity: write the action programme, then have it validated.',
  },
}

const byClub: Chart = {
  name: 'clubs.finished',
  title: { fr: 'Activités terminées par club', en: 'Finished activities by club' },
  model: 'Activity',
  by: 'club',
  filters: { status: 'finished' },
  kind: 'bars',
  empty: {
    fr: 'Aucune activité terminée : les clubs n’ont pas encore commencé.',
    en: 'No finished activity: clubs have not begun yet.',
  },
}
