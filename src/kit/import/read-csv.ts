import { CsvError, type Options, parse } from 'csv-parse/sync'
import type { Text } from '../../platform/catalogue.ts'
import { decode, type Encoding } from './encoding.ts'
import type { Line, Table } from './read.ts'
import { unreadable } from './refusals.ts'
import type { Reading } from './report.ts'

export const SEPARATORS = [';', ',', '\t', '|'] as const
const SEPARATOR_NAMES: Record<string, Text> = {
  ';': { fr: 'point-virgule', en: 'semicolon' },
  ',': { fr: 'virgule', en: 'comma' },
  '\t': { fr: 'tabulation', en: 'tab' },
  '|': { fr: 'barre verticale', en: 'vertical bar' },
}
const ENCODING_NAMES: Record<Encoding, string> = {
  'utf-8': 'UTF-8',
  'utf-16le': 'UTF-16',
  'utf-16be': 'UTF-16',
  'windows-1252': 'Windows-1252',
}

/** `asked`: what the person corrected; the rest is recognised. */
export function readCsv(bytes: Buffer, asked: Reading = {}): Table {
  const { text, encoding } = decode(bytes, asked.encoding)
  if (/^\s*</.test(text)) throw unreadable.wrongType()
  if (isBinary(text)) throw unreadable.wrongType()
  const { body, separator: declared, skipped } = withoutSeparatorLine(text)
  const separator = asked.separator ?? declared ?? findSeparator(body)
  const name = SEPARATOR_NAMES[separator] ?? { fr: `« ${separator} »`, en: `“${separator}”` }
  const notice = {
    fr: `Fichier CSV lu en ${ENCODING_NAMES[encoding]}, séparateur ${name.fr}.`,
    en: `CSV file read as ${ENCODING_NAMES[encoding]}, separated by ${name.en}.`,
  }
  return {
    format: 'csv',
    encoding,
    separator,
    names: [],
    lines: splitLines(body, separator, skipped),
    notices: [notice],
  }
}

/** Excel may write its separator on a first line of its own: `sep=;` */
function withoutSeparatorLine(text: string): { body: string; separator?: string; skipped: number } {
  const first = /^sep=(.)\r?\n/i.exec(text)
  return first ? { body: text.slice(first[0].length), separator: first[1], skipped: 1 } : { body: text, skipped: 0 }
}

/** The separator that cuts the first lines into the most columns, the same number on every line. */
function findSeparator(text: string): string {
  const scored = SEPARATORS.map((separator: string) => ({ separator, score: scoreOf(text, separator) }))
  return scored.reduce((best, next) => (next.score > best.score ? next : best)).separator
}

function scoreOf(text: string, separator: string): number {
  const widths = firstWidths(text, separator)
  const groups = [...Map.groupBy(widths, (width) => width)].filter(([width]) => width > 1)
  return Math.max(0, ...groups.map(([width, same]) => width * (same.length / widths.length) ** 2))
}

function firstWidths(text: string, separator: string): number[] {
  try {
    return parse(text, { ...optionsFor(separator), to: 25 })
      .map((record) => record.length)
      .filter((width) => width > 0)
  } catch {
    return []
  }
}

function splitLines(text: string, separator: string, skipped: number): Line[] {
  let line = 1 + skipped
  return parseText(text, separator, skipped).map((record) => {
    const start = line
    line += heightOf(record)
    return { line: start, cells: record.map((cell) => (cell === '' ? null : cell)) }
  })
}

/** A quoted cell may hold line breaks: the record then spans several lines of the file. */
const heightOf = (record: string[]) => record.reduce((sum, cell) => sum + (cell.match(/\r\n|\n|\r/g)?.length ?? 0), 1)

function parseText(text: string, separator: string, skipped: number): string[][] {
  try {
    return parse(text, optionsFor(separator))
  } catch (error) {
    if (!(error instanceof CsvError)) throw error
    const good = parse(text, { ...optionsFor(separator), to: Math.max(1, Number(error.records)) })
    throw unreadable.openQuote(1 + skipped + good.reduce((sum, record) => sum + heightOf(record), 0))
  }
}

const optionsFor = (delimiter: string): Options => ({ delimiter, relax_column_count: true, relax_quotes: true })

const CONTROLS = /[^\P{Cc}\t\r\n]/gu

/** A picture renamed .csv decodes to a soup of control characters. */
const isBinary = (text: string) => (text.slice(0, 4096).match(CONTROLS)?.length ?? 0) > 8
