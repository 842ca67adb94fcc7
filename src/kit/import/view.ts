import type { Context } from '../../access/actor.ts'
import { list, localeOf } from '../../access/select.ts'
import { catalogue } from '../../generated/catalogue.ts'
import type { Text } from '../../platform/catalogue.ts'
import { type Mapping, reviewMapping } from './mapping.ts'
import { type OpenImport, openImport } from './open.ts'
import { type Counts, type RowPlan, writableTargets } from './plan.ts'
import type { Problem } from './row.ts'
import type { Target } from './targets.ts'

type Choice = { value: string; label: string }
export type ViewTarget = { path: string; label: string; required: boolean; choices?: Choice[] }
export type ViewProblem = { column: string | null; value: string; why: string }
export type ViewRow = Pick<RowPlan, 'line' | 'status' | 'title'> & {
  href: string | null
  problems: ViewProblem[]
  warnings: ViewProblem[]
  notes: ViewProblem[]
  changes: { label: string; before: string; after: string }[]
}
export type ImportStep = 'mapping' | 'checking' | 'check' | 'running' | 'done' | 'failed'

/** Everything the wizard shows of one import, in the person’s language. Leaving and coming back gives the same screen. */
export type ImportView = {
  id: string
  model: string
  fileName: string
  step: ImportStep
  sheets: string[]
  sheet: string | null
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
  counts: Counts | null
  rows: ViewRow[]
  hidden: number
  mode: string
  failedFile: string | null
  failure: string | null
}

export async function viewImport(ctx: Context, id: string): Promise<ImportView> {
  const open = await openImport(ctx, id)
  const { run, model, mapping, report } = open
  const { headers, samples, notices, sheets, sheet } = report.shape
  const locale = localeOf(ctx.actor)
  const targets = writableTargets(ctx, model)
  const review = reviewMapping(targets, headers, mapping)
  return {
    id,
    model: model.name,
    fileName: run.fileName,
    step: stepOf(open),
    sheets,
    sheet,
    notices: notices.map((notice) => notice[locale]),
    headers,
    samples,
    targets: await Promise.all(targets.map((target) => viewTarget(ctx, target, locale))),
    mapping,
    missing: review.missing.map((target) => target.path),
    unused: review.unused,
    total: report.total,
    progress: report.progress,
    counts: report.counts,
    rows: report.rows.map((row) => viewRow(row, model.name, locale)),
    hidden: report.hidden,
    mode: report.mode,
    failedFile: report.failedFileId === null ? null : `/admin/downloads/import/${id}`,
    failure: report.failure?.[locale] ?? null,
  }
}

function stepOf({ run, report }: OpenImport): ImportStep {
  if (run.status === 'done') return 'done'
  if (run.status === 'failed') return 'failed'
  if (run.status === 'running') return 'running'
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

function viewRow(row: RowPlan, model: string, locale: keyof Text): ViewRow {
  const said = (problems: Problem[]) => problems.map(({ column, value, why }) => ({ column, value, why: why[locale] }))
  return {
    line: row.line,
    status: row.status,
    title: row.title,
    href: row.id ? `/admin/resources/${model}/records/${row.id}/show` : null,
    problems: said(row.problems),
    warnings: said(row.warnings),
    notes: said(row.notes),
    changes: row.changes.map(({ label, before, after }) => ({ label: label[locale], before, after })),
  }
}
