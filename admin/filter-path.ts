import type { Actor } from '../src/access/actor.ts'
import { type AnyField, type AnyModel, type AnyRelation, fieldOf, modelOf, relationOf } from '../src/access/model.ts'
import { mayEver, readable } from '../src/access/rights.ts'
import type { Where } from '../src/access/where.ts'
import { refuse } from '../src/platform/errors.ts'

/** What a filter names: a column, its own or reached through relations, or the records that point here. */
export type Target = {
  model: AnyModel
  field: AnyField | null
  relation: AnyRelation | null
  /** The condition on that column as a condition on the list’s own records */
  through: (inner: Where) => Where
}

export const MAX_STEPS = 3

/** Every step must be one this person reads; a hidden one and one that does not exist are refused alike. */
export function reached(actor: Actor, name: AnyModel['name'], path: string): Target {
  const steps = path.split('.')
  const last = steps.pop() ?? ''
  if (steps.length > MAX_STEPS) throw refuse.unknownColumn(path)
  let model = modelOf(name)
  let through = (inner: Where): Where => inner
  for (const step of steps) {
    const relation = openRelation(actor, model, step)
    if (!relation) throw refuse.unknownColumn(path)
    const outer = through
    through = (inner) => outer({ [relation.name]: relation.kind === 'many' ? { some: inner } : inner })
    model = modelOf(relation.model)
  }
  if (readable(actor, model.name).has(last)) return { model, field: fieldOf(model, last), relation: null, through }
  const relation = openRelation(actor, model, last)
  if (relation?.kind !== 'many') throw refuse.unknownColumn(path)
  return { model, field: null, relation, through }
}

/** A relation may be crossed by whoever reads the column that makes it, and something of what stands on the other side. */
export function openRelation(actor: Actor, model: AnyModel, name: string): AnyRelation | null {
  const relation = relationOf(model, name)
  if (!relation || !mayEver(actor, relation.model, 'read') || isInternal(relation)) return null
  const holder = relation.owner ? model.name : relation.model
  return readable(actor, holder).has(relation.fk) ? relation : null
}

function isInternal(relation: AnyRelation): boolean {
  try {
    return modelOf(relation.model).internal
  } catch {
    return true
  }
}

/** How the records of a noun lead to a department, by the shortest way this person may follow; null when none does. */
export function departmentOf(actor: Actor, name: AnyModel['name']): ((inner: unknown) => Where) | null {
  let front: Way[] = [{ model: modelOf(name), through: (inner) => inner }]
  for (let step = 0; step <= MAX_STEPS; step++) {
    for (const { model, through } of front) {
      const field = model.fields.find((one) => one.reference?.model === 'Department')
      if (field && readable(actor, model.name).has(field.name)) return (inner) => through({ [field.name]: inner })
    }
    front = front.flatMap((way) => furtherFrom(actor, way))
  }
  return null
}

type Way = { model: AnyModel; through: (inner: Where) => Where }

function furtherFrom(actor: Actor, { model, through }: Way): Way[] {
  return model.relations
    .filter((relation) => relation.owner && openRelation(actor, model, relation.name))
    .map((relation) => ({
      model: modelOf(relation.model),
      through: (inner: Where) => through({ [relation.name]: inner }),
    }))
}
