import { z } from 'zod'
import type { Text } from './catalogue.ts'
import type { KnownSetting } from './settings.ts'

const choices = z.string().refine((text) => {
  const list = listed(text)
  return list.length >= 1 && list.length <= 30 && list.every((one) => one.length <= 40)
})
const CHOICES: Text = {
  fr: 'De 1 à 30 mots de 40 lettres au plus, séparés par des virgules.',
  en: 'From 1 to 30 words of 40 letters at most, separated by commas.',
}

/** What the clubs choose for themselves. */
export const clubSettings = {
  'clubs.yearStart': {
    label: { fr: 'Clubs : mois où commence l’année', en: 'Clubs: month the year starts in' },
    help: {
      fr: 'De 1 à 12 ; 10 pour octobre. Les programmes, les moyennes et les classements se comptent sur cette année.',
      en: 'From 1 to 12; 10 for October. Programmes, means and rankings are counted over that year.',
    },
    kind: 'number',
    fallback: '10',
    check: z.coerce.number().int().min(1).max(12),
    refusal: { fr: 'Un mois, de 1 à 12.', en: 'A month, from 1 to 12.' },
  },
  'clubs.programmes': {
    label: { fr: 'Clubs : filières du formulaire de présence', en: 'Clubs: programmes on the attendance form' },
    help: {
      fr: 'Séparées par des virgules, dans l’ordre où les participants les lisent.',
      en: 'Separated by commas, in the order in which participants read them.',
    },
    kind: 'text',
    fallback: 'Statistique, Démographie, Informatique, Data science, Autre',
    check: choices,
    refusal: CHOICES,
  },
  'clubs.levels': {
    label: { fr: 'Clubs : niveaux du formulaire de présence', en: 'Clubs: levels on the attendance form' },
    help: {
      fr: 'Séparés par des virgules, dans l’ordre où les participants les lisent.',
      en: 'Separated by commas, in the order in which participants read them.',
    },
    kind: 'text',
    fallback: 'L1, L2, L3, M1, M2, Doctorat, Autre',
    check: choices,
    refusal: CHOICES,
  },
} satisfies Record<string, KnownSetting>

/** A setting that holds several words. */
export function listed(text: string): string[] {
  return [
    ...new Set(
      text
        .split(',')
        .map((one) => one.trim())
        .filter(Boolean),
    ),
  ]
}
