import type { Context } from '../../access/actor.ts'
import type { AnyField, AnyModel } from '../../access/model.ts'
import { readable } from '../../access/rights.ts'
import { isSealed } from '../../access/sealed.ts'
import { localeOf } from '../../access/select.ts'
import type { Text } from '../../platform/catalogue.ts'
import { refuse } from '../../platform/errors.ts'
import { shown } from './shown.ts'

export type Column = { field: AnyField; header: string; text(value: unknown): string }

/** The columns asked for, in that order; none asked: all that this person may read. What they may not read is refused by name. */
export function columnsOf(ctx: Context, model: AnyModel, names?: string[]): Column[] {
  // Sealed columns leave by their own door, which asks for a proof and says so in the history
  const open = new Set([...readable(ctx.actor, model.name)].filter((name) => !isSealed(model, name)))
  const stray = names?.find((name) => !open.has(name))
  if (stray !== undefined) throw refuse.unknownColumn(stray)
  const wanted = names?.length ? names : model.fields.filter(isUseful).map((field) => field.name)
  const fields = wanted.flatMap((name) => model.fields.find((field) => field.name === name && open.has(name)) ?? [])
  const embedded = new Set(model.relations.filter((relation) => relation.embed).map((relation) => relation.fk))
  return fields.filter((field) => !embedded.has(field.name)).map((field) => columnOf(field, localeOf(ctx.actor)))
}

/** Ids and versions mean nothing in a spreadsheet. */
const isUseful = (field: AnyField): boolean =>
  !field.isId && !field.isUpdatedAt && field.name !== 'version' && field.type !== 'Json' && field.type !== 'Bytes'

function columnOf(field: AnyField, locale: keyof Text): Column {
  const text = field.reference
    ? (value: unknown) => (value ? String(value) : '')
    : (value: unknown) => shown(field, value, locale)
  return { field, header: field.label[locale], text }
}
