import type { Chart } from '../../kit/chart.ts'
import type { Card, Dashboard } from '../../kit/dashboard.ts'

/** The house itself: accounts that wait, things that failed. */
export const coreDashboard: Dashboard = {
  admin: ({ day }) => ({
    cards: [...troubles, invited, endingRoles(day(0), day(30))],
    lists: [],
    charts: [accountStates, lastLogins(day(-55), day(0))],
  }),
}

const accountStates: Chart = {
  name: 'accounts',
  title: { fr: 'Comptes par état', en: 'Accounts by status' },
  model: 'Account',
  by: 'status',
  filters: {},
  kind: 'bars',
  empty: {
    fr: 'Aucun compte. Ouvrez la fiche d’une personne et invitez-la.',
    en: 'No account. Open somebody’s record and invite them.',
  },
}

const lastLogins = (from: string, to: string): Chart => ({
  name: 'logins',
  title: { fr: 'Dernières connexions, par semaine', en: 'Last logins, by week' },
  model: 'Account',
  by: { week: 'lastLoginAt' },
  filters: {},
  kind: 'weeks',
  between: [from, to],
  empty: {
    fr: 'Personne ne s’est connecté depuis huit semaines. Vérifiez que les invitations sont bien parties.',
    en: 'Nobody has logged in for eight weeks. Check that the invitations were sent.',
  },
})

const troubles: Card[] = [
  {
    model: 'MailDelivery',
    filters: { status: 'failed' },
    title: { fr: 'Courriels non partis', en: 'Mails not sent' },
    hint: { fr: 'L’adresse ou le serveur de courrier a refusé', en: 'The address or the mail server refused' },
    tone: 'red',
    action: { fr: 'Voir les erreurs', en: 'See the errors' },
  },
  {
    model: 'ScheduledRun',
    filters: { status: 'failed' },
    title: { fr: 'Tâches planifiées en échec', en: 'Failed scheduled runs' },
    hint: { fr: 'Un rappel ou une clôture n’a pas eu lieu', en: 'A reminder or a closing did not happen' },
    tone: 'red',
    action: { fr: 'Voir les erreurs', en: 'See the errors' },
  },
]

const invited: Card = {
  model: 'Account',
  filters: { status: 'invited' },
  title: { fr: 'Invitations sans réponse', en: 'Unanswered invitations' },
  hint: { fr: 'Comptes jamais ouverts', en: 'Accounts never opened' },
  tone: 'amber',
}

const endingRoles = (from: string, to: string): Card => ({
  model: 'RoleAssignment',
  filters: { 'endsOn~~from': from, 'endsOn~~to': to },
  title: { fr: 'Rôles qui se terminent', en: 'Roles that end soon' },
  hint: { fr: 'Dans les 30 prochains jours', en: 'Within the next 30 days' },
  tone: 'grey',
})
