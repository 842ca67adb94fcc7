import { Ability } from '@casl/ability'
import type { Actor, Assignment, ClubPost, ClubSeat, PersonActor, Role } from './actor.ts'
import { type AnyModel, type ModelName, modelOf, models } from './model.ts'
import type { Where } from './where.ts'

/** Who acts, seen through one of their roles. An absent student or department is the nil id, which owns nothing. */
export type Me = {
  role: Role
  personId: string
  studentId: string
  contactIds: string[]
  departmentId: string | null
  clubs: ClubSeat[]
}

/** The clubs where this person holds one of these posts today; any post when none is named. */
export const clubsOf = (me: Pick<Me, 'clubs'>, ...posts: ClubPost[]): string[] => [
  ...new Set(me.clubs.filter(({ post }) => posts.length === 0 || posts.includes(post)).map(({ clubId }) => clubId)),
]

export type Columns = 'all' | string[] | { except: string[] }

/** What one role may do with one noun. No rule: the noun does not exist for that role. */
export type Rule = {
  rows: Where
  read?: Columns
  create?: Columns
  update?: Columns
  remove?: boolean
  /** Among those rows, the ones that may still be changed or removed: a frozen document may not */
  open?: Where
}

export type RoleRules = Partial<Record<ModelName, Rule>>
export type AccessTable = Partial<Record<Role, (me: Me) => RoleRules>>

/** A verb of a life cycle and who may use it; `rows` narrows what the role may read. */
export type VerbRight = { verb: string; roles: Role[]; rows?: (me: Me) => Where }

/** One reason for which an actor may do something: the role, the rows, the columns. */
export type Grant = { role: Role | 'system'; rows: Where; fields: Set<string> }

const tables: AccessTable[] = []
const verbRights = new Map<ModelName, VerbRight[]>()
const abilities = new Map<string, Rights>()

export function registerAccess(table: AccessTable): void {
  if (tables.includes(table)) return
  tables.push(table)
  abilities.clear()
}

export function registerVerbs(model: ModelName, rights: VerbRight[]): void {
  verbRights.set(model, rights)
  abilities.clear()
}

export const verbRightsOf = (model: ModelName): VerbRight[] => verbRights.get(model) ?? []

export const isVerb = (model: ModelName, action: string): boolean =>
  verbRightsOf(model).some((right) => right.verb === action)

/** Every reason for which the actor may do this; empty means refused. */
export function grants(actor: Actor, model: ModelName, action: string): Grant[] {
  if (actor.kind === 'system') return [{ role: 'system', rows: {}, fields: new Set(ownColumns(modelOf(model))) }]
  const named = linkedTo(actor, model)
  if (named?.length === 0) return []
  return abilityOf(actor)
    .rulesFor(action, model)
    .map((rule) => ({ role: rule.reason as Role, rows: rule.conditions ?? {}, fields: new Set(rule.fields ?? []) }))
    .map((grant) => (named ? { ...grant, rows: { AND: [grant.rows, { id: { in: named } }] } } : grant))
}

/** The records of this model that a link opens; null when nothing narrows the rights of the person. */
function linkedTo(actor: PersonActor, model: ModelName): string[] | null {
  if (!Array.isArray(actor.byLink)) return null
  return actor.byLink.filter((one) => one.model === model).map((one) => one.id)
}

export const mayEver = (actor: Actor, model: ModelName, action: string): boolean =>
  actor.kind === 'system' || (linkedTo(actor, model)?.length !== 0 && abilityOf(actor).can(action, model))

export const readable = (actor: Actor, model: ModelName): Set<string> => columns(actor, model, 'read')
export const writable = (actor: Actor, model: ModelName, action: 'create' | 'update'): Set<string> =>
  columns(actor, model, action)

function columns(actor: Actor, model: ModelName, action: string): Set<string> {
  return new Set(grants(actor, model, action).flatMap((grant) => [...grant.fields]))
}

/** All models that at least one role's table names: the boot check compares it with the schema. */
export function ruledModels(): Set<ModelName> {
  const anyone: Me = { role: 'admin', personId: NIL, studentId: NIL, contactIds: [], departmentId: null, clubs: [] }
  const rules = tables.flatMap((table) =>
    Object.entries(table).map(([role, of]) => of({ ...anyone, role: role as Role })),
  )
  return new Set(rules.flatMap((byModel) => Object.keys(byModel) as ModelName[]))
}

const NIL = '00000000-0000-0000-0000-000000000000'

type Rights = Ability<[string, ModelName], Where>

// Conditions are only ever decided by the database: in memory they would be wrong as soon as one needs a relation.
const inDatabaseOnly = () => () => {
  throw new Error('Row rights are decided in SQL, see src/access/select.ts')
}

const anyField = (fields: string[]) => (field: string) => fields.includes(field)

// The rules are worked out once for a person and their roles of today; another role makes another key
function abilityOf(actor: PersonActor): Rights {
  const { personId, studentId, contactIds, clubs, roles } = actor
  const key = JSON.stringify([personId, studentId, contactIds, clubs, roles])
  const known = abilities.get(key)
  if (known) return known
  const rules = roles.flatMap((assignment) => rulesOf(actor, assignment))
  const ability: Rights = new Ability(rules, { conditionsMatcher: inDatabaseOnly, fieldMatcher: anyField })
  if (abilities.size >= ROOM) abilities.clear()
  abilities.set(key, ability)
  return ability
}

const ROOM = 2_000

type RawRule = { action: string; subject: ModelName; conditions: Where; fields?: string[]; reason: string }

function rulesOf(actor: PersonActor, assignment: Assignment): RawRule[] {
  const me: Me = {
    role: assignment.role,
    personId: actor.personId,
    studentId: actor.studentId ?? NIL,
    contactIds: actor.contactIds,
    departmentId: assignment.departmentId,
    clubs: actor.clubs,
  }
  return tables.flatMap((table) => {
    const byModel = table[assignment.role]?.(me) ?? {}
    return models.flatMap((model) => {
      const rule = byModel[model.name]
      return rule && !model.internal ? [...crudRules(model, rule, me), ...verbRules(model, rule, me)] : []
    })
  })
}

const isNobodys = ({ read }: Rule): boolean => Array.isArray(read) && read.length === 0

function crudRules(model: AnyModel, rule: Rule, me: Me): RawRule[] {
  const raw = (action: string, fields: string[], conditions = rule.rows): RawRule[] =>
    fields.length === 0 ? [] : [{ action, subject: model.name, conditions, fields, reason: me.role }]
  const changeable = rule.open ? { AND: [rule.rows, rule.open] } : rule.rows
  return [
    // An empty list: the house knows these rows, and nobody opens one
    ...(isNobodys(rule) ? [] : raw('read', picked(rule.read ?? 'all', readableColumns(model), model))),
    ...raw('create', rule.create ? picked(rule.create, writableColumns(model), model) : []),
    ...raw('update', rule.update ? picked(rule.update, writableColumns(model), model) : [], changeable),
    ...raw('delete', rule.remove ? ['id'] : [], changeable),
  ]
}

function verbRules(model: AnyModel, rule: Rule, me: Me): RawRule[] {
  return verbRightsOf(model.name)
    .filter((right) => right.roles.includes(me.role))
    .map((right) => ({
      action: right.verb,
      subject: model.name,
      conditions: right.rows ? { AND: [rule.rows, right.rows(me)] } : rule.rows,
      fields: ['id'],
      reason: me.role,
    }))
}

function picked(choice: Columns, from: string[], model: AnyModel): string[] {
  if (choice === 'all') return from
  const named = Array.isArray(choice) ? choice : choice.except
  const stray = named.find((name) => !model.fields.some((field) => field.name === name))
  if (stray) throw new Error(`access: ${model.name} has no column ${stray}`)
  if (!Array.isArray(choice)) return from.filter((name) => !named.includes(name))
  return [...new Set([...ALWAYS.filter((name) => from.includes(name)), ...named.filter((name) => from.includes(name))])]
}

// A record that may be seen shows its id and version: without them no screen can name it nor save it.
const ALWAYS = ['id', 'version']

const ownColumns = (model: AnyModel): string[] => model.fields.map((field) => field.name)
const readableColumns = (model: AnyModel): string[] =>
  model.fields.filter((field) => !field.secret && field.type !== 'Bytes').map((field) => field.name)
const writableColumns = (model: AnyModel): string[] =>
  model.fields.filter((field) => !field.secret && !field.readonly && field.type !== 'Bytes').map((field) => field.name)
