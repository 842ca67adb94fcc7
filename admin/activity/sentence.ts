import type { ActivityLine } from '../../components/activity/state.ts'
import type { Happened } from '../../src/access/happened.ts'
import type { ModelName } from '../../src/access/model.ts'
import { catalogue } from '../../src/generated/catalogue.ts'
import type { Text } from '../../src/platform/catalogue.ts'
import { verbLabel } from '../words.ts'
import { SPOKEN } from './nouns.ts'
import { COMMON, PAST } from './past.ts'
import { PAST_PAPERS } from './past-papers.ts'

type Locale = keyof Text
type Sentence = Pick<ActivityLine, 'did' | 'what' | 'rest'>

/** `a présélectionné la candidature`, a title, what follows; or `a présélectionné`, `12 candidatures`, what follows. */
export function sentenceOf({ noun, verb, records, more }: Happened, isMe: boolean, locale: Locale): Sentence {
  const [start = '', rest = ''] = patternOf(noun, verb, locale).split('{}')
  const did = isMe && locale === 'fr' ? start.replace(/^a /, 'avez ') : start
  if (records > 1) return { did: did.trim(), what: manyOf(noun, records, more, locale), rest: rest.trim() }
  return { did: `${did}${theOne(noun, locale)}`.trim(), what: null, rest: rest.trim() }
}

export const patternOf = (noun: ModelName, verb: string, locale: Locale): string =>
  (PAST[noun]?.[verb] ?? PAST_PAPERS[noun]?.[verb] ?? COMMON[verb])?.[locale] ??
  byButton(verbLabel(noun, verb, locale), locale)

/** A verb that nobody has put in the past yet is told by what is written on its button. */
const byButton = (label: string, locale: Locale): string =>
  locale === 'fr' ? `a choisi « ${label} » pour {}` : `chose “${label}” for {}`

function theOne(noun: ModelName, locale: Locale): string {
  const label = small(catalogue.models[noun].label[locale])
  return locale === 'fr' ? `${SPOKEN[noun]?.the ?? ''}${label}` : `the ${label}`
}

function manyOf(noun: ModelName, records: number, more: boolean, locale: Locale): string {
  const plural = (locale === 'fr' ? SPOKEN[noun]?.many : undefined) ?? small(catalogue.models[noun].plural[locale])
  const count = records.toLocaleString(locale === 'fr' ? 'fr-FR' : 'en')
  if (!more) return `${count} ${plural}`
  return locale === 'fr' ? `plus de ${count} ${plural}` : `more than ${count} ${plural}`
}

const small = (label: string): string => label.charAt(0).toLowerCase() + label.slice(1)

/** Who did it, for somebody who may not be told their name. */
export const somebody = (role: string, locale: Locale): string =>
  (SOMEBODY[role] ?? { fr: 'Une autre personne', en: 'Somebody else' })[locale]

const SOMEBODY: Partial<Record<string, Text>> = {
  admin: { fr: 'L’administration', en: 'The administration' },
  internship_officer: { fr: 'Le service des stages', en: 'The internship office' },
  school_tutor: { fr: 'Un tuteur école', en: 'A school tutor' },
  student: { fr: 'Un étudiant', en: 'A student' },
  company_tutor: { fr: 'L’entreprise', en: 'The company' },
}

export const MYSELF: Text = { fr: 'Vous', en: 'You' }
export const HOUSE: Text = { fr: 'Préau', en: 'Préau' }
