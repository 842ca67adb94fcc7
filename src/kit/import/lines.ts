import type { ImportLine } from '@prisma/client'
import { Prisma, prisma, type Tx } from '../../platform/db.ts'
import type { Counts, RowPlan, RowStatus } from './plan.ts'
import { type RowSaid, rowSaid, text } from './report.ts'
import type { Problem } from './row.ts'

/** `read`: what a person must look at, errors and probable duplicates; `left`: what an undo left as it is. */
export type LineFilter = RowStatus | 'all' | 'read' | 'left'
export type Asked = { filter?: LineFilter; page?: number; size?: number }
export type Line = RowPlan & { undone: boolean }
export type LinePage = { filter: LineFilter; page: number; pages: number; rows: Line[] }

const PAGE = 50

/** What the check or the run says of each row, kept so that a screen shows a page of them: what was said before is replaced. */
export async function keepLines(tx: Tx, runId: string, rows: RowPlan[]): Promise<void> {
  await tx.$executeRaw`
    INSERT INTO "ImportLine" ("runId", line, status, "isWarned", title, "recordId", said)
    SELECT ${runId}::uuid, r.line, r.status, r.warned, r.title, r.id, r.said
    FROM jsonb_to_recordset(${JSON.stringify(rows.map(lineOf))}::jsonb)
      AS r(line int, status text, warned boolean, title text, id uuid, said jsonb)
    ON CONFLICT ("runId", line) DO UPDATE SET status = excluded.status, "isWarned" = excluded."isWarned",
      title = excluded.title, "recordId" = excluded."recordId", said = excluded.said`
}

export async function countLines(db: Tx, runId: string): Promise<Counts> {
  const groups = await db.importLine.groupBy({ by: ['status'], where: { runId }, _count: true })
  const of = (status: RowStatus) => groups.find((group) => group.status === status)?._count ?? 0
  const warnings = await db.importLine.count({ where: { runId, isWarned: true } })
  return { new: of('new'), changed: of('changed'), unchanged: of('unchanged'), error: of('error'), warnings }
}

/** Why the rows between two lines were refused. */
export async function refusedBetween(db: Tx, runId: string, from: number, to: number): Promise<Map<number, Problem[]>> {
  const where = { runId, status: 'error', line: { gte: from, lte: to } }
  const rows = await db.importLine.findMany({ where, select: { line: true, said: true } })
  return new Map(rows.map(({ line, said }) => [line, said === null ? [] : rowSaid.parse(said).problems]))
}

function lineOf({ line, status, title, id, ...said }: RowPlan) {
  const { problems, warnings, notes, changes } = said
  const silent = [problems, warnings, notes, changes].every((part) => part.length === 0)
  return {
    line,
    status,
    title: title.slice(0, 300),
    id: id ?? null,
    warned: warnings.length > 0,
    said: silent ? null : { problems, warnings, notes, changes },
  }
}

/** One page of the rows with this outcome, in the order of the file. */
export async function pageOfLines(runId: string, { filter, page = 1, size = PAGE }: Asked): Promise<LinePage> {
  const kept = filter ?? (await firstFilter(runId))
  const where = { runId, ...(kept === 'left' ? await leftLines(runId) : WHERE[kept]) }
  const total = await prisma().importLine.count({ where })
  const pages = Math.max(1, Math.ceil(total / size))
  const at = Math.min(Math.max(1, Math.trunc(page) || 1), pages)
  const lines = await prisma().importLine.findMany({
    where,
    orderBy: { line: 'asc' },
    skip: (at - 1) * size,
    take: size,
  })
  const undo = await undoOf(
    runId,
    lines.map((one) => one.line),
  )
  return { filter: kept, page: at, pages, rows: lines.map((line) => asRow(line, undo.get(line.line))) }
}

function asRow({ line, status, title, recordId, said }: ImportLine, undo?: Undo): Line {
  const undone = undo !== undefined && undo.undoneAt !== null
  const kept = said === null ? SILENT : rowSaid.parse(said)
  const why = undone || !undo?.leftWhy ? [] : [{ column: null, value: '', why: text.parse(undo.leftWhy) }]
  // A record that was taken back is nowhere to be opened
  const opens = recordId !== null && !(undone && undo.verb === 'create')
  return {
    line,
    status: status as RowStatus,
    title,
    ...(opens && { id: recordId }),
    ...kept,
    problems: [...kept.problems, ...why],
    undone,
  }
}

type Undo = { line: number; verb: string; undoneAt: Date | null; leftWhy: unknown }

async function undoOf(runId: string, lines: number[]): Promise<Map<number, Undo>> {
  const select = { line: true, verb: true, undoneAt: true, leftWhy: true }
  const rows = await prisma().importedRow.findMany({ where: { runId, line: { in: lines } }, select })
  return new Map(rows.map((row) => [row.line, row]))
}

async function leftLines(runId: string): Promise<object> {
  const where = { runId, undoneAt: null, NOT: { leftWhy: { equals: Prisma.DbNull } } }
  const rows = await prisma().importedRow.findMany({ where, select: { line: true } })
  return { line: { in: rows.map((row) => row.line) } }
}

const SILENT: RowSaid = { problems: [], warnings: [], notes: [], changes: [] }

const WHERE: Record<LineFilter, object> = {
  all: {},
  left: {},
  read: { OR: [{ status: 'error' }, { isWarned: true }] },
  new: { status: 'new' },
  changed: { status: 'changed' },
  unchanged: { status: 'unchanged' },
  error: { status: 'error' },
}
export const isLineFilter = (text: string | undefined): text is LineFilter =>
  text !== undefined && Object.hasOwn(WHERE, text)

/** What needs a person comes first. */
const firstFilter = async (runId: string): Promise<LineFilter> =>
  (await prisma().importLine.count({ where: { runId, ...WHERE.read } })) > 0 ? 'read' : 'all'
