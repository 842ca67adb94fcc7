import writeXlsx from 'write-excel-file/node'
import type { Context } from '../../access/actor.ts'
import { type AnyModel, type ModelName, modelOf } from '../../access/model.ts'
import { mayEver } from '../../access/rights.ts'
import { count, localeOf, type Query, type Row } from '../../access/select.ts'
import type { Text } from '../../platform/catalogue.ts'
import { dateOfDay, dayOf, later } from '../../platform/clock.ts'
import { config } from '../../platform/config.ts'
import { prisma, transaction } from '../../platform/db.ts'
import { Refusal, refuse } from '../../platform/errors.ts'
import { record } from '../event.ts'
import { roleFor } from '../record.ts'
import { type Column, columnsOf } from './columns.ts'
import { CSV_START, csvLines } from './csv.ts'
import { listSlices } from './slices.ts'

export type ExportFormat = 'csv' | 'xlsx'
export type ExportRequest = Query & { format: ExportFormat; columns?: string[] }
/** `chunks` is read while it is sent: nobody holds the whole file in memory. */
export type Export = { name: string; mime: string; chunks: AsyncIterable<Buffer> }

/** A workbook is built in memory before it is sent; a CSV is not. */
export const MOST_XLSX_ROWS = 50_000

/** Says whether the list may leave as a file, and writes in the event log that it did: who, what, how many. */
export async function allowExport(ctx: Context, name: ModelName, request: ExportRequest): Promise<void> {
  const { columns, query } = planned(ctx, name, request)
  const rows = await count(ctx, name, query)
  if (request.format === 'xlsx' && rows > MOST_XLSX_ROWS) throw tooManyForExcel(rows)
  await refuseTooOften(ctx)
  await noteExport(ctx, modelOf(name), request.format, rows, columns)
}

/** The list on screen as a file: same rows, same rights, same order. Only reads. */
export function streamExport(ctx: Context, name: ModelName, request: ExportRequest): Export {
  const { model, columns, query } = planned(ctx, name, request)
  const { format } = request
  const file = `${fileWord(model.plural[localeOf(ctx.actor)])}-${dayOf(ctx.now, config.schoolTz)}.${format}`
  if (format === 'csv')
    return { name: file, mime: 'text/csv; charset=utf-8', chunks: csvChunks(ctx, name, query, columns) }
  return { name: file, mime: XLSX, chunks: xlsxChunks(ctx, model, query, columns) }
}

function planned(ctx: Context, name: ModelName, { format: _format, columns: wanted, ...query }: ExportRequest) {
  const model = modelOf(name)
  if (!mayEver(ctx.actor, name, 'read')) throw refuse.notFound()
  return { model, columns: columnsOf(ctx, model, wanted), query }
}

/** Thirty lists a day are work; more is somebody who leaves with the school’s data. */
const MOST_A_DAY = 30

async function refuseTooOften(ctx: Context): Promise<void> {
  if (ctx.actor.kind !== 'person') return
  const since = later(ctx.now, { days: -1 })
  const made = await prisma().event.count({
    where: { actorId: ctx.actor.personId, verb: 'export', at: { gte: since } },
  })
  if (made >= MOST_A_DAY) throw new Refusal('export_quota', 429, TOO_OFTEN)
}

const TOO_OFTEN: Text = {
  fr: 'Vous avez déjà exporté 30 listes en 24 heures. Réessayez demain, ou demandez à l’administration.',
  en: 'You have already exported 30 lists in 24 hours. Try again tomorrow, or ask the administration.',
}

const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'

async function* csvChunks(ctx: Context, name: ModelName, query: Query, columns: Column[]): AsyncGenerator<Buffer> {
  yield Buffer.from(CSV_START + csvLines([columns.map((column) => column.header)]))
  for await (const rows of listSlices(ctx, name, query)) {
    yield Buffer.from(csvLines(rows.map((row) => columns.map((column) => csvCell(column, row)))))
  }
}

/** A number is written as one, so that a negative amount is no formula and needs no quote. */
function csvCell({ field, text }: Column, row: Row): string | number {
  const value = row.values[field.name]
  return typeof value === 'number' && !field.reference ? value : text(row)
}

async function* xlsxChunks(ctx: Context, model: AnyModel, query: Query, columns: Column[]): AsyncGenerator<Buffer> {
  const lines: XlsxCell[][] = [columns.map(({ header }) => ({ value: header, type: String, fontWeight: 'bold' }))]
  for await (const rows of listSlices(ctx, model.name, query)) {
    for (const row of rows) lines.push(columns.map((column) => xlsxCell(column, row)))
  }
  const sheet = model.plural[localeOf(ctx.actor)].replace(/[\\/*?:[\]]/g, ' ').slice(0, 31)
  yield await writeXlsx(lines, {
    sheet,
    columns: columns.map((column) => ({ width: widthOf(column) })),
    stickyRowsCount: 1,
  }).toBuffer()
}

type XlsxCell =
  | { value: string; type: StringConstructor; fontWeight?: 'bold' }
  | { value: number; type: NumberConstructor; format?: string }
  | { value: Date; type: DateConstructor; format: string }
  | null

/** Numbers and dates keep their types: Excel sorts and adds them. A text that looks like a formula is stored as text. */
function xlsxCell({ field, text }: Column, row: Row): XlsxCell {
  const value = row.values[field.name]
  if (value === null || value === undefined || value === '') return null
  if (NUMBERS.has(field.type)) return { value: Number(value), type: Number, ...(field.money && { format: '#,##0.00' }) }
  if (field.native === 'Date') return { value: dateOfDay(String(value)), type: Date, format: 'dd/mm/yyyy' }
  const shown = text(row)
  return shown === '' ? null : { value: shown, type: String }
}

const NUMBERS = new Set<string>(['Int', 'Float', 'Decimal'])

const widthOf = ({ field, header }: Column): number =>
  field.kind === 'longtext' ? 40 : Math.max(12, Math.min(30, header.length + 2, field.reference ? 30 : 24))

async function noteExport(
  ctx: Context,
  model: AnyModel,
  format: string,
  rows: number,
  columns: Column[],
): Promise<void> {
  if (ctx.actor.kind !== 'person') return
  const { personId } = ctx.actor
  const after = { model: model.name, format, rows, columns: columns.map((column) => column.field.name) }
  const role = roleFor(ctx, model.name, 'read')
  await transaction((tx) => record(tx, ctx, { noun: 'Person', recordId: personId, verb: 'export', role, after }))
}

const fileWord = (text: string): string =>
  text
    .toLowerCase()
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replace(/[^a-z0-9]+/g, '-')

const tooManyForExcel = (rows: number): Refusal => new Refusal('export_too_large', 422, tooMany(rows))
const tooMany = (rows: number): Text => ({
  fr: `La liste a ${rows.toLocaleString('fr')} lignes, un classeur en accepte ${MOST_XLSX_ROWS.toLocaleString('fr')}. Exportez en CSV, ou resserrez le filtre.`,
  en: `The list has ${rows.toLocaleString('en')} rows, a workbook takes ${MOST_XLSX_ROWS.toLocaleString('en')}. Export as CSV, or narrow the filter.`,
})
