import type { Context } from '../../access/actor.ts'
import type { AnyField } from '../../access/model.ts'
import { localeOf } from '../../access/select.ts'
import { dayOf } from '../../platform/clock.ts'
import { config } from '../../platform/config.ts'
import { renderPdf } from '../../platform/pdf.ts'
import { render } from '../../platform/render.ts'
import type { Column } from './columns.ts'
import { CSV_START, csvLines } from './csv.ts'
import type { Export, ExportFormat } from './export.ts'
import { xlsxChunks } from './xlsx.ts'

/** A cell: words, a figure, or nothing known. */
export type Cell = string | number | null

/** A table worked out for a report. The spreadsheet is one sheet of all its columns; paper is cut into its parts. */
export type Report = {
  /** Names the file and the paper */
  title: string
  said: string
  columns: { label: string; kind: 'text' | 'number' }[]
  /** The first cell of each row names the part it belongs to */
  rows: Cell[][]
}

/** The same rows in every format; only paper repeats the heading of each part instead of its name. */
export function reportFile(ctx: Context, report: Report, format: ExportFormat): Export {
  const day = dayOf(ctx.now, config.schoolTz)
  const word = report.title
    .toLowerCase()
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replace(/[^a-z0-9]+/g, '-')
  return { name: `${word}-${day}.${format}`, ...FORMATS[format](ctx, report) }
}

const FORMATS: Record<ExportFormat, (ctx: Context, report: Report) => Omit<Export, 'name'>> = {
  csv: (_ctx, report) => ({ mime: 'text/csv; charset=utf-8', chunks: once(() => Buffer.from(csvOf(report))) }),
  xlsx: (_ctx, { title, columns, rows }) => ({
    mime: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
    chunks: xlsxChunks(
      title.replace(/[\\/*?:[\]]/g, ' ').slice(0, 31),
      columns.map(sheetColumn),
      once(() => rows),
    ),
  }),
  pdf: (ctx, report) => ({ mime: 'application/pdf', chunks: once(() => paperOf(ctx, report)) }),
}

async function* once<T>(make: () => T | Promise<T>): AsyncGenerator<T> {
  yield await make()
}

const csvOf = ({ columns, rows }: Report): string =>
  CSV_START + csvLines([columns.map(({ label }) => label), ...rows.map((row) => row.map((cell) => cell ?? ''))])

const sheetColumn = ({ label, kind }: Report['columns'][number]): Column => ({
  field: { name: label, type: kind === 'number' ? 'Float' : 'String' } as AnyField,
  header: label,
  text: (value) => (value === null || value === undefined ? '' : String(value)),
})

async function paperOf(ctx: Context, { title, said, columns, rows }: Report): Promise<Buffer> {
  const locale = localeOf(ctx.actor)
  const who = ctx.actor.kind === 'person' ? ctx.actor.name : ''
  const shown = columns.slice(1)
  const parts = [...Map.groupBy(rows, ([part]) => String(part ?? ''))].map(([name, group]) => ({
    name,
    rows: group.map((row) => ({
      cells: row.slice(1).map((cell, i) => ({ text: told(cell, locale), number: shown[i]?.kind === 'number' })),
    })),
  }))
  const headings = shown.map(({ label, kind }) => ({ label, number: kind === 'number' }))
  const html = render('lists/report', { title, said, who, at: ctx.now, columns: headings, parts }, locale)
  return renderPdf(html, { footer: `${title} — ${who}`, landscape: true })
}

const told = (cell: Cell, locale: 'fr' | 'en'): string =>
  typeof cell === 'number' ? cell.toLocaleString(locale === 'fr' ? 'fr-FR' : 'en-GB') : (cell ?? '')
