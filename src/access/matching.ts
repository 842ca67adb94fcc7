import { catalogue } from '../generated/catalogue.ts'
import type { Actor } from './actor.ts'
import { type AnyModel, type AnyRelation, quoted } from './model.ts'
import { grants, readable } from './rights.ts'
import { scopeOf } from './scope.ts'
import { likePattern, searchColumns, searchExpression } from './search.ts'
import { compile, type Params } from './where.ts'

export type Sought = {
  word: string
  /** Two letters only begin a word: anywhere, they would be in every name */
  glance: boolean
  /** Of the records behind a reference, so many are enough */
  most: number | null
}

/** SQL of “this word stands somewhere in the record”: its searched columns, and those of the records it refers to. */
export function searchCondition(actor: Actor, model: AnyModel, sought: Sought, params: Params): string {
  const reasons = grants(actor, model.name, 'read')
  const open = (name: string) => reasons.every((grant) => grant.fields.has(name))
  const patterns = patternsOf(sought).map((pattern) => params.add(pattern))
  const found = matches(actor, model, 't', { patterns, most: sought.most }, open, params)
  // Nothing to search in: the patterns still have to stand in the statement, or the database asks for their type
  return found.length === 0
    ? patterns.map((pattern) => `${pattern}::text IS NULL`).join(' AND ')
    : `(${found.join(' OR ')})`
}

const SHORT = 3

function patternsOf({ word, glance }: Sought): string[] {
  const anywhere = likePattern(word)
  if (!glance || word.length >= SHORT) return [anywhere]
  const begun = anywhere.slice(1)
  return [begun, `% ${begun}`]
}

type Like = { patterns: string[]; most: number | null }
type Open = (name: string) => boolean

function matches(actor: Actor, model: AnyModel, alias: string, like: Like, open: Open, params: Params): string[] {
  const expression = searchExpression(model, alias, searchColumns(model).filter(open))
  const own = expression ? like.patterns.map((pattern) => `${expression} LIKE ${pattern}`) : []
  const related = model.relations.filter((relation) => relation.search && relation.owner && open(relation.fk))
  return [...own, ...related.flatMap((relation) => matchesThrough(actor, relation, alias, like, params))]
}

// A reference shows its title to whoever reads the record: they may search what that title is made of. What they read
// of that noun elsewhere counts only in the rows they may read: else a search would guess the others’ columns.
function matchesThrough(actor: Actor, relation: AnyRelation, alias: string, like: Like, params: Params): string[] {
  const inner = `${alias}_${relation.name}`
  const target = catalogue.models[relation.model]
  const known = readable(actor, target.name)
  const inTitle = (name: string) => target.title.includes(`{${name}}`) || isTitleRelation(target, name)
  const open = (name: string) => known.has(name) || inTitle(name)
  const found = matches(actor, target, inner, like, open, params)
  if (found.length === 0) return []
  const scope = compile(target, scopeOf(actor, target, 'read'), params, inner)
  const shown = scope === 'TRUE' ? found : matches(actor, target, inner, like, inTitle, params)
  // The wide condition first: it is the indexed one, and holds wherever the narrow one does
  const narrowed = scope === 'TRUE' ? '' : ` AND (${[scope, ...shown].join(' OR ')})`
  const few = like.most === null ? '' : ` LIMIT ${like.most}`
  const ids = `SELECT ${inner}.id FROM ${quoted(target.table)} ${inner} WHERE (${found.join(' OR ')})${narrowed}${few}`
  return [`${alias}.${quoted(relation.fk)} = ANY(ARRAY(${ids}))`]
}

const isTitleRelation = (model: AnyModel, fk: string): boolean =>
  model.relations.some((relation) => relation.fk === fk && model.title.includes(`{${relation.name}}`))
