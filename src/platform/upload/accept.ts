import { readFile } from 'node:fs/promises'
import { fileTypeFromBuffer } from 'file-type'
import type { Text } from '../catalogue.ts'
import { Refusal } from '../errors.ts'
import { checkCsv } from './csv.ts'
import { redrawImage } from './image.ts'
import { checkPdf } from './pdf.ts'
import { checkXlsx } from './xlsx.ts'

export type Format = 'pdf' | 'image' | 'csv' | 'xlsx'
export type Accepted = { bytes: Buffer; mime: string; extensions: string[] }

type Rule = {
  label: Text
  maxMb: number
  /** What the bytes say they are; none for CSV, which has no signature. */
  mimes: string[]
  check(bytes: Buffer, mime: string): Promise<Accepted>
}

const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'

const rules: Record<Format, Rule> = {
  pdf: { label: { fr: 'un PDF', en: 'a PDF' }, maxMb: 15, mimes: ['application/pdf'], check: checkPdf },
  image: {
    label: { fr: 'une image JPEG, PNG ou WebP', en: 'a JPEG, PNG or WebP image' },
    maxMb: 10,
    mimes: ['image/jpeg', 'image/png', 'image/webp'],
    check: redrawImage,
  },
  xlsx: {
    label: { fr: 'un classeur Excel (.xlsx)', en: 'an Excel workbook (.xlsx)' },
    maxMb: 10,
    mimes: [XLSX],
    check: checkXlsx,
  },
  csv: { label: { fr: 'un fichier CSV', en: 'a CSV file' }, maxMb: 10, mimes: [], check: checkCsv },
}

/** What the file is, checked to the end and made harmless; a Refusal with the sentence to show otherwise. */
export async function acceptUpload(
  path: string,
  size: number,
  accept: readonly Format[],
  maxBytes?: number,
): Promise<Accepted> {
  if (size === 0) throw new Refusal('empty_file', 422, EMPTY)
  const largest = maxBytes ?? Math.max(...accept.map((format) => rules[format].maxMb)) * 1_048_576
  if (size > largest) throw tooLarge(largest)
  const bytes = await readFile(path)
  const mime = (await fileTypeFromBuffer(bytes))?.mime ?? ''
  const format =
    accept.find((candidate) => rules[candidate].mimes.includes(mime)) ??
    (mime ? undefined : accept.find((f) => f === 'csv'))
  if (!format) throw wrongType(accept)
  const limit = maxBytes ?? rules[format].maxMb * 1_048_576
  if (size > limit) throw tooLarge(limit)
  return rules[format].check(bytes, mime)
}

const EMPTY: Text = {
  fr: 'Ce fichier est vide. Ouvrez-le pour vérifier, puis envoyez-le à nouveau.',
  en: 'This file is empty. Open it to check, then send it again.',
}

function tooLarge(limit: number): Refusal {
  const mb = Math.round((limit / 1_048_576) * 10) / 10
  return new Refusal('file_too_large', 413, {
    fr: `Ce fichier dépasse ${String(mb).replace('.', ',')} Mo. Réduisez-le (moins d’images, qualité plus basse) et envoyez-le à nouveau.`,
    en: `This file is over ${mb} MB. Make it smaller (fewer pictures, lower quality) and send it again.`,
  })
}

function wrongType(accept: readonly Format[]): Refusal {
  const say = (language: keyof Text, or: string) => accept.map((format) => rules[format].label[language]).join(or)
  return new Refusal('wrong_file_type', 422, {
    fr: `Ce fichier n’est pas du type attendu, quel que soit son nom. Envoyez ${say('fr', ' ou ')}.`,
    en: `This file is not of the expected type, whatever its name. Send ${say('en', ' or ')}.`,
  })
}
