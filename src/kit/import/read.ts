import type { Text } from '../../platform/catalogue.ts'
import type { Encoding } from './encoding.ts'
import { LIMITS } from './limits.ts'
import { readCsv } from './read-csv.ts'
import { readXlsx } from './read-xlsx.ts'
import { unreadable } from './refusals.ts'
import type { Reading } from './report.ts'

export type Cell = string | number | boolean | null
/** `line`: as the file's owner counts them, headers included */
export type Line = { line: number; cells: Cell[]; problem?: Text }
export type Table = {
  format: 'csv' | 'xlsx'
  encoding?: Encoding
  separator?: string
  /** Sheets of the workbook, and the one that was read */
  names: string[]
  name?: string
  lines: Line[]
  notices: Text[]
}
export type Sheet = Omit<Table, 'lines'> & { headers: string[]; rows: Line[] }

/**
 * Headers and rows of a CSV or XLSX file, whoever saved it. Judges by content, never by name alone.
 * @throws Refusal with a sentence that says what to do: wrong type, empty, too large, cut, bomb, macros, no rows.
 */
export async function read(bytes: Buffer, fileName: string, options: Reading = {}): Promise<Sheet> {
  if (bytes.length === 0) throw unreadable.empty()
  if (bytes.length > LIMITS.bytes) throw unreadable.tooLarge(Math.ceil(bytes.length / 1048576), LIMITS.bytes / 1048576)
  if (/\.xls[mb]$|\.xltm$/i.test(fileName)) throw unreadable.macros()
  const table = await readAs(kindOf(bytes), bytes, options)
  return withHeaders(table, endsCut(bytes, table))
}

type Kind = 'zip' | 'oldExcel' | 'other' | 'text'
const MAGIC: [Kind, string][] = [
  ['zip', '504b0304'],
  ['zip', '504b0506'],
  ['oldExcel', 'd0cf11e0'],
  ['other', '25504446'],
  ['other', '89504e47'],
  ['other', 'ffd8ff'],
  ['other', '47494638'],
  ['other', '52617221'],
  ['other', '1f8b'],
  ['other', '7b5c727466'],
]

function kindOf(bytes: Buffer): Kind {
  const start = bytes.subarray(0, 8).toString('hex')
  return MAGIC.find(([, magic]) => start.startsWith(magic))?.[0] ?? 'text'
}

async function readAs(kind: Kind, bytes: Buffer, options: Reading): Promise<Table> {
  if (kind === 'oldExcel') throw bytes.includes(LOCKED) ? unreadable.locked() : unreadable.oldExcel()
  if (kind === 'other') throw unreadable.wrongType()
  return kind === 'zip' ? await readXlsx(bytes, options.sheet) : readCsv(bytes, options)
}

/** A workbook with a password is kept whole inside a file of the old format, under this name. */
const LOCKED = Buffer.from('EncryptedPackage', 'utf16le')

function withHeaders(table: Table, cut: boolean): Sheet {
  const { lines, ...rest } = table
  const filled = lines.filter((line) => line.cells.some(isFilled))
  const top = filled.findIndex((line) => line.cells.filter(isFilled).length >= headerWidth(filled))
  const header = filled[top]
  if (!header) throw unreadable.empty()
  const width = lastFilled(header.cells) + 1
  if (width > LIMITS.columns) throw unreadable.tooManyColumns(LIMITS.columns)
  const rows = filled.slice(top + 1).map((line) => squared(line, width))
  if (rows.length === 0) throw unreadable.noRows()
  if (rows.length > LIMITS.rows) throw unreadable.tooManyRows(LIMITS.rows)
  const last = rows.at(-1)
  if (cut && last) last.problem = CUT_ROW
  const headers = header.cells.slice(0, width).map((cell) => String(cell ?? '').trim())
  const twice = [...new Set(headers.filter((one, index) => one !== '' && headers.indexOf(one) < index))]
  const notices = [
    ...rest.notices,
    ...(header.line > 1 ? [headerNotice(header.line)] : []),
    ...(headers.length === 1 && rest.format === 'csv' ? [ALONE] : []),
    ...(twice.length > 0 ? [twiceNotice(twice)] : []),
  ]
  return { ...rest, notices, headers, rows }
}

/** A title above the table fills one cell; headers fill at least half of the widest of the first lines. */
function headerWidth(lines: Line[]): number {
  const widest = Math.max(0, ...lines.slice(0, 20).map((line) => line.cells.filter(isFilled).length))
  return Math.ceil(widest / 2)
}

const isFilled = (cell: Cell) => cell !== null && String(cell).trim() !== ''
const lastFilled = (cells: Cell[]) => cells.findLastIndex(isFilled)

function squared({ line, cells }: Line, width: number): Line {
  const padded = Array.from({ length: width }, (_, index) => cells[index] ?? null)
  if (lastFilled(cells) < width) return { line, cells: padded }
  return { line, cells: padded, problem: tooWide(lastFilled(cells) + 1, width) }
}

const tooWide = (found: number, expected: number): Text => ({
  fr: `Cette ligne a ${found} cases pour ${expected} en-têtes : un séparateur se trouve sans doute dans un texte sans guillemets.`,
  en: `This row has ${found} cells for ${expected} headers: a separator is probably inside a text without quotes.`,
})

const CUT_ROW: Text = {
  fr: 'Dernière ligne incomplète : le fichier semble coupé ici. Rouvrez l’original, enregistrez-le de nouveau et renvoyez-le.',
  en: 'Last row incomplete: the file seems cut here. Open the original, save it again and send it.',
}

/** Cut in the middle of a line: no line end, and fewer cells than everywhere above. */
function endsCut(bytes: Buffer, { format, lines }: Table): boolean {
  if (format !== 'csv' || lines.length < 2) return false
  const end = bytes.subarray(-2)
  if (end.includes(0x0a) || end.includes(0x0d)) return false
  return (lines.at(-1)?.cells.length ?? 0) < (lines.at(-2)?.cells.length ?? 0)
}

const headerNotice = (line: number): Text => ({
  fr: `Les en-têtes ont été trouvés à la ligne ${line} ; les lignes au-dessus sont ignorées.`,
  en: `The headers were found on line ${line}; the lines above are ignored.`,
})

const ALONE: Text = {
  fr: 'Une seule colonne a été trouvée. Si votre fichier en a plusieurs, choisissez leur séparateur ci-dessous ; s’il n’y est pas, enregistrez le fichier en .xlsx.',
  en: 'Only one column was found. If your file has several, choose their separator below; if it is not there, save the file as .xlsx.',
}

const twiceNotice = (names: string[]): Text => ({
  fr: `Plusieurs colonnes portent le même titre : ${names.map((name) => `« ${name} »`).join(', ')}. Vérifiez ci-dessous laquelle est la bonne.`,
  en: `Several columns bear the same title: ${names.map((name) => `“${name}”`).join(', ')}. Check below which is the right one.`,
})
