import { type AnyField, type AnyModel, type AnyRelation, catalogue, type ModelName } from '../generated/catalogue.ts'
import { refuse } from '../platform/errors.ts'

export type { AnyField, AnyModel, AnyRelation, ModelName }

export const models: AnyModel[] = Object.values(catalogue.models)

export function modelOf(name: string): AnyModel {
  const model = isModel(name) ? catalogue.models[name] : undefined
  if (!model || model.internal) throw refuse.notFound()
  return model
}

export const isModel = (name: string): name is ModelName => Object.hasOwn(catalogue.models, name)

/** The column, or a refusal that names it: an unknown key never passes silently. */
export function fieldOf(model: AnyModel, name: string): AnyField {
  const field = model.fields.find((one) => one.name === name)
  if (!field) throw refuse.unknownColumn(name)
  return field
}

export const relationOf = (model: AnyModel, name: string): AnyRelation | undefined =>
  model.relations.find((relation) => relation.name === name)

export const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`
