import readWorkbook from 'read-excel-file/universal'
import type { Text } from '../../platform/catalogue.ts'
import { type Entry, inflate, listEntries, ZipFault } from '../../platform/zip.ts'
import { LIMITS } from './limits.ts'
import type { Cell, Table } from './read.ts'
import { unreadable } from './refusals.ts'

/** A workbook is a zip of XML: macros, links, bombs and oversized sheets are refused before the library opens it. */
export async function readXlsx(bytes: Buffer, wanted?: string): Promise<Table> {
  const failedCells = await inspect(bytes)
  const sheets = await open(bytes)
  const sheet = wanted === undefined ? firstTable(sheets) : sheets.find((one) => one.sheet === wanted)
  if (!sheet) throw wanted === undefined ? unreadable.empty() : unreadable.noSheet(wanted)
  return {
    format: 'xlsx',
    names: sheets.map((one) => one.sheet),
    name: sheet.sheet,
    lines: sheet.data.map((row, index) => ({ line: index + 1, cells: row.map(toCell) })),
    notices: noticesOf(
      sheets.map((one) => one.sheet),
      sheet.sheet,
      failedCells,
    ),
  }
}

/** Instructions often come first: the table is the first sheet with several columns and rows, else with several rows. */
function firstTable<S extends { data: unknown[][] }>(sheets: S[]): S | undefined {
  const filled = ({ data }: S) => data.filter((row) => row.some((cell) => cell !== null))
  const several = sheets.filter((sheet) => filled(sheet).length > 1)
  const wide = several.find((sheet) => filled(sheet).some((row) => row.filter((cell) => cell !== null).length > 1))
  return wide ?? several[0] ?? sheets.find((sheet) => filled(sheet).length > 0)
}

function refuseForeign(entries: Entry[]): void {
  const names = entries.map((entry) => entry.name.toLowerCase())
  if (names.some((name) => name.endsWith('vbaproject.bin'))) throw unreadable.macros()
  if (names.some((name) => name.startsWith('xl/externallinks/'))) throw unreadable.externalLinks()
  if (names.includes('content.xml') && names.includes('mimetype')) throw unreadable.openDocument()
  if (!names.includes('xl/workbook.xml')) throw unreadable.wrongType()
}

/** How many cells hold an error of Excel, once nothing in the file can hurt. */
async function inspect(bytes: Buffer): Promise<number> {
  try {
    const entries = listEntries(bytes)
    refuseForeign(entries)
    return await inspectSheets(entries)
  } catch (error) {
    throw error instanceof ZipFault ? FAULTS[error.kind]() : error
  }
}

const FAULTS = { bomb: unreadable.bomb, cut: unreadable.cut, locked: unreadable.locked }

/** One cell at XFD1048576 would make the library build a table of sixteen billion cells: sizes are read from the XML. */
async function inspectSheets(entries: Entry[]): Promise<number> {
  let failed = 0
  for (const entry of entries.filter(({ name }) => /\.(xml|rels)$/i.test(name))) {
    const xml = (await inflate(entry)).toString('latin1')
    if (xml.includes('<!DOCTYPE') || xml.includes('<!ENTITY')) throw unreadable.wrongType()
    if (!/worksheets\/[^/]+\.xml$/i.test(entry.name)) continue
    refuseOversized(xml)
    failed += xml.match(/<c [^>]*t="e"/g)?.length ?? 0
  }
  return failed
}

function refuseOversized(xml: string): void {
  let rows = 0
  for (const [, number] of xml.matchAll(/<row\b(?:[^>]*?\sr="(\d+)")?/g)) {
    rows = number === undefined ? rows + 1 : Number(number)
    // A thousand rows of margin: Excel keeps empty formatted rows under the data, and they are dropped
    if (rows > LIMITS.rows + 1_000) throw unreadable.tooManyRows(LIMITS.rows)
  }
  for (const [, letters = 'A'] of xml.matchAll(/<c\b[^>]*?\sr="([A-Z]+)\d+"/g)) {
    if (columnNumber(letters) > LIMITS.columns) throw unreadable.tooManyColumns(LIMITS.columns)
  }
}

const columnNumber = (letters: string) =>
  [...letters].reduce((number, letter) => number * 26 + letter.charCodeAt(0) - 64, 0)

async function open(bytes: Buffer) {
  try {
    return await readWorkbook(new Blob([new Uint8Array(bytes)]))
  } catch {
    throw unreadable.cut()
  }
}

/** Days come as midnight UTC; formulas come as their last value, and are never computed. */
function toCell(value: unknown): Cell {
  if (value === undefined || value === null || value === '') return null
  if (value instanceof Date) return value.toISOString().replace(/T00:00:00\.000Z$/, '')
  if (typeof value === 'number' || typeof value === 'boolean') return value
  return String(value)
}

function noticesOf(names: string[], read: string, failedCells: number): Text[] {
  const notices: Text[] = []
  if (names.length > 1)
    notices.push({
      fr: `Le classeur a ${names.length} feuilles : seule « ${read} » est lue. Vous pouvez en choisir une autre.`,
      en: `The workbook has ${names.length} sheets: only “${read}” is read. You can choose another one.`,
    })
  if (failedCells > 0)
    notices.push({
      fr: `${failedCells} case(s) contiennent une erreur d’Excel (#N/A, #REF!…) : elles sont lues comme vides.`,
      en: `${failedCells} cell(s) hold an Excel error (#N/A, #REF!…): they are read as empty.`,
    })
  return notices
}
