import type { Chart, Part } from '../../kit/chart.ts'
import type { Calendar } from '../../kit/dashboard.ts'

/** What each role would rather look at than read. Whose rows: the rights of each role. */
export const officerCharts = (calendar: Calendar): Chart[] => [
  placementByProgramme,
  candidatureStates({ fr: 'Candidatures par état', en: 'Candidatures by status' }),
  deadlines(calendar, { fr: 'Livrables attendus, semaine par semaine', en: 'Deliverables due, week by week' }),
  offerStates,
]

export const schoolTutorCharts = (calendar: Calendar): Chart[] => [
  deadlines(calendar, { fr: 'Échéances de mes étudiants', en: 'Deadlines of my students' }),
  placementStates,
  candidatureStates({ fr: 'Candidatures de mes étudiants', en: 'Candidatures of my students' }),
]

export const companyTutorCharts = (): Chart[] => [
  candidatureStates({ fr: 'Candidatures reçues', en: 'Candidatures received' }),
  offerStates,
]

export const studentCharts = (calendar: Calendar): Chart[] => [
  deadlines(calendar, { fr: 'Mes échéances', en: 'My deadlines' }),
  candidatureStates({ fr: 'Où en sont mes candidatures', en: 'Where my candidatures stand' }),
]

const searches: Part[] = [
  { label: { fr: 'Placés', en: 'Placed' }, tone: 'green', filters: { situation: 'placed' } },
  { label: { fr: 'En recherche', en: 'Searching' }, tone: 'amber', filters: { situation: 'searching' } },
  { label: { fr: 'Sans démarche', en: 'Nothing under way' }, tone: 'red', filters: { situation: 'idle' } },
]

const placementByProgramme: Chart = {
  name: 'placement',
  title: { fr: 'Placement par filière', en: 'Placement by programme' },
  model: 'Student',
  by: 'cohort.programme',
  filters: { status: 'enrolled' },
  kind: 'stack',
  parts: searches,
  // src/domain/internships/situation.ts: everybody is in exactly one
  whole: true,
  empty: {
    fr: 'Aucun étudiant inscrit. Importez la liste des étudiants pour suivre leur placement.',
    en: 'No student enrolled. Import the list of students to follow their placement.',
  },
}

const candidatureStates = (title: Chart['title']): Chart => ({
  name: 'candidatures',
  title,
  model: 'Candidature',
  by: 'status',
  filters: {},
  kind: 'bars',
  empty: {
    fr: 'Aucune candidature pour l’instant. Elles apparaîtront dès qu’une offre publiée en recevra.',
    en: 'No candidature yet. They appear as soon as a published offer receives one.',
  },
})

const deadlines = ({ day }: Calendar, title: Chart['title']): Chart => ({
  name: 'deadlines',
  title,
  model: 'Deliverable',
  by: { week: 'dueOn' },
  filters: { 'status~~in': 'upcoming,expected,late,to_redo' },
  kind: 'weeks',
  between: [day(0), day(55)],
  empty: {
    fr: 'Aucune échéance dans les huit prochaines semaines. L’agenda montre la suite.',
    en: 'No deadline within eight weeks. The agenda shows what comes later.',
  },
})

const offerStates: Chart = {
  name: 'offers',
  title: { fr: 'Offres par état', en: 'Offers by status' },
  model: 'Offer',
  by: 'status',
  filters: {},
  kind: 'bars',
  empty: {
    fr: 'Aucune offre. Créez-en une, ou importez celles des entreprises.',
    en: 'No offer. Create one, or import those of the companies.',
  },
}

const placementStates: Chart = {
  name: 'placements',
  title: { fr: 'Mes étudiants en stage', en: 'My students’ internships' },
  model: 'Placement',
  by: 'status',
  filters: {},
  kind: 'bars',
  empty: {
    fr: 'Aucun étudiant ne vous est confié. Le service des stages vous en attribuera.',
    en: 'No student is entrusted to you yet. The internship office will assign some.',
  },
}
