import { CSV_START, csvLines } from '../export/csv.ts'
import type { RowPlan } from './plan.ts'
import type { Sheet } from './read.ts'

/** The refused rows as they came, with their line and what to correct: it opens in Excel and comes back through the same import. */
export function failedRows(sheet: Sheet, rows: RowPlan[]): Buffer {
  const byLine = new Map(rows.filter((row) => row.status === 'error').map((row) => [row.line, row]))
  const lines = sheet.rows.flatMap((line) => {
    const row = byLine.get(line.line)
    return row ? [[...line.cells.map((cell) => cell ?? ''), line.line, reasons(row)].map(asCell)] : []
  })
  return Buffer.from(CSV_START + csvLines([[...sheet.headers, 'ligne', 'erreur'], ...lines]))
}

const reasons = (row: RowPlan): string =>
  row.problems.map(({ column, why }) => (column === null ? why.fr : `${column} : ${why.fr}`)).join(' ')

const asCell = (cell: string | number | boolean): string | number => (typeof cell === 'boolean' ? String(cell) : cell)
