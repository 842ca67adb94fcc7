import type { AnyModel } from './model.ts'

/** Case and accents never matter to a person who searches: the same folding in the database and here. */
export const folded = (expression: string): string => `preau_fold(${expression}::text)`

export const fold = (text: string): string =>
  text
    .toLowerCase()
    .normalize('NFD')
    .replace(/[\u0300-\u036f]/g, '')
    .replaceAll('’', "'")
    .replace(/[\u00a0\u202f]/g, ' ')
    .replaceAll('œ', 'oe')
    .replaceAll('æ', 'ae')

/** `%…%` around the folded text, its own `%`, `_` and `\` taken literally. */
export const likePattern = (text: string): string => `%${fold(text).replace(/[\\%_]/g, '\\$&')}%`

export const searchColumns = (model: AnyModel): string[] =>
  model.fields.filter((field) => field.search && !field.via).map((field) => field.name)

/** The indexed expression of a model: migrations and queries must write it to the letter alike. Null when nothing is searched. */
export function searchExpression(model: AnyModel, alias?: string, only = searchColumns(model)): string | null {
  const columns = only.map((name) => `coalesce(${alias ? `${alias}.` : ''}"${name}"${asText(model, name)}, '')`)
  return columns.length === 0 ? null : `preau_fold(${columns.join(" || ' ' || ")})`
}

// A year is looked for by its figures
const asText = (model: AnyModel, name: string): string =>
  model.fields.find((field) => field.name === name)?.type === 'String' ? '' : '::text'
