import type { Tone } from '../../components/state.ts'
import { catalogue } from '../../src/generated/catalogue.ts'

type Choice = { value: string; label: string; tone: Tone }

/** A value of a list of choices, in words and colour. */
export function choiceOf(name: string, value: unknown, locale: 'fr' | 'en'): Choice {
  const known = catalogue.enums[name]?.values.find((one) => one.value === value)
  return { value: String(value), label: known?.label[locale] ?? '', tone: known?.tone ?? 'grey' }
}
