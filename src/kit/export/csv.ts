import { stringify } from 'csv-stringify/sync'

/** What Excel in French opens by a double click: BOM, semicolons, CRLF. */
export const CSV_START = '\ufeff'

/** Lines of a CSV; every text cell is made safe, numbers are given as numbers. */
export const csvLines = (rows: (string | number)[][]): string =>
  stringify(
    rows.map((row) => row.map((cell) => (typeof cell === 'number' ? String(cell).replace('.', ',') : safe(cell)))),
    { delimiter: ';', record_delimiter: '\r\n' },
  )

/**
 * A cell that starts like a formula is executed by Excel when the file is opened: a quote in front makes it text. A text
 * that already starts with such quotes gets one more, so that our own import gives back exactly what was exported.
 */
export const safe = (text: string): string => (FORMULA.test(text) ? `'${text}` : text)

const FORMULA = new RegExp(`^'*[=+\\-@\\t\\r\\n${String.fromCharCode(0)}＝＋－＠]`, 'u')
