import type { Context } from '../../access/actor.ts'
import { type AnyModel, type ModelName, modelOf } from '../../access/model.ts'
import { mayEver } from '../../access/rights.ts'
import { count, localeOf, type Query } from '../../access/select.ts'
import { dayOf, later } from '../../platform/clock.ts'
import { config } from '../../platform/config.ts'
import { prisma, transaction } from '../../platform/db.ts'
import { refuse } from '../../platform/errors.ts'
import { record } from '../event.ts'
import { roleFor } from '../record.ts'
import { type Column, columnsOf } from './columns.ts'
import { CSV_START, csvLines } from './csv.ts'
import { pdfChunks } from './pdf.ts'
import { MOST_PDF_ROWS, MOST_XLSX_ROWS, refusals } from './refusals.ts'
import { tableSlices } from './slices.ts'
import { xlsxChunks } from './xlsx.ts'

export type ExportFormat = 'csv' | 'xlsx' | 'pdf'
export type ExportRequest = Query & {
  format: ExportFormat
  columns?: string[]
  /** A file with its headings alone is what the person wants */
  empty?: boolean
  /** The filter in words, for whoever reads the paper */
  said?: string
}
/** `chunks` is read while it is sent: nobody holds the whole file in memory. */
export type Export = { name: string; mime: string; chunks: AsyncIterable<Buffer> }

/** Says whether the list may leave as a file, and writes in the event log that it did: who, what, which filter, how many. */
export async function allowExport(ctx: Context, name: ModelName, request: ExportRequest): Promise<number> {
  const { model, columns, query } = planned(ctx, name, request)
  const rows = Math.min(await count(ctx, name, query), query.limit ?? Number.POSITIVE_INFINITY)
  if (rows === 0 && request.empty === false) throw refusals.nothing()
  if (request.format === 'xlsx' && rows > MOST_XLSX_ROWS) throw refusals.tooManyForExcel(rows)
  if (request.format === 'pdf' && rows > MOST_PDF_ROWS) throw refusals.tooManyForPaper(rows)
  await refuseTooOften(ctx)
  await noteExport(ctx, model, request, rows, columns)
  return rows
}

/** The same for a report of this noun: how many left today, then who took what, in the event log. */
export async function allowReport(
  ctx: Context,
  name: ModelName,
  { format, title, rows }: { format: ExportFormat; title: string; rows: number },
): Promise<void> {
  if (ctx.actor.kind !== 'person' || !mayEver(ctx.actor, name, 'read')) throw refuse.notFound()
  const { personId } = ctx.actor
  await refuseTooOften(ctx)
  const after = { model: name, format, rows, report: title }
  const role = roleFor(ctx, name, 'read')
  await transaction((tx) => record(tx, ctx, { noun: 'Person', recordId: personId, verb: 'export', role, after }))
}

/** The list on screen as a file: same rows, same rights, same order. Only reads. */
export function streamExport(ctx: Context, name: ModelName, request: ExportRequest): Export {
  const plan = planned(ctx, name, request)
  const { model } = plan
  const day = dayOf(ctx.now, config.schoolTz)
  const file = `${fileWord(model.plural[localeOf(ctx.actor)])}-${day}.${request.format}`
  return { name: file, ...FORMATS[request.format](ctx, plan, request) }
}

type Plan = { model: AnyModel; columns: Column[]; query: Query }

function planned(ctx: Context, name: ModelName, request: ExportRequest): Plan {
  const { format: _format, columns: wanted, empty: _empty, said: _said, ...query } = request
  const model = modelOf(name)
  if (!mayEver(ctx.actor, name, 'read')) throw refuse.notFound()
  return { model, columns: columnsOf(ctx, model, wanted), query }
}

type Write = (ctx: Context, plan: Plan, request: ExportRequest) => Omit<Export, 'name'>

const FORMATS: Record<ExportFormat, Write> = {
  csv: (ctx, plan) => ({ mime: 'text/csv; charset=utf-8', chunks: csvChunks(ctx, plan) }),
  xlsx: (ctx, plan) => ({ mime: XLSX, chunks: xlsxChunks(sheetName(ctx, plan), plan.columns, slicesOf(ctx, plan)) }),
  pdf: (ctx, plan, request) => ({
    mime: 'application/pdf',
    chunks: pdfChunks(ctx, plan.model, plan.columns, request.said ?? '', slicesOf(ctx, plan)),
  }),
}

const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'

const slicesOf = (ctx: Context, { model, columns, query }: Plan) => tableSlices(ctx, model.name, query, columns)

const sheetName = (ctx: Context, { model }: Plan): string =>
  model.plural[localeOf(ctx.actor)].replace(/[\\/*?:[\]]/g, ' ').slice(0, 31)

async function* csvChunks(ctx: Context, plan: Plan): AsyncGenerator<Buffer> {
  const { columns } = plan
  yield Buffer.from(CSV_START + csvLines([columns.map((column) => column.header)]))
  for await (const rows of slicesOf(ctx, plan)) {
    yield Buffer.from(csvLines(rows.map((row) => columns.map((column, i) => csvCell(column, row[i])))))
  }
}

/** A number is written as one, so that a negative amount is no formula and needs no quote. */
const csvCell = ({ field, text }: Column, value: unknown): string | number =>
  typeof value === 'number' && !field.reference ? value : text(value)

/** The same for papers made of many records: counted among the lists, and written in the event log. */
export async function allowPaper(ctx: Context, name: ModelName, query: Query, rows: number): Promise<void> {
  if (!mayEver(ctx.actor, name, 'read')) throw refuse.notFound()
  if (rows === 0) throw refusals.nothing()
  await refuseTooOften(ctx)
  await noteExport(ctx, modelOf(name), { ...query, format: 'zip' }, rows, [])
}

/** Thirty lists a day are work; more is somebody who leaves with the school’s data. */
const MOST_A_DAY = 30

async function refuseTooOften({ actor, now }: Context): Promise<void> {
  if (actor.kind !== 'person') return
  const since = later(now, { days: -1 })
  const made = await prisma().event.count({ where: { actorId: actor.personId, verb: 'export', at: { gte: since } } })
  if (made >= MOST_A_DAY) throw refusals.tooOften()
}

async function noteExport(
  ctx: Context,
  model: AnyModel,
  { format, where, search, sort }: Query & { format: string },
  rows: number,
  columns: Column[],
): Promise<void> {
  if (ctx.actor.kind !== 'person') return
  const { personId } = ctx.actor
  const filter = JSON.stringify({ where: where ?? {}, search: search ?? '', sort: sort ?? null }).slice(0, 2_000)
  const names = columns.map((column) => column.field.name)
  const after = { model: model.name, format, rows, columns: names, filter }
  const role = roleFor(ctx, model.name, 'read')
  await transaction((tx) => record(tx, ctx, { noun: 'Person', recordId: personId, verb: 'export', role, after }))
}

const fileWord = (text: string): string =>
  text
    .toLowerCase()
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replace(/[^a-z0-9]+/g, '-')
