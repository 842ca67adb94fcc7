import { z } from 'zod'
import { ENCODINGS } from './encoding.ts'
import type { Packed } from './pack.ts'
import { SEPARATORS } from './read-csv.ts'

export const text = z.object({ fr: z.string(), en: z.string() })
const problem = z.object({ column: z.string().nullable(), value: z.string(), why: text })
/** What is said of one row, as it is kept. */
export const rowSaid = z.object({
  problems: z.array(problem),
  warnings: z.array(problem),
  notes: z.array(problem),
  changes: z.array(z.object({ field: z.string(), label: text, before: z.string(), after: z.string() })),
})
export type RowSaid = z.infer<typeof rowSaid>

const shape = z.object({
  headers: z.array(z.string()),
  /** First values of each column, to recognise it */
  samples: z.array(z.array(z.string())),
  notices: z.array(text),
  sheets: z.array(z.string()),
  sheet: z.string().nullable(),
  /** Of a CSV: how it was read, detected or corrected by the person */
  encoding: z.string().nullable().default(null),
  separator: z.string().nullable().default(null),
})
/** How the person wants the file read, where they corrected what was detected. */
export const reading = z.object({
  sheet: z.string().max(200).optional(),
  encoding: z.enum(ENCODINGS).optional(),
  separator: z.enum(SEPARATORS).optional(),
})
export type Reading = z.infer<typeof reading>

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
  reading: reading.default({}),
  /** The columns were placed as this person placed them the last time */
  remembered: z.boolean().default(false),
  total: z.number().default(0),
  /** Which check this is: one that another replaced says no more */
  check: z.string().nullable().default(null),
  working: z.enum(['check', 'run', 'undo']).nullable().default(null),
  progress: z.number().default(0),
  /** When the rows began to pass, and from which one: what the pace is worked out from */
  since: z.string().nullable().default(null),
  from: z.number().default(0),
  undone: z.object({ done: z.number(), left: z.number() }).nullable().default(null),
  mode: importMode.default('good'),
  failedFileId: z.string().nullable().default(null),
  failure: text.nullable().default(null),
})
export type ImportReport = z.infer<typeof importReport>

export const reportOf = (value: unknown): ImportReport => importReport.parse(value)

/** The report of a file just read, before anything was checked. */
export const freshReport = (sheet: Packed, asked: Reading = {}): ImportReport =>
  importReport.parse({ shape: shapeOf(sheet), reading: asked, total: sheet.total })

function shapeOf({ headers, samples, notices, names, name, encoding, separator }: Packed): z.infer<typeof shape> {
  const read = { encoding: encoding ?? null, separator: separator ?? null }
  return { headers, samples, notices, sheets: names, sheet: name ?? null, ...read }
}
