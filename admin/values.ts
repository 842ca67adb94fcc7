import type { AnyField } from '../src/access/model.ts'

/** A column as JSON: days as `2026-03-02`, instants as ISO, exact numbers as text. */
export function presentValue(field: AnyField, value: unknown): unknown {
  if (value instanceof Date) return field.native === 'Date' ? value.toISOString().slice(0, 10) : value.toISOString()
  if (typeof value === 'bigint') return value.toString()
  if (field.type === 'Decimal' && value !== null && value !== undefined) return String(value)
  return value ?? null
}
