import type { Context } from '../../access/actor.ts'
import { list, localeOf } from '../../access/select.ts'
import { catalogue } from '../../generated/catalogue.ts'
import type { Text } from '../../platform/catalogue.ts'
import { type Asked, type Line, type LineFilter, pageOfLines } from './lines.ts'
import { type Mapping, reviewMapping } from './mapping.ts'
import { type OpenImport, openImport } from './open.ts'
import { type Counts, type RowPlan, writableTargets } from './plan.ts'
import { type Pace, paceOf } from './progress.ts'
import type { Problem } from './row.ts'
import type { Target } from './targets.ts'
import { stillIn, UNDOABLE } from './undo.ts'

type Choice = { value: string; label: string }
export type ViewTarget = { path: string; label: string; required: boolean; choices?: Choice[] }
export type ViewProblem = { column: string | null; value: string; why: string }
export type ViewRow = Pick<RowPlan, 'line' | 'status' | 'title'> & {
  undone: boolean
  href: string | null
  problems: ViewProblem[]
  warnings: ViewProblem[]
  notes: ViewProblem[]
  changes: { label: string; before: string; after: string }[]
}
export type ImportStep = 'mapping' | 'checking' | 'check' | 'running' | 'done' | 'failed' | 'undoing' | 'undone'

/** Everything the wizard shows of one import, in the person’s language. Leaving and coming back gives the same screen. */
export type ImportView = {
  id: string
  model: string
  fileName: string
  step: ImportStep
  sheets: string[]
  sheet: string | null
  /** Of a CSV, how it was read: the person may correct it */
  encoding: string | null
  separator: string | null
  remembered: boolean
  notices: string[]
  headers: string[]
  /** First values of each column, to recognise it */
  samples: string[][]
  targets: ViewTarget[]
  mapping: Mapping
  missing: string[]
  unused: string[]
  total: number
  progress: number
  pace: Pace
  counts: Counts | null
  rows: ViewRow[]
  /** Which rows these are, and which page of them */
  filter: LineFilter
  page: number
  pages: number
  mode: string
  failedFile: string | null
  failure: string | null
  undoable: boolean
  undone: { done: number; left: number } | null
}

export async function viewImport(ctx: Context, id: string, asked: Asked = {}): Promise<ImportView> {
  const open = await openImport(ctx, id)
  const { run, model, mapping, report } = open
  const { headers, samples, notices, sheets, sheet, encoding, separator } = report.shape
  const locale = localeOf(ctx.actor)
  const targets = writableTargets(ctx, model)
  const review = reviewMapping(targets, headers, mapping)
  const step = stepOf(open)
  const lines = await pageOfLines(id, asked)
  const total = report.working === 'undo' ? run.created + run.changed : report.total
  return {
    id,
    model: model.name,
    fileName: run.fileName,
    step,
    sheets,
    sheet,
    encoding,
    separator,
    remembered: report.remembered,
    notices: notices.map((notice) => notice[locale]),
    headers,
    samples,
    targets: await Promise.all(targets.map((target) => viewTarget(ctx, target, locale))),
    mapping,
    missing: review.missing.map((target) => target.path),
    unused: review.unused,
    total,
    progress: report.progress,
    pace: paceOf(report, total),
    counts: report.counts,
    ...lines,
    rows: lines.rows.map((row) => viewRow(row, model.name, locale)),
    mode: report.mode,
    failedFile: report.failedFileId === null ? null : `/admin/downloads/import/${id}`,
    failure: report.failure?.[locale] ?? null,
    undoable: UNDOABLE.includes(run.status) && (await stillIn(id)) > 0,
    undone: report.undone,
  }
}

function stepOf({ run, report }: OpenImport): ImportStep {
  if (run.status !== 'draft') return run.status
  if (report.working === 'check') return 'checking'
  return report.counts ? 'check' : 'mapping'
}

/** Past this number a choice is typed, not picked. */
const MOST_CHOICES = 100

async function viewTarget(ctx: Context, target: Target, locale: keyof Text): Promise<ViewTarget> {
  const choices = await choicesOf(ctx, target, locale)
  const { path, label, required } = target
  return { path, label: label[locale], required, ...(choices.length > 0 && { choices }) }
}

/** What may be given to every row at once: only asked for required references and for lists of choices. */
async function choicesOf(ctx: Context, { path, fills, required }: Target, locale: keyof Text): Promise<Choice[]> {
  if (fills.enum)
    return (catalogue.enums[fills.enum]?.values ?? []).map(({ value, label }) => ({ value, label: label[locale] }))
  if (!fills.reference || !required || path !== fills.name) return []
  const rows = await list(ctx, fills.reference.model, { limit: MOST_CHOICES + 1 })
  return rows.length > MOST_CHOICES ? [] : rows.map((row) => ({ value: row.title, label: row.title }))
}

function viewRow(row: Line, model: string, locale: keyof Text): ViewRow {
  const said = (problems: Problem[]) => problems.map(({ column, value, why }) => ({ column, value, why: why[locale] }))
  return {
    line: row.line,
    status: row.status,
    title: row.title,
    undone: row.undone,
    href: row.id ? `/admin/resources/${model}/records/${row.id}/show` : null,
    problems: said(row.problems),
    warnings: said(row.warnings),
    notes: said(row.notes),
    changes: row.changes.map(({ label, before, after }) => ({ label: label[locale], before, after })),
  }
}
