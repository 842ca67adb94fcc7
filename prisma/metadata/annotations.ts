import type { Text } from '../../src/platform/catalogue.ts'

/** `@key value` pairs of a `///` comment; a flag such as `@secret` reads as an empty string. */
export type Annotations = Map<string, string>

export function annotations(documentation: string | undefined): Annotations {
  const found: Annotations = new Map()
  for (const [, key = '', value = ''] of (documentation ?? '').matchAll(MARK)) found.set(key, value.trim())
  return found
}

// A mark starts a line or follows a blank, so that an e-mail address in a sentence is not one.
const MARK = /(?:^|\s)@([a-z]+(?:\.[a-z]+)?)((?:(?!\s@[a-z])[\s\S])*)/g

/** The label in both languages; French alone serves for both until someone translates it. */
export function label(of: Annotations, fallback: string): Text {
  return { fr: first(of.get('fr')) ?? fallback, en: first(of.get('en')) ?? first(of.get('fr')) ?? fallback }
}

export function plural(of: Annotations, fallback: string): Text {
  const singular = label(of, fallback)
  return { fr: second(of.get('fr')) ?? singular.fr, en: second(of.get('en')) ?? singular.en }
}

export function words(value: string | undefined): string[] {
  return (value ?? '')
    .split(',')
    .map((word) => word.trim())
    .filter(Boolean)
}

const first = (value: string | undefined) => value?.split('|')[0]?.trim() || undefined
const second = (value: string | undefined) => value?.split('|')[1]?.trim() || undefined
