import type { Locale, Tone } from '../../components/state.ts'
import { catalogue } from '../../src/generated/catalogue.ts'
import { shownInstant } from '../../src/kit/calendar.ts'

/** An instant at the school, in the reader’s language. */
export const instantIn = (locale: Locale, value: unknown): string | null =>
  value instanceof Date ? shownInstant(value).replace(' à ', locale === 'en' ? ' at ' : ' à ') : null

/** A state in words, with its colour. */
export function stateIn(locale: Locale, name: string, value: unknown): { label: string; tone: Tone } {
  const found = catalogue.enums[name]?.values.find((one) => one.value === value)
  return { label: found?.label[locale] ?? String(value), tone: found?.tone ?? 'grey' }
}
