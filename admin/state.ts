import type {
  DeskState,
  EnumValue,
  FieldKind,
  FieldState,
  Locale,
  ModelState,
  PanelState,
  RelatedState,
  ScreenState,
} from '../components/state.ts'
import { type Actor, hasRole } from '../src/access/actor.ts'
import { type AnyField, type AnyModel, type ModelName, models } from '../src/access/model.ts'
import { mayEver, readable, writable } from '../src/access/rights.ts'
import { mayAsk } from '../src/access/scope.ts'
import { localeOf } from '../src/access/select.ts'
import { mayCommentOn } from '../src/domain/core/comment-access.ts'
import { catalogue } from '../src/generated/catalogue.ts'
import { namedFilters } from '../src/kit/named-filter.ts'
import { config } from '../src/platform/config.ts'
import { build } from './build.ts'
import { isPersonal } from './filter-operators.ts'
import { departmentOf, openRelation } from './filter-path.ts'
import { isSortable } from './filters.ts'
import { groupLabel } from './locales/field-groups.ts'
import { navigationFor } from './navigation.ts'
import { verbStates } from './verb-form.ts'
import { actionsOf } from './verbs.ts'

/** What the page tells a person of the school’s shape: the models, columns and verbs that their roles open, and no other. */
export function stateFor(actor: Actor): DeskState {
  const locale = localeOf(actor)
  const open = openTo(actor)
  const states = open.map((model) => [model.name, modelState(actor, model, open, locale)] as const)
  const used = new Set(states.flatMap(([, state]) => allFields(state).map((field) => field.enum)))
  return {
    locale,
    build: build.id,
    lazy: build.lazy(),
    timezone: config.schoolTz,
    models: Object.fromEntries(states),
    enums: enumStates(used, locale),
    navigation: navigationFor(actor, open, locale),
    ...(hasRole(actor, 'admin') ? { mayForce: true } : {}),
    ...(hasRole(actor, 'admin', 'internship_officer') ? { manages: true } : {}),
  }
}

const allFields = (state: ModelState): FieldState[] => [...state.fields, ...state.verbs.flatMap((verb) => verb.fields)]

function enumStates(used: Set<string | undefined>, locale: Locale): Record<string, EnumValue[]> {
  const known = Object.values(catalogue.enums).filter((one) => used.has(one.name))
  return Object.fromEntries(
    known.map((one) => [
      one.name,
      one.values.map(({ value, label, tone }) => ({ value, label: label[locale], ...(tone ? { tone } : {}) })),
    ]),
  )
}

function modelState(actor: Actor, model: AnyModel, open: AnyModel[], locale: Locale): ModelState {
  const fields = shownFields(actor, model, open, locale)
  const names = new Set(fields.map((field) => field.name))
  const columns = model.fields
    .filter((field) => field.column !== undefined && names.has(field.name) && !isThemselves(actor, field))
    .sort((a, b) => (a.column ?? 0) - (b.column ?? 0))
  return {
    one: model.label[locale],
    many: model.plural[locale],
    icon: model.nav?.icon ?? 'Folder',
    fields,
    columns: columns.map((field) => field.name),
    ...questionsOf(actor, model.name, locale),
    ...(isSearched(model) ? { search: true } : {}),
    ...(model.versioned ? { versioned: true } : {}),
    ...(mayEver(actor, model.name, 'create') && fields.some((field) => field.create) ? { create: true } : {}),
    ...(mayCommentOn(actor, model.name) ? { comments: true as const } : {}),
    verbs: verbStates(actor, model.name, locale),
    screens: screensOf(actor, model.name, locale),
    panels: panelsOf(actor, model.name, locale),
    related: relatedTo(actor, model, open, locale),
  }
}

/** Those that ask about nothing closed to this person: one that does is refused, and so is not offered. */
function questionsOf(actor: Actor, model: ModelName, locale: Locale): Pick<ModelState, 'questions'> {
  const questions = namedFilters(model)
    .filter(({ values, written }) =>
      [...values.map(({ where }) => where), ...(written ? [written('')] : [])].every((one) =>
        mayAsk(actor, model, one),
      ),
    )
    .map(({ name, label, values, written }) => ({
      ...{ name, label: label[locale], required: true as const },
      ...(written
        ? { kind: 'text' as const }
        : {
            kind: 'enum' as const,
            choices: values.map((one) => ({ value: one.value, label: one.label[locale] })),
          }),
    }))
  return questions.length === 0 ? {} : { questions }
}

/** Somebody whose every record is their own needs no column that says so. */
const isThemselves = (actor: Actor, field: AnyField): boolean =>
  field.reference?.model === 'Student' && actor.kind === 'person' && actor.roles.every(({ role }) => role === 'student')

const isSearched = (model: AnyModel): boolean =>
  model.fields.some((field) => field.search) || model.relations.some((relation) => relation.search)

/** Plumbing that no screen shows: ids are in addresses, versions in forms. */
const HIDDEN = new Set(['id', 'version', 'updatedAt', 'requestId', 'eventKey', 'messageId'])

function shownFields(actor: Actor, model: AnyModel, open: AnyModel[], locale: Locale): FieldState[] {
  const read = readable(actor, model.name)
  const create = writable(actor, model.name, 'create')
  const update = writable(actor, model.name, 'update')
  const embeds = new Set(model.relations.filter((relation) => relation.embed).map((relation) => relation.fk))
  return model.fields
    .filter((field) => !HIDDEN.has(field.name) && !field.secret && field.type !== 'Bytes' && !embeds.has(field.name))
    .filter((field) => read.has(field.name) || create.has(field.name))
    .filter((field) => field.native !== 'Uuid' || field.reference || field.file)
    .map((field) => ({
      ...fieldState(field, locale, open, create.has(field.name), update.has(field.name)),
      ...(read.has(field.name) ? askedOf(actor, model, field) : { blind: true as const }),
    }))
}

/** What a filter may say of a reference besides naming a record. */
function askedOf(actor: Actor, model: AnyModel, field: AnyField): Pick<FieldState, 'relation' | 'me' | 'mine'> {
  if (!field.reference) return {}
  const { relation, model: target } = field.reference
  const leads = target === 'Department' || (mayEver(actor, target, 'read') && departmentOf(actor, target) !== null)
  return {
    ...(openRelation(actor, model, relation) ? { relation } : {}),
    ...(isPersonal(field) ? { me: true } : {}),
    ...(leads ? { mine: true } : {}),
  }
}

function fieldState(field: AnyField, locale: Locale, open: AnyModel[], create: boolean, update: boolean): FieldState {
  const linked = field.reference && open.some((model) => model.name === field.reference?.model)
  return {
    name: field.name,
    label: field.name === 'createdAt' && field.label.en === 'createdAt' ? CREATED[locale] : field.label[locale],
    kind: kindOf(field),
    ...(field.help ? { help: field.help[locale] } : {}),
    ...(field.group ? { group: groupLabel(field.group, locale) } : {}),
    ...(field.enum ? { enum: field.enum } : {}),
    ...(field.sealed ? { sealed: true as const } : {}),
    ...(linked && field.reference ? { reference: field.reference.model } : {}),
    ...(field.file ? { accept: field.file } : {}),
    ...(field.list ? { list: true as const } : {}),
    ...(field.required && !field.hasDefault ? { required: true as const } : {}),
    ...(create ? { create: true as const } : {}),
    ...(update ? { update: true as const } : {}),
    ...(isSortable(field) ? { sort: true as const } : {}),
  }
}

const CREATED = { fr: 'Créé le', en: 'Created at' }

const KINDS: Record<AnyField['type'], FieldKind> = {
  String: 'text',
  Int: 'number',
  BigInt: 'number',
  Float: 'decimal',
  Decimal: 'decimal',
  Boolean: 'boolean',
  DateTime: 'datetime',
  Json: 'json',
  Bytes: 'json',
  Enum: 'enum',
}

export function kindOf(field: AnyField): FieldKind {
  if (field.file) return 'file'
  if (field.reference) return 'reference'
  if (field.enum) return 'enum'
  // Francs without cents are a whole number
  if (field.money && field.type !== 'Int') return 'money'
  if (field.native === 'Date') return 'date'
  return field.kind ?? KINDS[field.type]
}

function screensOf(actor: Actor, model: ModelName, locale: Locale): ScreenState[] {
  return actionsOf(model).flatMap(({ name, screen, routes, right }) =>
    screen && right(actor, model)
      ? [
          {
            ...screen,
            name,
            label: screen.label[locale],
            on: routes.includes('record') ? ('record' as const) : ('resource' as const),
          },
        ]
      : [],
  )
}

const panelsOf = (actor: Actor, model: ModelName, locale: Locale): PanelState[] =>
  actionsOf(model).flatMap(({ name, tab, right }) =>
    tab && right(actor, model) ? [{ action: name, label: tab.label[locale], component: tab.component }] : [],
  )

/** Which tabs of other nouns the page of a record of this one has, for this person. */
export const relatedOf = (actor: Actor, model: AnyModel): RelatedState[] =>
  relatedTo(actor, model, openTo(actor), localeOf(actor))

const openTo = (actor: Actor): AnyModel[] =>
  models.filter((model) => !model.internal && mayEver(actor, model.name, 'read'))

/** Records of other models that point here, when this person may read them and the column that points. */
function relatedTo(actor: Actor, model: AnyModel, open: AnyModel[], locale: Locale): RelatedState[] {
  return model.relations
    .filter((relation) => !relation.owner && !DULL.has(relation.model))
    .filter((relation) => open.some((one) => one.name === relation.model))
    .filter((relation) => readable(actor, relation.model).has(relation.fk))
    .map((relation) => ({
      model: relation.model,
      fk: relation.fk,
      relation: relation.name,
      ...(relation.kind === 'many' ? { many: true as const } : {}),
      label:
        relation.kind === 'many'
          ? catalogue.models[relation.model].plural[locale]
          : catalogue.models[relation.model].label[locale],
    }))
}

// The history tab and the bell say these better than a list would
const DULL = new Set<ModelName>(['Event', 'Notification', 'StoredFile', 'SavedView', 'ImportRun'])
