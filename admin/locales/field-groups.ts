import type { Locale } from '../../components/state.ts'

/** The headings of a record (`@group` of the schema, said in French) in English. */
export const ENGLISH_GROUPS: Record<string, string> = {
  Adresse: 'Address',
  Clauses: 'Clauses',
  'Compte rendu': 'Report',
  Coordonnées: 'Contact details',
  Dates: 'Dates',
  Émargement: 'Attendance',
  Encadrement: 'Supervision',
  Gratification: 'Pay',
  Interruption: 'Interruption',
  Missions: 'Tasks',
  'Nouvelles valeurs': 'New values',
  'Page publique': 'Public page',
  Pièces: 'Documents',
  Présence: 'Presence',
  Qualité: 'Quality',
  Règles: 'Rules',
  Rupture: 'Termination',
  Suivi: 'Follow-up',
  Évaluations: 'Evaluations',
}

export const groupLabel = (group: string, locale: Locale): string =>
  locale === 'en' ? (ENGLISH_GROUPS[group] ?? group) : group
