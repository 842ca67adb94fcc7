import type { AnyField } from '../../access/model.ts'
import { catalogue } from '../../generated/catalogue.ts'
import type { EnumType, Text } from '../../platform/catalogue.ts'
import { parseValue } from '../value.ts'
import { readDate } from './cell-date.ts'
import { readNumber } from './cell-number.ts'
import { type PhoneHabit, readPhone } from './cell-phone.ts'
import { bare } from './nearest.ts'
import type { Cell } from './read.ts'

/** `input`: what the record’s own door takes. `note`: what was put right on the way. `unit`: what followed an amount. */
export type ReadCell = { input: unknown; note?: Text; unit?: string } | { problem: Text }

/** Reads one cell as its column’s type. Empty is undefined: an empty cell changes nothing, it never erases. */
export function readCell(cell: Cell, field: AnyField, habit?: PhoneHabit): ReadCell {
  const clean = typeof cell === 'string' ? tidy(cell, field) : cell
  if (clean === null || clean === '') return { input: undefined }
  const found = readerOf(field)(clean, field, habit)
  if ('problem' in found) return found
  const checked = parseValue(field, found.input)
  return 'error' in checked ? { problem: checked.error } : found
}

type Reader = (cell: string | number | boolean, field: AnyField, habit?: PhoneHabit) => ReadCell

function readerOf(field: AnyField): Reader {
  return (field.kind && BY_KIND[field.kind]) ?? BY_TYPE[field.type] ?? asText
}

const asText: Reader = (cell) => ({ input: String(cell) })

const BY_KIND: Partial<Record<NonNullable<AnyField['kind']>, Reader>> = {
  email: (cell) => ({
    input: String(cell)
      .replace(/^mailto:/i, '')
      .replace(/\s*@\s*/, '@')
      .toLowerCase(),
  }),
  phone: (cell, _field, habit) => readPhone(cell, habit),
  url: (cell) => ({ input: /^[a-z]+:\/\//i.test(String(cell)) ? String(cell) : `https://${cell}` }),
}

const BY_TYPE: Partial<Record<AnyField['type'], Reader>> = {
  Int: readNumber,
  BigInt: readNumber,
  Float: readNumber,
  Decimal: readNumber,
  DateTime: readDate,
  Enum: readChoice,
}

/** By value, by label in either language, or by the first letters when they name one choice only: F, M, Fém. */
function readChoice(cell: string | number | boolean, field: AnyField): ReadCell {
  const values = catalogue.enums[field.enum ?? '']?.values ?? []
  const typed = bare(String(cell))
  const found = choiceNamed(typed, values) ?? choiceNamed(OTHER_WORDS[typed] ?? '', values)
  if (found) return { input: found.value }
  return {
    problem: {
      fr: `Choix inconnu. Écrivez l’un de ceux-ci : ${values.map((one) => one.label.fr).join(', ')}.`,
      en: `Unknown choice. Write one of: ${values.map((one) => one.label.en).join(', ')}.`,
    },
  }
}

function choiceNamed(wanted: string, values: EnumType['values']): EnumType['values'][number] | undefined {
  if (wanted === '') return undefined
  const names = (one: EnumType['values'][number]) => [one.value, one.label.fr, one.label.en].map(bare)
  const begun = values.filter((one) => names(one).some((name) => name.startsWith(wanted)))
  return values.find((one) => names(one).includes(wanted)) ?? (begun.length === 1 ? begun[0] : undefined)
}

/** « Sexe : H/F » is what secretariats write. */
const OTHER_WORDS: Record<string, string> = {
  h: 'masculin',
  homme: 'masculin',
  garcon: 'masculin',
  femme: 'feminin',
  fille: 'feminin',
}

/**
 * Stray and hard spaces go, control characters go, a name that looks like a formula stays a text. The quote that Excel’s
 * users and our own exports put before `=` to say “text” goes too.
 */
function tidy(text: string, field: AnyField): string {
  const line = text.replace(/[\u00a0\u2007\u202f]/g, ' ').replace(/[\u200b\u2060\ufeff]/g, '')
  const spaced =
    field.kind === 'longtext' || field.kind === 'html'
      ? line.replace(/\r\n?/g, '\n').replace(/[^\P{Cc}\n\t]/gu, '')
      : line.replace(/\s+/g, ' ').replace(/\p{Cc}/gu, '')
  return spaced.trim().replace(QUOTED_FORMULA, '$1')
}

const QUOTED_FORMULA = /^'('*[=+\-@＝＋－＠])/u
