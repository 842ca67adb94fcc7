import { asDay, daysBetween } from '../../kit/calendar.ts'
import type { Calendar } from '../../kit/dashboard.ts'
import type { Watch } from '../../kit/worklist.ts'
import type { Text } from '../../platform/catalogue.ts'

/** Placements whose agreement is not signed: nothing lets them begin. */
export const UNREADY = 'proposed,prevalidated,confirmed'

const days = (n: number): Text => ({
  fr: `${n} jour${n > 1 ? 's' : ''}`,
  en: `${n} day${n > 1 ? 's' : ''}`,
})

const toGo = (value: unknown, { day }: Calendar): number =>
  typeof value === 'string' || value instanceof Date ? daysBetween(day(0), asDay(value)) : 0

/** What an officer looks at before anything else, the gravest first. */
export const morning: Watch[] = [
  {
    name: 'atRisk',
    title: { fr: 'À risque : le stage aurait dû commencer', en: 'At risk: the internship should have begun' },
    tone: 'red',
    model: 'Placement',
    filters: ({ day }) => ({ 'status~~in': UNREADY, 'startsOn~~to': day(0) }),
    sort: { field: 'startsOn', direction: 'asc' },
    why: ({ values }, calendar) => {
      const late = days(-toGo(values.startsOn, calendar))
      return {
        fr: `Convention non signée depuis le premier jour (${late.fr}) : le stage n’est pas en cours.`,
        en: `Agreement unsigned since the first day (${late.en}): the internship is not under way.`,
      }
    },
    since: 'startsOn',
    who: { fr: 'Responsable des stages', en: 'Internship officer' },
    verbs: ['draftAgreement', 'cancel'],
  },
  {
    name: 'startingUnsigned',
    title: { fr: 'Départs sous 10 jours ouvrés, convention non signée', en: 'Starting in 10 working days, unsigned' },
    tone: 'red',
    model: 'Placement',
    filters: ({ day }) => ({ 'status~~in': UNREADY, 'startsOn~~from': day(1), 'startsOn~~to': day(14) }),
    sort: { field: 'startsOn', direction: 'asc' },
    why: ({ values }, calendar) => {
      const left = toGo(values.startsOn, calendar)
      return {
        fr: `Début dans ${days(left).fr} (J-${left}) sans convention signée.`,
        en: `Starts in ${days(left).en} (D-${left}) without a signed agreement.`,
      }
    },
    since: 'startsOn',
    who: { fr: 'Responsable des stages', en: 'Internship officer' },
    verbs: ['draftAgreement', 'prevalidate', 'confirm'],
  },
  {
    name: 'signatureRefused',
    title: { fr: 'Signatures refusées', en: 'Signatures refused' },
    tone: 'red',
    model: 'Agreement',
    filters: () => ({ status: 'signature_refused' }),
    sort: { field: 'updatedAt', direction: 'asc' },
    why: () => ({
      fr: 'Un signataire a refusé : le circuit est arrêté.',
      en: 'A signatory refused: the circuit stopped.',
    }),
    since: 'updatedAt',
    who: { fr: 'Responsable des stages', en: 'Internship officer' },
    verbs: ['revise'],
  },
  {
    name: 'bounced',
    title: { fr: 'Courriels et liens non remis', en: 'Mails and links that bounced' },
    tone: 'red',
    model: 'MailDelivery',
    filters: () => ({ status: 'failed' }),
    sort: { field: 'createdAt', direction: 'asc' },
    why: ({ values }) => ({
      fr: `« ${String(values.subject)} » n’est jamais arrivé.`,
      en: `“${String(values.subject)}” never arrived.`,
    }),
    since: 'createdAt',
    who: {
      fr: 'Administration : corriger l’adresse, puis renvoyer',
      en: 'Administration: fix the address, send again',
    },
    verbs: ['resend'],
  },
  {
    name: 'missingDeliverables',
    title: { fr: 'Livrables en retard ou manquants', en: 'Deliverables late or missing' },
    tone: 'red',
    model: 'Deliverable',
    filters: () => ({ 'status~~in': 'late,missing' }),
    sort: { field: 'dueOn', direction: 'asc' },
    why: ({ values }, calendar) => {
      const late = days(Math.max(1, -toGo(values.dueOn, calendar)))
      return { fr: `Échéance dépassée de ${late.fr}.`, en: `${late.en} past its deadline.` }
    },
    since: 'dueOn',
    who: { fr: 'L’étudiant', en: 'The student' },
    verbs: ['prolong', 'exempt'],
  },
  {
    name: 'missingEvaluations',
    title: { fr: 'Évaluations manquantes, stage terminé', en: 'Evaluations missing, internship over' },
    tone: 'amber',
    model: 'Evaluation',
    filters: ({ day }) => ({ 'status~~in': 'open,draft,reopened', 'placement.endsOn~~to': day(-1) }),
    sort: { field: 'createdAt', direction: 'asc' },
    why: () => ({
      fr: 'Le stage est terminé : la note attend cette fiche.',
      en: 'It is over: the grade awaits this form.',
    }),
    since: 'createdAt',
    who: { fr: 'L’évaluateur', en: 'The evaluator' },
    verbs: ['remind'],
  },
  {
    name: 'proposalsExpiring',
    title: { fr: 'Propositions qui expirent', en: 'Proposals about to expire' },
    tone: 'amber',
    model: 'Candidature',
    filters: ({ day }) => ({ status: 'proposed', 'proposalExpiresAt~~to': day(2) }),
    sort: { field: 'proposalExpiresAt', direction: 'asc' },
    why: () => ({
      fr: 'L’étudiant n’a pas répondu : la place passera au suivant.',
      en: 'The student has not answered: the seat goes to the next one.',
    }),
    since: 'proposalExpiresAt',
    who: { fr: 'L’étudiant', en: 'The student' },
    verbs: [],
  },
  {
    name: 'silentCompanies',
    title: { fr: 'Candidatures sans réponse depuis 7 jours', en: 'Candidatures without an answer for 7 days' },
    tone: 'amber',
    model: 'Candidature',
    filters: ({ day }) => ({ status: 'forwarded', 'forwardedAt~~to': day(-7) }),
    sort: { field: 'forwardedAt', direction: 'asc' },
    why: ({ values }, calendar) => {
      const waited = days(-toGo(values.forwardedAt, calendar))
      return {
        fr: `L’entreprise ne dit rien depuis ${waited.fr}.`,
        en: `The company has said nothing for ${waited.en}.`,
      }
    },
    since: 'forwardedAt',
    who: { fr: 'L’entreprise', en: 'The company' },
    verbs: ['remind', 'refuse'],
  },
]
