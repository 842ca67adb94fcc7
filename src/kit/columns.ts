import type { Context } from '../access/actor.ts'
import { type AnyModel, fieldOf, type ModelName } from '../access/model.ts'
import { writable } from '../access/rights.ts'
import { permitted, type Run } from '../access/select.ts'
import type { Text } from '../platform/catalogue.ts'
import { refuse } from '../platform/errors.ts'
import { parseValue } from './value.ts'

export type Values = Record<string, unknown>

/** What was sent, as the database takes it. A column that the actor may not write refuses the whole, by name. */
export function checkedValues(ctx: Context, model: AnyModel, action: 'create' | 'update', sent: Values): Values {
  const open = writable(ctx.actor, model.name, action)
  const names = Object.keys(sent).filter((name) => sent[name] !== undefined)
  const stray = names.find((name) => !open.has(name) || fieldOf(model, name).readonly)
  if (stray) throw refuse.unknownColumn(stray)
  const asked =
    action === 'create'
      ? model.fields.filter((field) => open.has(field.name) && !field.readonly)
      : names.map((name) => fieldOf(model, name))
  const values: Values = {}
  const errors: Record<string, Text> = {}
  for (const field of asked) {
    const parsed = parseValue(field, sent[field.name])
    if ('error' in parsed) errors[field.name] = parsed.error
    else if (parsed.value !== undefined) values[field.name] = parsed.value
  }
  if (Object.keys(errors).length > 0) throw refuse.invalid(errors)
  return values
}

/** Nobody attaches a record to one they may not see. */
export async function checkReferences(ctx: Context, model: AnyModel, values: Values, run: Run): Promise<void> {
  const [errors = {}] = await referenceErrors(ctx, model, [values], run)
  if (Object.keys(errors).length > 0) throw refuse.invalid(errors)
}

/** The same for many records: one statement for each column that refers to something. What is wrong, record by record. */
export async function referenceErrors(
  ctx: Context,
  model: AnyModel,
  many: Values[],
  run: Run,
): Promise<Record<string, Text>[]> {
  const errors: Record<string, Text>[] = many.map(() => ({}))
  for (const { name, reference, via } of model.fields) {
    if (!reference || via) continue
    const ids = new Set(many.map((values) => values[name]).filter((id) => typeof id === 'string'))
    const seen = await permitted(ctx, reference.model, 'read', [...ids], run)
    for (const [index, values] of many.entries()) {
      const id = values[name]
      const found = errors[index]
      if (typeof id === 'string' && found && !seen.has(id)) found[name] = UNKNOWN_REFERENCE
    }
  }
  return errors
}

const UNKNOWN_REFERENCE: Text = {
  fr: 'Cet élément n’existe pas ou ne vous est pas ouvert : choisissez-en un dans la liste.',
  en: 'This item does not exist or is not open to you: choose one from the list.',
}

/** The columns of the record itself, and those of each record that it embeds. */
export type Split = { own: Values; embedded: { relation: string; fk: string; model: ModelName; values: Values }[] }

export function split(model: AnyModel, values: Values): Split {
  const own: Values = {}
  const embedded = new Map<string, Split['embedded'][number]>()
  for (const [name, value] of Object.entries(values)) {
    const { via } = fieldOf(model, name)
    if (!via) {
      own[name] = value
      continue
    }
    const part = embedded.get(via.relation) ?? { relation: via.relation, fk: via.fk, model: via.model, values: {} }
    part.values[name] = value
    embedded.set(via.relation, part)
  }
  return { own, embedded: [...embedded.values()] }
}
