/** What Excel in French opens by a double click: BOM, semicolons, CRLF. */
export const CSV_START = '\ufeff'

/**
 * Lines of a CSV (RFC 4180), written here because a library took as long as the database on 200,000 rows. Every text cell
 * is made safe; numbers are given as numbers.
 */
export function csvLines(rows: (string | number)[][]): string {
  let text = ''
  for (const row of rows) text += `${row.map(written).join(';')}\r\n`
  return text
}

const written = (cell: string | number): string => {
  if (typeof cell === 'number') return String(cell).replace('.', ',')
  const shown = safe(cell)
  return QUOTED.test(shown) ? `"${shown.replaceAll('"', '""')}"` : shown
}

const QUOTED = /[";\r\n]/

/**
 * A cell that starts like a formula is executed by Excel when the file is opened: a quote in front makes it text. A text
 * that already starts with such quotes gets one more, so that our own import gives back exactly what was exported.
 */
export const safe = (text: string): string => (FORMULA.test(text) ? `'${text}` : text)

const FORMULA = new RegExp(`^'*[=+\\-@\\t\\r\\n${String.fromCharCode(0)}＝＋－＠]`, 'u')
