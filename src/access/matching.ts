import { catalogue } from '../generated/catalogue.ts'
import type { Actor } from './actor.ts'
import { type AnyModel, type AnyRelation, quoted } from './model.ts'
import { grants, readable } from './rights.ts'
import { scopeOf } from './scope.ts'
import { likePattern, searchColumns, searchExpression } from './search.ts'
import { compile, type Params } from './where.ts'

/** SQL of “this word stands somewhere in the record”: its searched columns, and those of the records it refers to. */
export function searchCondition(actor: Actor, model: AnyModel, word: string, params: Params): string {
  const reasons = grants(actor, model.name, 'read')
  const open = (name: string) => reasons.every((grant) => grant.fields.has(name))
  const pattern = params.add(likePattern(word))
  const found = matches(actor, model, 't', pattern, open, params)
  // Nothing to search in: the pattern still has to stand in the statement, or the database asks for its type
  return found.length === 0 ? `${pattern}::text IS NULL` : `(${found.join(' OR ')})`
}

type Open = (name: string) => boolean

function matches(
  actor: Actor,
  model: AnyModel,
  alias: string,
  placeholder: string,
  open: Open,
  params: Params,
): string[] {
  const expression = searchExpression(model, alias, searchColumns(model).filter(open))
  const own = expression ? [`${expression} LIKE ${placeholder}`] : []
  const related = model.relations.filter((relation) => relation.search && relation.owner && open(relation.fk))
  return [...own, ...related.flatMap((relation) => matchesThrough(actor, relation, alias, placeholder, params))]
}

// A reference shows its title to whoever reads the record: they may search what that title is made of. What they read
// of that noun elsewhere counts only in the rows they may read: else a search would guess the others’ columns.
function matchesThrough(
  actor: Actor,
  relation: AnyRelation,
  alias: string,
  placeholder: string,
  params: Params,
): string[] {
  const inner = `${alias}_${relation.name}`
  const target = catalogue.models[relation.model]
  const known = readable(actor, target.name)
  const inTitle = (name: string) => target.title.includes(`{${name}}`) || isTitleRelation(target, name)
  const open = (name: string) => known.has(name) || inTitle(name)
  const found = matches(actor, target, inner, placeholder, open, params)
  if (found.length === 0) return []
  const scope = compile(target, scopeOf(actor, target, 'read'), params, inner)
  const shown = scope === 'TRUE' ? found : matches(actor, target, inner, placeholder, inTitle, params)
  // The wide condition first: it is the indexed one, and holds wherever the narrow one does
  const narrowed = scope === 'TRUE' ? '' : ` AND (${[scope, ...shown].join(' OR ')})`
  const ids = `SELECT ${inner}.id FROM ${quoted(target.table)} ${inner} WHERE (${found.join(' OR ')})${narrowed}`
  return [`${alias}.${quoted(relation.fk)} = ANY(ARRAY(${ids}))`]
}

const isTitleRelation = (model: AnyModel, fk: string): boolean =>
  model.relations.some((relation) => relation.fk === fk && model.title.includes(`{${relation.name}}`))
