import { PassThrough } from 'node:stream'
import { ZipFile } from 'yazl'
import { dateOfDay } from '../../platform/clock.ts'
import type { Column } from './columns.ts'

/**
 * A workbook written while it is sent: the libraries at hand build the whole sheet in memory, 200,000 rows were 600 MB. Numbers and
 * days keep their types, so that Excel sorts and adds them; a text that looks like a formula is stored as text.
 */
export function xlsxChunks(
  sheet: string,
  columns: Column[],
  slices: AsyncIterable<unknown[][]>,
): AsyncIterable<Buffer> {
  const zip = new ZipFile()
  const rows = new PassThrough()
  for (const [path, xml] of Object.entries(parts(sheet))) zip.addBuffer(Buffer.from(HEAD + xml), path)
  zip.addReadStream(rows, 'xl/worksheets/sheet1.xml')
  zip.end()
  const out = new PassThrough()
  zip.outputStream.on('error', (error: Error) => out.destroy(error)).pipe(out)
  void write(rows, columns, slices).catch((error: Error) => out.destroy(error))
  return out
}

async function write(out: PassThrough, columns: Column[], slices: AsyncIterable<unknown[][]>): Promise<void> {
  const widths = columns.map(
    (column, i) => `<col min="${i + 1}" max="${i + 1}" width="${widthOf(column)}" customWidth="1"/>`,
  )
  const top = '<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/>'
  const names = columns.map((_, i) => nameOf(i))
  const writers = columns.map(cellWriter)
  await put(
    out,
    `${HEAD}<worksheet xmlns="${MAIN}"><sheetViews><sheetView workbookViewId="0">${top}</sheetView></sheetViews><cols>${widths.join('')}</cols><sheetData>`,
  )
  await put(
    out,
    `<row r="1">${columns.map(({ header }, i) => textCell(`${names[i]}1`, header, STYLE.bold)).join('')}</row>`,
  )
  let line = 1
  for await (const slice of slices) {
    let xml = ''
    for (const row of slice) {
      line += 1
      xml += `<row r="${line}">`
      for (const [i, writer] of writers.entries()) xml += writer(`${names[i]}${line}`, row[i])
      xml += '</row>'
    }
    await put(out, xml)
  }
  out.end('</sheetData></worksheet>')
}

/** Waits for whoever reads: a slow download must not pile up in memory. */
async function put(out: PassThrough, text: string): Promise<void> {
  if (!out.write(text)) await new Promise((resume) => out.once('drain', resume))
}

type Writer = (at: string, value: unknown) => string

function cellWriter({ field, text }: Column): Writer {
  const isEmpty = (value: unknown) => value === null || value === undefined || value === ''
  if (NUMBERS.has(field.type) && !field.reference && !field.list) {
    const style = field.money ? ` s="${STYLE.money}"` : ''
    return (at, value) => (isEmpty(value) ? '' : `<c r="${at}"${style}><v>${Number(value)}</v></c>`)
  }
  if (field.native === 'Date' && !field.list)
    return (at, value) => (isEmpty(value) ? '' : `<c r="${at}" s="${STYLE.day}"><v>${serialOf(String(value))}</v></c>`)
  return (at, value) => {
    const shown = text(value)
    return shown === '' ? '' : textCell(at, shown)
  }
}

const NUMBERS = new Set<string>(['Int', 'Float', 'Decimal'])
const STYLE = { bold: 1, day: 2, money: 3 }

/** Excel counts days from the 30th of December 1899. */
const serialOf = (day: string): number => Math.round((dateOfDay(day).getTime() - Date.UTC(1899, 11, 30)) / 86_400_000)

// Longer than a cell may be: Excel calls the whole workbook damaged
const LONGEST = 32_767

function textCell(at: string, text: string, style?: number): string {
  const s = style === undefined ? '' : ` s="${style}"`
  return `<c r="${at}"${s} t="inlineStr"><is><t xml:space="preserve">${escaped(text.slice(0, LONGEST))}</t></is></c>`
}

// What XML cannot carry is left out; what it reads otherwise is written otherwise
const escaped = (text: string): string =>
  /[&<>\p{Cc}\ufffe\uffff\ud800-\udfff]/u.test(text)
    ? text.replace(UNWRITABLE, '').replace(/[&<>\r]/g, (sign) => `&#${sign.charCodeAt(0)};`)
    : text

const UNWRITABLE = /[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu

function nameOf(index: number): string {
  const before = Math.floor(index / 26)
  return (before > 0 ? nameOf(before - 1) : '') + String.fromCharCode(65 + (index % 26))
}

const widthOf = ({ field, header }: Column): number =>
  field.kind === 'longtext' ? 40 : Math.max(12, Math.min(30, header.length + 2, field.reference ? 30 : 24))

const HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'
const RELATIONS = 'http://schemas.openxmlformats.org/package/2006/relationships'
const DOCUMENT = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
const TYPE = 'application/vnd.openxmlformats-officedocument.spreadsheetml'

const parts = (sheet: string): Record<string, string> => ({
  '[Content_Types].xml': `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="${TYPE}.sheet.main+xml"/><Override PartName="/xl/styles.xml" ContentType="${TYPE}.styles+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="${TYPE}.worksheet+xml"/></Types>`,
  '_rels/.rels': `<Relationships xmlns="${RELATIONS}"><Relationship Id="rId1" Type="${DOCUMENT}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
  'xl/workbook.xml': `<workbook xmlns="${MAIN}" xmlns:r="${DOCUMENT}"><sheets><sheet name="${escaped(sheet).replaceAll('"', '&#34;')}" sheetId="1" r:id="rId1"/></sheets></workbook>`,
  'xl/_rels/workbook.xml.rels': `<Relationships xmlns="${RELATIONS}"><Relationship Id="rId1" Type="${DOCUMENT}/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Type="${DOCUMENT}/styles" Target="styles.xml"/></Relationships>`,
  'xl/styles.xml': `<styleSheet xmlns="${MAIN}"><numFmts count="1"><numFmt numFmtId="164" formatCode="dd/mm/yyyy"/></numFmts><fonts count="2"><font><sz val="11"/><name val="Calibri"/></font><font><b/><sz val="11"/><name val="Calibri"/></font></fonts><fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills><borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders><cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="4"><xf/><xf fontId="1" applyFont="1"/><xf numFmtId="164" applyNumberFormat="1"/><xf numFmtId="4" applyNumberFormat="1"/></cellXfs></styleSheet>`,
})
