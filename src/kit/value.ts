import { DateTime } from 'luxon'
import { isId } from '../access/select.ts'
import { type AnyField, catalogue } from '../generated/catalogue.ts'
import type { Text } from '../platform/catalogue.ts'
import { config } from '../platform/config.ts'
import { Prisma } from '../platform/db.ts'

/** A value as the database takes it, or one sentence that says what is wrong with it. */
export type Parsed = { value: unknown } | { error: Text }

/** Reads what a person typed, what a form sent or what code gives, for one column. Empty means null. */
export function parseValue(field: AnyField, input: unknown): Parsed {
  const given = typeof input === 'string' ? input.replace(/[\u00a0\u202f]/g, ' ').trim() : input
  if (given === null || given === undefined || given === '') return empty(field)
  if (typeof given === 'string' && given.includes('\0')) return { error: UNREADABLE }
  if (field.list) return Array.isArray(given) ? { value: given } : { value: [given] }
  // A form may send a list or an object where one value stands; only JSON columns take those
  if (field.type !== 'Json' && !isSingle(given)) return { error: UNREADABLE }
  return PARSERS[field.type]?.(given, field) ?? { value: given }
}

const isSingle = (given: unknown): boolean =>
  typeof given !== 'object' || given instanceof Date || Prisma.Decimal.isDecimal(given) || Buffer.isBuffer(given)

// A column with a default keeps it when nothing is said
function empty(field: AnyField): Parsed {
  if (field.required && !field.hasDefault) return { error: MISSING }
  return { value: field.required ? undefined : null }
}

type Parser = (given: unknown, field: AnyField) => Parsed

const PARSERS: Partial<Record<AnyField['type'], Parser>> = {
  String: (given, field) => parseText(String(given), field),
  Int: (given) =>
    parseNumber(
      given,
      (number) => number.isInteger() && number.abs().lte(INT_MAX),
      (n) => n.toNumber(),
    ),
  BigInt: (given) =>
    parseNumber(
      given,
      (number) => number.isInteger(),
      (n) => BigInt(n.toFixed()),
    ),
  Float: (given) =>
    parseNumber(
      given,
      () => true,
      (n) => n.toNumber(),
    ),
  Decimal: (given) =>
    parseNumber(
      given,
      () => true,
      (n) => n,
    ),
  Boolean: (given) => parseBoolean(given),
  DateTime: (given, field) => (field.native === 'Date' ? parseDay(given) : parseInstant(given)),
  Enum: (given, field) => parseEnum(String(given), field),
}

const INT_MAX = 2_147_483_647

function parseText(text: string, field: AnyField): Parsed {
  if (field.native === 'Uuid' && !isId(text)) return { error: NOT_A_REFERENCE }
  if (field.kind === 'email') return EMAIL.test(text) ? { value: text.toLowerCase() } : { error: NOT_AN_EMAIL }
  if (field.kind === 'url') return URL.canParse(text) && /^https?:/i.test(text) ? { value: text } : { error: NOT_A_URL }
  if (text.length > (field.kind === 'longtext' ? 20_000 : 1_000)) return { error: TOO_LONG }
  return { value: text }
}

const EMAIL = /^[^\s@<>,;:"]+@[^\s@<>,;:"]+\.[^\s@<>,;:".]+$/

function parseNumber(
  given: unknown,
  fits: (number: Prisma.Decimal) => boolean,
  as: (n: Prisma.Decimal) => unknown,
): Parsed {
  if (Prisma.Decimal.isDecimal(given)) return { value: as(new Prisma.Decimal(given)) }
  const text = String(given).replace(/\s/g, '').replace(',', '.')
  if (!/^[+-]?\d+(\.\d+)?$/.test(text)) return { error: NOT_A_NUMBER }
  const number = new Prisma.Decimal(text)
  return fits(number) ? { value: as(number) } : { error: NOT_A_NUMBER }
}

function parseBoolean(given: unknown): Parsed {
  const word = String(given).toLowerCase()
  if (YES.includes(word)) return { value: true }
  return NO.includes(word) ? { value: false } : { error: NOT_YES_OR_NO }
}

const YES = ['true', '1', 'oui', 'vrai', 'yes', 'on', 'x']
const NO = ['false', '0', 'non', 'faux', 'no', 'off']

/** A day has no time zone: it is kept at midnight UTC, as the date column gives it back. */
function parseDay(given: unknown): Parsed {
  if (given instanceof Date)
    return { value: new Date(Date.UTC(given.getUTCFullYear(), given.getUTCMonth(), given.getUTCDate())) }
  const day = readDay(String(given).replace(/^(\d{4}-\d{2}-\d{2})T.*$/, '$1'))
  return day?.isValid ? { value: day.toJSDate() } : { error: NOT_A_DAY }
}

function readDay(text: string): DateTime | null {
  for (const format of DAY_FORMATS) {
    const day = DateTime.fromFormatParser(text, format, { zone: 'utc' })
    if (day.isValid) return day
  }
  return null
}

// Understood once: an import reads a hundred thousand days
const DAY_FORMATS = ['yyyy-MM-dd', 'd/M/yyyy', 'd-M-yyyy', 'd.M.yyyy'].map((format) =>
  DateTime.buildFormatParser(format),
)

/** A time without a zone is the school’s. */
function parseInstant(given: unknown): Parsed {
  if (given instanceof Date) return Number.isNaN(given.getTime()) ? { error: NOT_A_DAY } : { value: given }
  const text = String(given)
  const zone = { zone: config.schoolTz }
  const found = [DateTime.fromISO(text, zone), ...INSTANT_FORMATS.map((one) => DateTime.fromFormat(text, one, zone))]
  const instant = found.find((one) => one.isValid)
  return instant ? { value: instant.toJSDate() } : { error: NOT_A_DAY }
}

const INSTANT_FORMATS = ['d/M/yyyy H:mm', 'd/M/yyyy', 'd/M/yyyy H:mm:ss']

function parseEnum(text: string, field: AnyField): Parsed {
  const values = catalogue.enums[field.enum ?? '']?.values ?? []
  const found = values.find((one) => one.value === text)
  return found ? { value: found.value } : { error: notAChoice(values.map((one) => one.label)) }
}

const MISSING: Text = { fr: 'À remplir : cette information est obligatoire.', en: 'Please fill in: this is required.' }
const UNREADABLE: Text = {
  fr: 'Cette valeur n’est pas lisible : écrivez-la à nouveau.',
  en: 'This value cannot be read: write it again.',
}
const NOT_A_REFERENCE: Text = { fr: 'Choisissez un élément de la liste.', en: 'Choose an item of the list.' }
const NOT_AN_EMAIL: Text = {
  fr: 'Ce n’est pas une adresse e-mail : écrivez par exemple prenom.nom@ecole.fr.',
  en: 'This is no e-mail address: write for example first.last@school.org.',
}
const NOT_A_URL: Text = {
  fr: 'Ce n’est pas une adresse web : elle commence par https://.',
  en: 'This is no web address: it starts with https://.',
}
const TOO_LONG: Text = { fr: 'Ce texte est trop long : raccourcissez-le.', en: 'This text is too long: shorten it.' }
const NOT_A_NUMBER: Text = {
  fr: 'Ce n’est pas un nombre : écrivez par exemple 12,5 ou 50 000.',
  en: 'This is no number: write for example 12.5.',
}
const NOT_YES_OR_NO: Text = { fr: 'Répondez par oui ou par non.', en: 'Answer yes or no.' }
const NOT_A_DAY: Text = {
  fr: 'Cette date n’existe pas : écrivez JJ/MM/AAAA.',
  en: 'This date does not exist: write DD/MM/YYYY.',
}
const notAChoice = (labels: Text[]): Text => ({
  fr: `Choisissez parmi : ${labels.map((label) => label.fr).join(', ')}.`,
  en: `Choose one of: ${labels.map((label) => label.en).join(', ')}.`,
})
