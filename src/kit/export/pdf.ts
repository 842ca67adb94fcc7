import type { Context } from '../../access/actor.ts'
import type { AnyModel } from '../../access/model.ts'
import { localeOf } from '../../access/select.ts'
import type { Text } from '../../platform/catalogue.ts'
import { renderPdf } from '../../platform/pdf.ts'
import { render } from '../../platform/render.ts'
import type { Column } from './columns.ts'
import { MOST_PDF_ROWS, refusals } from './refusals.ts'

/** A list to print: title, filter in words, who and when, page numbers. Chromium works in the worker, never before a person. */
export async function* pdfChunks(
  ctx: Context,
  model: AnyModel,
  columns: Column[],
  said: string,
  slices: AsyncIterable<unknown[][]>,
): AsyncGenerator<Buffer> {
  const locale = localeOf(ctx.actor)
  const rows: { cells: { text: string; number: boolean }[] }[] = []
  for await (const slice of slices)
    for (const row of slice)
      rows.push({ cells: columns.map((column, i) => ({ text: column.text(row[i]), number: isNumber(column) })) })
  if (rows.length > MOST_PDF_ROWS) throw refusals.tooManyForPaper(rows.length)
  const who = ctx.actor.kind === 'person' ? ctx.actor.name : ''
  const html = render(
    'lists/list',
    {
      title: model.plural[locale],
      said: said || EVERYTHING[locale],
      total: COUNTED[locale](rows.length),
      who,
      at: ctx.now,
      columns: columns.map((column) => ({ label: column.header, number: isNumber(column) })),
      rows,
    },
    locale,
  )
  yield await renderPdf(html, { footer: `${model.plural[locale]} — ${who}`, landscape: true })
}

const isNumber = ({ field }: Column): boolean =>
  !field.reference && !field.list && ['Int', 'Float', 'Decimal'].includes(field.type)

const EVERYTHING: Text = { fr: 'Toute la liste, sans filtre', en: 'The whole list, no filter' }
const COUNTED = {
  fr: (n: number) => `${n.toLocaleString('fr-FR')} ${n > 1 ? 'lignes' : 'ligne'}`,
  en: (n: number) => `${n.toLocaleString('en')} row${n === 1 ? '' : 's'}`,
}
