import type { AnyField, AnyModel } from '../../access/model.ts'
import { catalogue } from '../../generated/catalogue.ts'
import type { Text } from '../../platform/catalogue.ts'
import { bare } from './nearest.ts'

/**
 * Where a column of a file may go. `path` is a field (`email`, `cohortId`) or a part of the natural key of the record it
 * points to (`cohortId.programmeId`, `cohortId.year`): a promotion is named by two columns.
 */
export type Target = {
  path: string
  /** The field of this model that the column fills, alone or with other columns */
  fills: AnyField
  /** What a cell of the column is: the field itself, or the part of the key */
  cell: AnyField
  label: Text
  /** Folded headers that mean this target */
  names: string[]
  required: boolean
}

/** Every column that a file of this noun may have; `writable` leaves out what the person may not write. */
export function targetsOf(model: AnyModel, writable?: Set<string>): Target[] {
  return model.fields
    .filter((field) => isImportable(field) && (!writable || writable.has(field.name)))
    .flatMap((field) => [targetOf(field), ...partsOf(field)])
}

const isImportable = (field: AnyField): boolean =>
  !field.isId &&
  !field.readonly &&
  !field.secret &&
  !field.sealed &&
  !field.file &&
  !field.list &&
  !NOT_A_CELL.includes(field.type)

const NOT_A_CELL: AnyField['type'][] = ['Json', 'Bytes']

function targetOf(field: AnyField): Target {
  return {
    path: field.name,
    fills: field,
    cell: field,
    label: field.label,
    names: namesOf(field),
    required: isRequired(field),
  }
}

const isRequired = (field: AnyField): boolean => field.required && !field.hasDefault && (field.via?.required ?? true)

/** The parts of a key made of several columns, each one a column of its own. */
function partsOf(field: AnyField): Target[] {
  const fields = field.reference ? keyFields(catalogue.models[field.reference.model]) : []
  if (fields.length < 2) return []
  return fields.map((part) => {
    const label = { fr: `${field.label.fr} — ${part.label.fr}`, en: `${field.label.en} — ${part.label.en}` }
    const names = [...namesOf(part), bare(label.fr), bare(label.en)]
    return { path: `${field.name}.${part.name}`, fills: field, cell: part, label, names, required: false }
  })
}

/** `@key` names fields or relations: a relation stands for its foreign key. */
export function keyFields(model: AnyModel): AnyField[] {
  const names = model.key.map((name) => model.relations.find((one) => one.name === name && one.owner)?.fk ?? name)
  return names.flatMap((name) => model.fields.find((field) => field.name === name) ?? [])
}

const namesOf = (field: AnyField): string[] => [
  ...new Set(
    [field.label.fr, field.label.en, ...field.aka, field.name, field.reference?.relation ?? field.name].map(bare),
  ),
]
