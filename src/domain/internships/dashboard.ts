import type { Calendar, Card, Dashboard, Shortlist } from '../../kit/dashboard.ts'
import { companyTutorCards, schoolTutorCards, studentCards } from './dashboard-cards.ts'
import { companyTutorCharts, officerCharts, schoolTutorCharts, studentCharts } from './dashboard-charts.ts'

/** What waits for each role, the most urgent first. */
export const internshipsDashboard: Dashboard = {
  admin: (calendar) => officerPart(calendar),
  internship_officer: (calendar) => officerPart(calendar),
  school_tutor: (calendar) => ({
    cards: [myAlerts(calendar.me), ...schoolTutorCards],
    lists: [trainees],
    charts: schoolTutorCharts(calendar),
  }),
  company_tutor: () => ({ cards: companyTutorCards, lists: [trainees], charts: companyTutorCharts() }),
  student: (calendar) => ({ cards: studentCards, lists: [lastCandidatures], charts: studentCharts(calendar) }),
}

const officerPart = (calendar: Calendar) => ({
  cards: [startingUnready(calendar.day(0), calendar.day(14)), myAlerts(calendar.me), ...officerCards],
  lists: [startingSoon(calendar.day(0), calendar.day(14))],
  charts: officerCharts(calendar),
})

const startingUnready = (from: string, to: string): Card => ({
  model: 'Placement',
  filters: { 'status~~in': 'proposed,prevalidated,confirmed', 'startsOn~~from': from, 'startsOn~~to': to },
  title: { fr: 'Départs proches sans convention signée', en: 'Starting soon, agreement not signed' },
  hint: { fr: 'Le stage ne peut pas commencer ainsi', en: 'The internship cannot start like this' },
  tone: 'red',
  action: { fr: 'Débloquer', en: 'Unblock' },
})

const myAlerts = (me: string): Card => ({
  model: 'Alert',
  filters: { status: 'open', ownerId: me },
  title: { fr: 'Mes alertes', en: 'My alerts' },
  hint: { fr: 'Celles dont vous vous occupez', en: 'Those you are in charge of' },
  tone: 'red',
  action: { fr: 'Traiter', en: 'Handle' },
})

const officerCards: Card[] = [
  {
    model: 'Agreement',
    filters: { status: 'signature_refused' },
    title: { fr: 'Signatures refusées', en: 'Signatures refused' },
    hint: { fr: 'Le circuit est arrêté', en: 'The circuit has stopped' },
    tone: 'red',
    action: { fr: 'Lire le motif', en: 'Read the reason' },
  },
  {
    model: 'Offer',
    filters: { status: 'submitted' },
    title: { fr: 'Offres à publier', en: 'Offers to publish' },
    hint: { fr: 'Soumises par les entreprises', en: 'Submitted by companies' },
    tone: 'amber',
    action: { fr: 'Relire', en: 'Review' },
  },
  {
    model: 'Candidature',
    filters: { status: 'submitted' },
    title: { fr: 'Candidatures à présélectionner', en: 'Candidatures to shortlist' },
    hint: { fr: 'Les étudiants attendent votre avis', en: 'Students await your opinion' },
    tone: 'amber',
    action: { fr: 'Trier', en: 'Sort' },
  },
  {
    model: 'Candidature',
    filters: { status: 'shortlisted' },
    title: { fr: 'Candidatures à transmettre', en: 'Candidatures to forward' },
    hint: { fr: 'L’entreprise ne les voit pas encore', en: 'The company does not see them yet' },
    tone: 'amber',
    action: { fr: 'Transmettre', en: 'Forward' },
  },
  {
    model: 'Placement',
    filters: { 'status~~in': 'proposed,prevalidated' },
    title: { fr: 'Affectations à confirmer', en: 'Placements to confirm' },
    hint: { fr: 'Tuteurs et règles à vérifier', en: 'Tutors and rules to check' },
    tone: 'amber',
    action: { fr: 'Confirmer', en: 'Confirm' },
  },
  {
    model: 'Agreement',
    filters: { status: 'pedagogy_approved' },
    title: { fr: 'Conventions à valider', en: 'Agreements to approve' },
    hint: { fr: 'Le tuteur école a donné son accord', en: 'The school tutor has agreed' },
    tone: 'amber',
    action: { fr: 'Valider', en: 'Approve' },
  },
  {
    model: 'Deliverable',
    filters: { 'status~~in': 'late,missing' },
    title: { fr: 'Livrables en retard ou manquants', en: 'Late or missing deliverables' },
    hint: { fr: 'Échéance dépassée', en: 'Past their deadline' },
    tone: 'red',
    action: { fr: 'Relancer', en: 'Chase' },
  },
  {
    model: 'Company',
    filters: { status: 'to_moderate' },
    title: { fr: 'Entreprises à modérer', en: 'Companies to moderate' },
    hint: { fr: 'Créées par un étudiant ou un import', en: 'Created by a student or an import' },
    tone: 'amber',
    action: { fr: 'Vérifier', en: 'Check' },
  },
  {
    model: 'Alert',
    filters: { status: 'open' },
    title: { fr: 'Alertes ouvertes', en: 'Open alerts' },
    hint: { fr: 'Ce que Préau a remarqué', en: 'What Préau noticed' },
    tone: 'red',
    action: { fr: 'Traiter', en: 'Handle' },
  },
  {
    model: 'Placement',
    filters: { status: 'ongoing' },
    title: { fr: 'Stages en cours', en: 'Internships under way' },
    hint: { fr: 'Étudiants en entreprise aujourd’hui', en: 'Students in a company today' },
    tone: 'green',
  },
  {
    model: 'Offer',
    filters: { status: 'published' },
    title: { fr: 'Offres publiées', en: 'Published offers' },
    hint: { fr: 'Ouvertes aux candidatures', en: 'Open to candidatures' },
    tone: 'blue',
  },
  {
    model: 'Candidature',
    filters: { status: 'proposed' },
    title: { fr: 'Propositions sans réponse', en: 'Unanswered proposals' },
    hint: { fr: 'Chez les étudiants', en: 'With the students' },
    tone: 'blue',
  },
  {
    model: 'Agreement',
    filters: { status: 'signing' },
    title: { fr: 'Conventions en signature', en: 'Agreements being signed' },
    hint: { fr: 'Chez les signataires', en: 'With the signatories' },
    tone: 'blue',
  },
]

const startingSoon = (from: string, to: string): Shortlist => ({
  model: 'Placement',
  filters: { 'startsOn~~from': from, 'startsOn~~to': to },
  sort: { field: 'startsOn', direction: 'asc' },
  title: { fr: 'Prochains départs en stage', en: 'Next internships to start' },
  hints: ['companyId', 'status'],
})

const trainees: Shortlist = {
  model: 'Placement',
  filters: { 'status~~in': 'prevalidated,confirmed,ready,ongoing,suspended' },
  sort: { field: 'startsOn', direction: 'asc' },
  title: { fr: 'Mes stagiaires', en: 'My trainees' },
  hints: ['companyId', 'status'],
}

const lastCandidatures: Shortlist = {
  model: 'Candidature',
  filters: {},
  sort: { field: 'createdAt', direction: 'desc' },
  title: { fr: 'Mes candidatures', en: 'My candidatures' },
  hints: ['status'],
}
