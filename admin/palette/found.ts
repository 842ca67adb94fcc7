import type { Found } from '../../components/palette/state.ts'
import type { Locale } from '../../components/state.ts'
import { type AnyField, type AnyModel, isModel } from '../../src/access/model.ts'
import type { Row } from '../../src/access/select.ts'
import { catalogue } from '../../src/generated/catalogue.ts'
import { spokenOf } from '../words.ts'

/** A record as the palette names it. A saved view opens its list. */
export function foundOf(model: AnyModel, row: Row, locale: Locale): Found {
  const { title } = spokenOf(model.name, row, locale)
  return { id: row.id, title, hint: hintOf(model, row, title, locale), href: hrefOf(model, row) }
}

function hrefOf(model: AnyModel, row: Row): string {
  const list = String(row.values.model ?? '')
  if (model.name === 'SavedView' && isModel(list)) return `/admin/resources/${list}?view=${row.id}`
  return `/admin/resources/${model.name}/records/${row.id}/show`
}

/** The first column of its list that the title does not already say. */
function hintOf(model: AnyModel, row: Row, title: string, locale: Locale): string {
  const columns = model.fields
    .filter((field) => field.column !== undefined && field.name in row.values)
    .toSorted((a, b) => (a.column ?? 0) - (b.column ?? 0))
  for (const field of columns) {
    const said = saidOf(field, row, locale)
    if (said && !title.includes(said)) return said
  }
  return ''
}

function saidOf(field: AnyField, row: Row, locale: Locale): string {
  const value = row.values[field.name]
  if (field.reference) return row.titles[field.name] ?? ''
  if (typeof value !== 'string') return ''
  if (field.enum) return catalogue.enums[field.enum]?.values.find((one) => one.value === value)?.label[locale] ?? ''
  const isWord =
    field.type === 'String' && field.native !== 'Uuid' && field.kind !== 'longtext' && field.kind !== 'html'
  return isWord ? value.slice(0, 80) : ''
}
