import { stringify } from 'csv-stringify/sync'

/** What Excel in French opens by a double click: BOM, semicolons, CRLF. */
export const CSV_START = '\ufeff'

/** Lines of a CSV for French Excel. Every text cell is made safe; a number is written with its decimal comma. */
export const csvLines = (rows: (string | number)[][]): string =>
  stringify(rows, {
    delimiter: ';',
    record_delimiter: 'windows',
    cast: { string: safe, number: (value) => String(value).replace('.', ',') },
  })

/**
 * A cell that starts like a formula is executed by Excel when the file is opened: a quote in front makes it text. A text
 * that already starts with such quotes gets one more, so that our own import gives back exactly what was exported.
 */
export function safe(text: string): string {
  return FORMULA.test(text) ? `'${text}` : text
}

const FORMULA = new RegExp(`^'*[=+\\-@\\t\\r\\n${String.fromCharCode(0)}＝＋－＠]`, 'u')
