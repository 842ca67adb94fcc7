import { z } from 'zod'
import type { Line, Sheet } from './read.ts'

const text = z.object({ fr: z.string(), en: z.string() })
const problem = z.object({ column: z.string().nullable(), value: z.string(), why: text })
const rowPlan = z.object({
  line: z.number(),
  status: z.enum(['new', 'changed', 'unchanged', 'error']),
  title: z.string(),
  id: z.string().optional(),
  problems: z.array(problem),
  warnings: z.array(problem),
  notes: z.array(problem),
  changes: z.array(z.object({ field: z.string(), label: text, before: z.string(), after: z.string() })),
})
const shape = z.object({
  headers: z.array(z.string()),
  /** First values of each column, to recognise it */
  samples: z.array(z.array(z.string())),
  notices: z.array(text),
  sheets: z.array(z.string()),
  sheet: z.string().nullable(),
})
const counts = z.object({
  new: z.number(),
  changed: z.number(),
  unchanged: z.number(),
  error: z.number(),
  warnings: z.number(),
})

export const importMode = z.enum(['good', 'all'])
/** `good`: the good rows go in; `all`: nothing goes in while a row is refused. */
export type ImportMode = z.infer<typeof importMode>

export const mappingInput = z.object({
  columns: z.array(z.string().max(200).nullable()).max(100),
  constants: z.record(z.string().max(200), z.string().max(500)).default({}),
})

/** What an import remembers between its steps: the person may leave, log in again and go on. */
export const importReport = z.object({
  /** What the file looks like, so that no screen reads it again */
  shape,
  /** Null until the check has been made with the mapping kept in the run */
  counts: counts.nullable().default(null),
  rows: z.array(rowPlan).default([]),
  /** Rows with nothing to say that were left out of `rows` */
  hidden: z.number().default(0),
  total: z.number().default(0),
  working: z.enum(['check', 'run']).nullable().default(null),
  progress: z.number().default(0),
  mode: importMode.default('good'),
  failedFileId: z.string().nullable().default(null),
  failure: text.nullable().default(null),
})
export type ImportReport = z.infer<typeof importReport>

export const reportOf = (value: unknown): ImportReport => importReport.parse(value)

/** The report of a file just read, before anything was checked. */
export const freshReport = (sheet: Sheet): ImportReport =>
  importReport.parse({ shape: shapeOf(sheet), total: sheet.rows.length })

function shapeOf({ headers, rows, notices, names, name }: Sheet): z.infer<typeof shape> {
  const samples = headers.map((_, index) => samplesOf(rows, index))
  return { headers, samples, notices, sheets: names, sheet: name ?? null }
}

function samplesOf(rows: Line[], column: number): string[] {
  const found = new Set<string>()
  for (const { cells } of rows) {
    const text = String(cells[column] ?? '').trim()
    if (text !== '') found.add(text.slice(0, 60))
    if (found.size === 3) break
  }
  return [...found]
}

const MOST_ROWS = 1_000
const RANK = { error: 0, changed: 2, new: 3, unchanged: 4 }

/** The rows worth reading first; past a thousand, the rest is only counted. */
export function worthReading(rows: z.infer<typeof rowPlan>[]): { rows: z.infer<typeof rowPlan>[]; hidden: number } {
  const rank = (row: (typeof rows)[number]) =>
    row.status !== 'error' && row.warnings.length > 0 ? 1 : RANK[row.status]
  const kept = [...rows].sort((a, b) => rank(a) - rank(b) || a.line - b.line).slice(0, MOST_ROWS)
  return { rows: kept.sort((a, b) => a.line - b.line), hidden: rows.length - kept.length }
}
