import { catalogue } from '../generated/catalogue.ts'
import type { Text } from '../platform/catalogue.ts'
import { type AnyField, type AnyModel, quoted, relationOf } from './model.ts'

type Locale = keyof Text

/** SQL of how people call a record: `@title {student} — {offer}`, relations by their own titles. */
export function titleExpression(model: AnyModel, alias: string, locale: Locale, depth = 0): string {
  if (depth > MAX_DEPTH) return `''`
  const parts = model.title.split(/(\{\w+\})/).filter((part) => part !== '')
  const sql = parts.map((part) =>
    part.startsWith('{') ? titlePart(model, part.slice(1, -1), alias, locale, depth) : literal(part),
  )
  return `concat(${sql.join(', ')})`
}

// Candidature → offer → company: nobody reads further than that in one line
const MAX_DEPTH = 4

function titlePart(model: AnyModel, name: string, alias: string, locale: Locale, depth: number): string {
  const relation = relationOf(model, name)
  if (relation) return titleOf(relation.model, `${alias}.${quoted(relation.fk)}`, alias, locale, depth)
  const field = model.fields.find((one) => one.name === name)
  if (!field) throw new Error(`prisma/models: @title of ${model.name} names ${name}, which is no field`)
  if (field.via) {
    const inner = `${alias}_v`
    const target = quoted(catalogue.models[field.via.model].table)
    return `(SELECT ${shown(field, inner, locale)} FROM ${target} ${inner} WHERE ${inner}.id = ${alias}.${quoted(field.via.fk)})`
  }
  return shown(field, alias, locale)
}

/** The title of the record whose id is in `column`. */
export function titleOf(target: AnyModel['name'], column: string, alias: string, locale: Locale, depth = 0): string {
  const inner = `${alias}_${depth}`
  const model = catalogue.models[target]
  const title = titleExpression(model, inner, locale, depth + 1)
  return `(SELECT ${title} FROM ${quoted(model.table)} ${inner} WHERE ${inner}.id = ${column})`
}

function shown(field: AnyField, alias: string, locale: Locale): string {
  const column = `${alias}.${quoted(field.name)}`
  if (field.enum) return `CASE ${column}::text ${enumCases(field.enum, locale)} END`
  if (field.native === 'Date') return `to_char(${column}, 'DD/MM/YYYY')`
  return column
}

const enumCases = (name: string, locale: Locale): string =>
  (catalogue.enums[name]?.values ?? [])
    .map((value) => `WHEN ${literal(value.value)} THEN ${literal(value.label[locale])}`)
    .join(' ')

const literal = (text: string): string => `'${text.replaceAll("'", "''")}'`
