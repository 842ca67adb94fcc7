import { Refusal, refuse } from '../platform/errors.ts'
import type { Actor } from './actor.ts'
import { type AnyModel, type AnyRelation, fieldOf, modelOf, relationOf } from './model.ts'
import { type Grant, grants } from './rights.ts'
import { isSealed } from './sealed.ts'
import { nobody, type Where } from './where.ts'

/** A person’s own filter, with the columns it looks at: what they may not read they may not ask about either. */
export type Guarded = { where: Where; columns: Set<string> }

/** The rows on which the actor may do this, for the reasons that also open every column in `needed`. */
export function scopeOf(actor: Actor, model: AnyModel, action: string, needed: Iterable<string> = []): Where {
  const wanted = [...needed]
  const all = grants(actor, model.name, action)
  for (const name of wanted) {
    // What is sealed is opened after the read: nothing can be asked about it
    const closed = action === 'read' && isSealed(model, name)
    if (closed || !all.some((grant) => grant.fields.has(name))) throw refuse.unknownColumn(name)
  }
  return anyOf(all.filter((grant) => wanted.every((name) => grant.fields.has(name))))
}

export function anyOf(reasons: Grant[]): Where {
  const [first] = reasons
  if (!first) return nobody
  if (reasons.some((grant) => Object.keys(grant.rows).length === 0)) return {}
  return reasons.length === 1 ? first.rows : { OR: reasons.map((grant) => grant.rows) }
}

/** Checks every column of a filter; a filter through a relation only sees the rows of the other noun that the actor may read. */
export function guarded(actor: Actor, model: AnyModel, where: Where): Guarded {
  const columns = new Set<string>()
  const check = (one: Where): Where =>
    Object.fromEntries(Object.entries(one).map(([key, value]) => [key, checkEntry(key, value)]))
  const checkEntry = (key: string, value: unknown): unknown => {
    if (key === 'AND' || key === 'OR' || key === 'NOT')
      return Array.isArray(value) ? value.map(check) : check(value as Where)
    const relation = relationOf(model, key)
    if (!relation) {
      columns.add(fieldOf(model, key).name)
      return value
    }
    if (relation.owner) columns.add(relation.fk)
    return value === null ? null : throughRelation(actor, relation, value as Where)
  }
  return { where: check(where), columns }
}

/** Whether every column that a filter looks at, here and beyond its relations, is open to the actor in some row. */
export function mayAsk(actor: Actor, model: AnyModel['name'], where: Where): boolean {
  try {
    scopeOf(actor, modelOf(model), 'read', guarded(actor, modelOf(model), where).columns)
    return true
  } catch (error) {
    if (error instanceof Refusal) return false
    throw error
  }
}

function throughRelation(actor: Actor, relation: AnyRelation, value: Where): Where {
  const quantifier = ['some', 'none'].find((name) => name in value)
  if (quantifier) return { [quantifier]: throughRelation(actor, relation, value[quantifier] as Where) }
  const target = modelOf(relation.model)
  const inner = guarded(actor, target, value)
  // “Which of them point here” is a question about the column that points
  if (!relation.owner) inner.columns.add(relation.fk)
  return { AND: [scopeOf(actor, target, 'read', inner.columns), inner.where] }
}
