import { Decimal } from 'decimal.js'
import type { AnyField, AnyModel } from '../../access/model.ts'
import type { Row } from '../../access/select.ts'
import type { Text } from '../../platform/catalogue.ts'
import { shown } from '../export/shown.ts'
import { parseValue } from '../value.ts'
import type { FileRow } from './row.ts'

/** One cell that would change: as people write it, before and after. */
export type Change = { field: string; label: Text; before: string; after: string }

/** The cells of the row that say something else than the record. An empty cell says nothing. */
export function changesOf(model: AnyModel, { data, titles }: FileRow, record: Row): Change[] {
  return model.fields.flatMap((field) => {
    const input = data[field.name]
    if (input === undefined) return []
    const parsed = parseValue(field, input)
    const after = 'value' in parsed ? parsed.value : input
    const before = record.values[field.name]
    if (plain(field, before) === plain(field, after)) return []
    return [
      {
        field: field.name,
        label: field.label,
        before: read(field, before, record),
        after: titles[field.name] ?? shown(field, after),
      },
    ]
  })
}

const read = (field: AnyField, value: unknown, record: Row): string =>
  field.reference ? (record.titles[field.name] ?? '') : shown(field, value)

/** One text for one value, wherever it comes from: `4.5` and `4.50` are the same amount. */
function plain(field: AnyField, value: unknown): string {
  if (value === null || value === undefined) return ''
  if (field.type === 'Decimal' || field.type === 'Float') return new Decimal(String(value)).toString()
  if (value instanceof Date) return field.native === 'Date' ? value.toISOString().slice(0, 10) : value.toISOString()
  return String(value)
}
