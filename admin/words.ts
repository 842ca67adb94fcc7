import type { ModelName } from '../src/access/model.ts'
import { catalogue } from '../src/generated/catalogue.ts'
import { flowOf } from '../src/kit/flow.ts'
import { deskText } from './locales/desk.ts'

type Locale = 'fr' | 'en'

export function roleLabel(role: string, locale: Locale): string {
  const known = catalogue.enums.Role?.values.find((value) => value.value === role)
  return known?.label[locale] ?? (locale === 'fr' ? 'Automatique' : 'Automatic')
}

export function verbLabel(model: ModelName, verb: string, locale: Locale): string {
  const own = flowOf(model)?.verbs.get(verb)?.label[locale]
  const common: Record<string, string> = deskText(locale).verbs
  return own ?? common[verb] ?? (locale === 'fr' ? 'Autre opération' : 'Other operation')
}

export function nounLabel(noun: string, locale: Locale): string {
  const models: Record<string, { label: Record<Locale, string> }> = catalogue.models
  return models[noun]?.label[locale] ?? (locale === 'fr' ? 'Dossier' : 'Record')
}
