import type { Locale } from '../../components/state.ts'

/** The headings of a record (`@group` of the schema, said in French) in English. */
export const ENGLISH_GROUPS: Record<string, string> = {
  Adresse: 'Address',
  Clauses: 'Clauses',
  Coordonnées: 'Contact details',
  Dates: 'Dates',
  Encadrement: 'Supervision',
  Gratification: 'Pay',
  Missions: 'Tasks',
  Pièces: 'Documents',
  Présence: 'Presence',
  Règles: 'Rules',
  Rupture: 'Termination',
  Suivi: 'Follow-up',
}

export const groupLabel = (group: string, locale: Locale): string =>
  locale === 'en' ? (ENGLISH_GROUPS[group] ?? group) : group
