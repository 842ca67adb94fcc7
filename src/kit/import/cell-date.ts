import { DateTime } from 'luxon'
import type { AnyField } from '../../access/model.ts'
import type { Text } from '../../platform/catalogue.ts'
import type { ReadCell } from './cell.ts'

/** Days of Excel: 1 is 1 January 1900, and 36892 is 1 January 2001. Below 10,000 it is more likely a year or a code. */
const FIRST_SERIAL = 10_000
const LAST_SERIAL = 80_000
const EXCEL_EPOCH = DateTime.utc(1899, 12, 30)

/** JJ/MM/AAAA and its cousins, ISO, days counted by Excel, months in words. Impossible dates are refused, never shifted. */
export function readDate(cell: string | number | boolean, field: AnyField): ReadCell {
  const text = String(cell).trim()
  if (/^\d{5}([.,]\d+)?$/.test(text)) return readSerial(Number(text.replace(',', '.')), field)
  const parts = dayParts(text)
  if (!parts) return { problem: UNREADABLE }
  const day = DateTime.utc(parts.year, parts.month, parts.day)
  if (!day.isValid) return { problem: impossible(parts) }
  if (day.year < 1900 || day.year > 2200) return { problem: UNREADABLE }
  return { input: field.native === 'Date' ? day.toISODate() : `${day.toISODate()}${parts.time}` }
}

function readSerial(serial: number, field: AnyField): ReadCell {
  if (serial < FIRST_SERIAL || serial > LAST_SERIAL) return { problem: UNREADABLE }
  const instant = EXCEL_EPOCH.plus({ minutes: Math.round(serial * 1440) })
  const shown = instant.toFormat('dd/MM/yyyy')
  const note = {
    fr: `Le nombre ${serial} est une date d’Excel : lu ${shown}.`,
    en: `The number ${serial} is an Excel date: read as ${shown}.`,
  }
  return { input: field.native === 'Date' ? instant.toISODate() : instant.toISO({ includeOffset: false }), note }
}

type Parts = { year: number; month: number; day: number; time: string }

function dayParts(text: string): Parts | null {
  const iso = /^(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ](\d{2}:\d{2}(?::\d{2})?).*)?$/.exec(text)
  if (iso) return parts(iso[1], iso[2], iso[3], iso[4])
  const french = /^(\d{1,2})[/.\- ](\d{1,2})[/.\- ](\d{4}|\d{2})(?:[ T]+(\d{1,2}:\d{2}(?::\d{2})?))?$/.exec(text)
  if (french) return parts(french[3], french[2], french[1], french[4])
  const words = /^(\d{1,2})(?:er)?\s+(\p{L}+)\.?\s+(\d{4})$/u.exec(text)
  const month = words ? monthOf(words[2] ?? '') : 0
  return words && month > 0 ? parts(words[3], String(month), words[1]) : null
}

function parts(year = '', month = '', day = '', time = ''): Parts {
  return { year: fullYear(year), month: Number(month), day: Number(day), time: time ? `T${time.padStart(5, '0')}` : '' }
}

// The rule of Excel in French: 00 to 29 are this century’s
const fullYear = (year: string): number =>
  year.length === 2 ? Number(year) + (Number(year) < 30 ? 2000 : 1900) : Number(year)

const MONTHS = ['janv', 'fevr', 'mars', 'avri', 'mai', 'juin', 'juil', 'aout', 'sept', 'octo', 'nove', 'dece']

function monthOf(word: string): number {
  const plain = word.toLowerCase().normalize('NFD').replace(/\p{M}/gu, '')
  return plain.length < 3 ? 0 : MONTHS.findIndex((month) => month.startsWith(plain.slice(0, 4))) + 1
}

const impossible = ({ year, month, day }: Parts): Text => ({
  fr: `Cette date n’existe pas : ${two(day)}/${two(month)}/${year}. Écrivez JJ/MM/AAAA.`,
  en: `This date does not exist: ${two(day)}/${two(month)}/${year}. Write DD/MM/YYYY.`,
})
const two = (number: number) => String(number).padStart(2, '0')

const UNREADABLE: Text = {
  fr: 'Ce n’est pas une date. Écrivez JJ/MM/AAAA, par exemple 22/01/2002.',
  en: 'This is no date. Write DD/MM/YYYY, for example 22/01/2002.',
}
