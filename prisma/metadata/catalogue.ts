import type { DMMF } from '@prisma/generator-helper'
import type { Catalogue, EnumType, Field, FieldType, Model, Relation, Tone } from '../../src/platform/catalogue.ts'
import { type Annotations, annotations, label, plural, words } from './annotations.ts'

/** The whole catalogue, from Prisma's description of the schema and its `///` annotations. */
export function buildCatalogue(datamodel: DMMF.Datamodel): Catalogue {
  const models = datamodel.models.map((model) => describeModel(model, datamodel))
  for (const model of models) embed(model, models)
  return {
    models: Object.fromEntries(models.map((model) => [model.name, model])),
    enums: Object.fromEntries(datamodel.enums.map((type) => [type.name, describeEnum(type)])),
  }
}

function describeEnum(type: DMMF.DatamodelEnum): EnumType {
  const values = type.values.map((value) => {
    const marks = annotations((value as { documentation?: string }).documentation)
    const tone = marks.get('tone') as Tone | undefined
    return { value: value.name, label: label(marks, value.name), ...(tone && { tone }) }
  })
  return { name: type.name, label: label(annotations(type.documentation), type.name), values }
}

function describeModel(model: DMMF.Model, datamodel: DMMF.Datamodel): Model {
  const marks = annotations(model.documentation)
  const nav = marks.get('nav')?.split(/\s+/)
  return {
    name: model.name,
    table: model.dbName ?? model.name,
    label: label(marks, model.name),
    plural: plural(marks, model.name),
    title: marks.get('title') ?? '{id}',
    key: words(marks.get('key')),
    ...(nav && { nav: { group: nav[0] ?? 'system', order: Number(nav[1] ?? 99), icon: nav[2] ?? 'Folder' } }),
    internal: marks.has('internal'),
    importable: marks.has('import'),
    appendOnly: marks.has('append'),
    versioned: model.fields.some((field) => field.name === 'version'),
    fields: model.fields.filter((field) => field.kind !== 'object').map((field) => describeField(field, model)),
    relations: model.fields
      .filter((field) => field.kind === 'object')
      .map((field) => describeRelation(field, model, datamodel)),
  }
}

function describeField(field: DMMF.Field, model: DMMF.Model): Field {
  const relation = model.fields.find((other) => other.relationFromFields?.[0] === field.name)
  const marks = new Map([...annotations(relation?.documentation), ...annotations(field.documentation)])
  const named = marks.has('fr') ? label(marks, field.name) : (STANDARD[field.name] ?? label(marks, field.name))
  const native = field.nativeType?.[0]
  const sealed = marks.get('sealed')
  return {
    name: field.name,
    type: field.kind === 'enum' ? 'Enum' : sealed ? opened(marks) : (field.type as FieldType),
    ...(sealed && { sealed }),
    ...(native && { native }),
    ...(field.kind === 'enum' && { enum: field.type }),
    list: field.isList,
    isId: field.isId,
    required: field.isRequired,
    hasDefault: field.hasDefaultValue,
    unique: field.isUnique,
    isUpdatedAt: field.isUpdatedAt ?? false,
    label: named,
    ...wording(marks),
    secret: marks.has('secret'),
    encrypted: marks.has('encrypted') || sealed !== undefined,
    money: marks.has('money'),
    actor: marks.has('actor'),
    search: marks.has('search') && (field.type === 'String' || field.type === 'Int') && !relation,
    readonly: marks.has('readonly') || marks.has('actor') || field.isId || field.name in STANDARD,
    aka: words(marks.get('aka')),
    ...(relation && { reference: { model: relation.type, relation: relation.name } }),
  }
}

/** Sealed bytes, as people meet them once opened: an amount or words. */
const opened = (marks: Annotations): FieldType => (marks.has('money') ? 'Int' : 'String')

/** Columns that every record has; commands write them. */
const STANDARD: Record<string, { fr: string; en: string }> = {
  id: { fr: 'Identifiant', en: 'Id' },
  version: { fr: 'Version', en: 'Version' },
  createdAt: { fr: 'Créé le', en: 'Created at' },
  updatedAt: { fr: 'Modifié le', en: 'Updated at' },
}

function wording(marks: Annotations): Partial<Field> {
  const kind = KINDS.find((name) => marks.has(name))
  const help = marks.get('help.fr')
  const column = marks.get('list')
  const pii = marks.get('pii')
  const group = marks.get('group')
  const file = marks.get('file')
  return {
    ...(help && { help: { fr: help, en: marks.get('help.en') ?? help } }),
    ...(group && { group }),
    ...(column && { column: Number(column) }),
    ...(pii && { pii }),
    ...(kind && { kind }),
    ...(file !== undefined && { file: words(file) }),
  }
}

const KINDS = ['email', 'phone', 'url', 'longtext', 'html'] as const

function describeRelation(field: DMMF.Field, model: DMMF.Model, datamodel: DMMF.Datamodel): Relation {
  const marks = annotations(field.documentation)
  const owned = field.relationFromFields?.[0]
  const target = datamodel.models.find((other) => other.name === field.type)
  const back = target?.fields.find(
    (other) => other.relationName === field.relationName && other.type === model.name && other !== field,
  )
  const fallback = plural(annotations(target?.documentation), field.type)
  return {
    name: field.name,
    model: field.type,
    kind: field.isList ? 'many' : 'one',
    fk: owned ?? back?.relationFromFields?.[0] ?? '',
    owner: owned !== undefined,
    embed: marks.has('embed'),
    search: marks.has('search'),
    label: marks.has('fr') ? label(marks, field.name) : fallback,
  }
}

/** A record that embeds another shows the other's fields as its own: an officer creates a student, not a person and a student. */
function embed(model: Model, models: Model[]): void {
  for (const relation of model.relations.filter((one) => one.embed)) {
    const target = models.find((other) => other.name === relation.model)
    const fk = model.fields.find((field) => field.name === relation.fk)
    if (!target || !fk) continue
    fk.readonly = true
    const via = { relation: relation.name, fk: relation.fk, model: relation.model, required: fk.required }
    const own = new Set(model.fields.map((field) => field.name))
    const extra = target.fields.filter((field) => !own.has(field.name) && !field.reference && !field.isId)
    const at = model.fields.indexOf(fk)
    const { column: first, ...rest } = fk
    model.fields[at] = rest as Field
    const shown = extra.map(({ column, ...field }) => ({
      ...field,
      via,
      ...(column && first && { column: first + column / 100 }),
    }))
    model.fields.splice(at + 1, 0, ...shown)
  }
}
