import type { AnyField, AnyModel } from './model.ts'
import type { Grant } from './rights.ts'

/** One record as one person may see it: no other column was ever read from the database into it. */
export type Row = {
  id: string
  title: string
  version: number | null
  values: Record<string, unknown>
  /** What the list is ordered by, when that is not the id */
  key: string | null
  /** Titles of the records that the foreign keys point to */
  titles: Record<string, string | null>
}

/** As it comes from the database: columns, `$title`, `$<foreign key>` for titles, `$grant<i>` when reasons differ. */
export type RawRow = { id: string; $title: string; version?: number } & Record<string, unknown>

/** Makes rows of raw ones. Where reasons open different columns, each row shows those of the reasons that hold for it. */
export function presenter(model: AnyModel, reasons: Grant[]): (row: RawRow) => Row {
  if (sameColumns(reasons)) {
    const fields = openFields(model, reasons)
    return (row) => shown(model, fields, row)
  }
  return (row) =>
    shown(
      model,
      openFields(
        model,
        reasons.filter((_, i) => row[`$grant${i}`] === true),
      ),
      row,
    )
}

export function sameColumns(reasons: Grant[]): boolean {
  const [first, ...others] = reasons.map((grant) => [...grant.fields].sort().join())
  return others.every((columns) => columns === first)
}

function openFields(model: AnyModel, reasons: Grant[]): AnyField[] {
  const open = new Set(reasons.flatMap((grant) => [...grant.fields]))
  return model.fields.filter((field) => open.has(field.name))
}

function shown(model: AnyModel, fields: AnyField[], row: RawRow): Row {
  const values: Row['values'] = {}
  const titles: Row['titles'] = {}
  for (const { name, reference } of fields) {
    values[name] = row[name] ?? null
    if (reference) titles[name] = (row[`$${name}`] as string) || null
  }
  const version = typeof row.version === 'number' ? row.version : null
  return {
    id: row.id,
    title: row.$title.trim() || model.label.fr,
    version,
    key: typeof row.$key === 'string' ? row.$key : null,
    values,
    titles,
  }
}
