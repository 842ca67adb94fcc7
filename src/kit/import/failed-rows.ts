import type { Tx } from '../../platform/db.ts'
import { CSV_START, csvLines } from '../export/csv.ts'
import { refusedBetween } from './lines.ts'
import { type Packed, packedSlices } from './pack.ts'
import type { Problem } from './row.ts'

/** The refused rows as they came, with their line and what to correct: it opens in Excel and comes back through the same import. */
export async function failedRows(tx: Tx, runId: string, sheet: Packed): Promise<Buffer> {
  const parts = [Buffer.from(CSV_START + csvLines([[...sheet.headers, 'ligne', 'erreur']]))]
  for (const lines of packedSlices(sheet)) {
    const refused = await refusedBetween(tx, runId, lines[0]?.line ?? 0, lines.at(-1)?.line ?? 0)
    const rows = lines.flatMap(({ line, cells }) => {
      const problems = refused.get(line)
      return problems ? [[...cells.map((cell) => cell ?? ''), line, reasons(problems)].map(asCell)] : []
    })
    if (rows.length > 0) parts.push(Buffer.from(csvLines(rows)))
  }
  return Buffer.concat(parts)
}

const reasons = (problems: Problem[]): string =>
  problems.map(({ column, why }) => (column === null ? why.fr : `${column} : ${why.fr}`)).join(' ')

const asCell = (cell: string | number | boolean): string | number => (typeof cell === 'boolean' ? String(cell) : cell)
