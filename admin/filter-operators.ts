import { DateTime } from 'luxon'
import type { Actor, Context } from '../src/access/actor.ts'
import type { AnyField, ModelName } from '../src/access/model.ts'
import { mayEver } from '../src/access/rights.ts'
import type { Where } from '../src/access/where.ts'
import { parseValue } from '../src/kit/value.ts'
import type { Text } from '../src/platform/catalogue.ts'
import { dateOfDay, dayOf } from '../src/platform/clock.ts'
import { config } from '../src/platform/config.ts'
import { refuse } from '../src/platform/errors.ts'
import { departmentOf, type Target } from './filter-path.ts'

type Build = (target: Target, value: string, ctx: Context) => Where

/** What builds the condition, when this operator makes sense of what the filter names. */
export function takes({ field, relation }: Target, operator: string): Build | null {
  if (relation) return operator === 'empty' ? nothingThere : null
  if (!field || field.list || field.type === 'Json' || field.type === 'Bytes' || field.sealed) return null
  const found = Object.hasOwn(OPERATORS, operator) ? OPERATORS[operator] : undefined
  if (!found?.of(field)) return null
  return (target, value, ctx) => found.build(field, value, ctx, target)
}

type Operator = {
  of: (field: AnyField) => boolean
  build: (field: AnyField, value: string, ctx: Context, target: Target) => Where
}

const anything = () => true
const isText = (field: AnyField): boolean => field.type === 'String' && field.native !== 'Uuid' && !field.enum
const isDated = (field: AnyField): boolean => field.type === 'DateTime'
const isInstant = (field: AnyField): boolean => isDated(field) && field.native !== 'Date'
const hasOrder = (field: AnyField): boolean => !isText(field) && !field.enum && field.type !== 'Boolean'
const isReference = (field: AnyField): boolean => field.reference !== undefined

/** The operators of every list, by the word that stands in the address. */
const OPERATORS: Record<string, Operator> = {
  default: { of: anything, build: (field, value) => (isText(field) ? contains(field, value) : is(field, value)) },
  is: { of: anything, build: (field, value) => is(field, value) },
  not: { of: anything, build: (field, value) => isNot(field, value) },
  contains: { of: isText, build: (field, value) => contains(field, value) },
  starts: { of: isText, build: (field, value) => ({ [field.name]: { startsWith: value } }) },
  in: { of: anything, build: (field, value) => ({ [field.name]: { in: several(field, value) } }) },
  none: { of: anything, build: (field, value) => orNothing(field, { [field.name]: { notIn: several(field, value) } }) },
  empty: { of: anything, build: (field, value) => ({ [field.name]: { empty: isYes(value) } }) },
  from: { of: hasOrder, build: (field, value) => ({ [field.name]: { gte: parsed(field, value) } }) },
  to: { of: hasOrder, build: (field, value) => ({ [field.name]: upTo(field, value) }) },
  between: { of: hasOrder, build: between },
  last: { of: isDated, build: (field, value, ctx) => days(field, ctx, 1 - span(value), 1) },
  next: { of: isDated, build: (field, value, ctx) => days(field, ctx, 0, span(value)) },
  past: {
    of: isDated,
    build: (field, value, ctx) => asSaid(field, value, { [field.name]: { lt: at(field, ctx, 0) } }),
  },
  future: {
    of: isDated,
    build: (field, value, ctx) => asSaid(field, value, { [field.name]: { gte: at(field, ctx, 1) } }),
  },
  me: {
    of: (field) => isPersonal(field),
    build: (field, value, { actor }) => asSaid(field, value, themselves(actor, field)),
  },
  mine: { of: isReference, build: (field, value, { actor }) => asSaid(field, value, ofTheirDepartments(actor, field)) },
}

const contains = (field: AnyField, value: string): Where => ({ [field.name]: { contains: value } })
const isYes = (value: string): boolean => value !== 'false' && value !== '0'
const asSaid = (field: AnyField, value: string, where: Where): Where =>
  isYes(value) ? where : orNothing(field, { NOT: where })

/** “Is not” and “none of” keep what is empty: nobody who says them means to lose those. */
const orNothing = (field: AnyField, where: Where): Where =>
  field.required && !field.via ? where : { OR: [where, { [field.name]: null }] }

function is(field: AnyField, value: string): Where {
  if (!isInstant(field)) return { [field.name]: parsed(field, value) }
  return { [field.name]: { gte: parsed(field, value), lt: dayAfter(field, value) } }
}

const isNot = (field: AnyField, value: string): Where =>
  isInstant(field) ? orNothing(field, { NOT: is(field, value) }) : { [field.name]: { not: parsed(field, value) } }

const several = (field: AnyField, value: string): unknown[] =>
  value
    .split(',')
    .filter((one) => one.trim() !== '')
    .slice(0, 100)
    .map((one) => parsed(field, one))

const upTo = (field: AnyField, value: string) =>
  isInstant(field) ? { lt: dayAfter(field, value) } : { lte: parsed(field, value) }

/** `10..20`, both included; `10..` and `..20` leave a side open. */
function between(field: AnyField, value: string): Where {
  const [low = '', high = ''] = value.split('..').map((side) => side.trim())
  if (low === '' && high === '') throw refuse.unknownColumn(`${field.name}~~between`)
  return {
    [field.name]: { ...(low && { gte: parsed(field, low) }), ...(high && upTo(field, high)) },
  }
}

function parsed(field: AnyField, value: string): unknown {
  const result = parseValue({ ...field, list: false }, value)
  if ('error' in result) throw refuse.invalid({ [field.name]: result.error }, cannotFilter(field, result.error))
  const { value: read } = result
  // Nothing to compare with: an absent value would widen the answer to every row
  if (read === undefined || read === null) throw refuse.unknownColumn(field.name)
  // An exact number travels as text: the driver would write its object as JSON
  return typeof read === 'object' && !(read instanceof Date) ? String(read) : read
}

const cannotFilter = (field: AnyField, error: Text): Text => ({
  fr: `Le filtre « ${field.label.fr} » n’est pas lisible. ${error.fr}`,
  en: `The filter “${field.label.en}” cannot be read. ${error.en}`,
})

/** “Until the 2nd” includes the whole of the 2nd, at the school. */
function dayAfter(field: AnyField, value: string): Date {
  const instant = parsed(field, value)
  if (!(instant instanceof Date)) throw refuse.unknownColumn(field.name)
  return DateTime.fromJSDate(instant, { zone: config.schoolTz }).startOf('day').plus({ days: 1 }).toJSDate()
}

function span(value: string): number {
  const days = Number.parseInt(value, 10)
  return Number.isFinite(days) && days >= 1 ? Math.min(days, 3660) : 7
}

/** From the start of one day to the start of another, counted from today at the school; today counts on both sides. */
const days = (field: AnyField, ctx: Context, from: number, until: number): Where => ({
  [field.name]: { gte: at(field, ctx, from), lt: at(field, ctx, until) },
})

function at(field: AnyField, ctx: Context, offset: number): Date {
  const day = DateTime.fromISO(dayOf(ctx.now, config.schoolTz), { zone: config.schoolTz }).plus({ days: offset })
  return isInstant(field) ? day.toJSDate() : dateOfDay(day.toISODate() ?? '')
}

const OWN: Partial<Record<ModelName, (actor: Actor) => string[]>> = {
  Person: (actor) => (actor.kind === 'person' ? [actor.personId] : []),
  Account: (actor) => (actor.kind === 'person' ? [actor.accountId] : []),
  Student: (actor) => (actor.kind === 'person' && actor.studentId ? [actor.studentId] : []),
  CompanyContact: (actor) => (actor.kind === 'person' ? actor.contactIds : []),
}

export const isPersonal = (field: AnyField): boolean =>
  field.reference !== undefined && OWN[field.reference.model] !== undefined

const themselves = (actor: Actor, field: AnyField): Where => ({
  [field.name]: { in: (field.reference && OWN[field.reference.model]?.(actor)) ?? [] },
})

/** Their department, or what leads to it. Whoever answers for the whole school has them all; a teacher or a student has none. */
function ofTheirDepartments(actor: Actor, field: AnyField): Where {
  const whole = { empty: false }
  const inner = departmentsOf(actor) ?? whole
  const target = field.reference?.model
  if (target === 'Department') return { [field.name]: inner }
  const lead = target && mayEver(actor, target, 'read') ? departmentOf(actor, target) : null
  if (!lead || !field.reference) throw refuse.unknownColumn(`${field.name}~~mine`)
  return { [field.reference.relation]: lead(inner) }
}

function departmentsOf(actor: Actor): { in: string[] } | null {
  if (actor.kind !== 'person') return null
  const desk = actor.roles.filter(({ role }) => role === 'admin' || role === 'internship_officer')
  if (desk.some(({ departmentId }) => departmentId === null)) return null
  return { in: actor.roles.flatMap(({ departmentId }) => departmentId ?? []) }
}

/** “None of those there”; said of what points here. */
const nothingThere: Build = ({ relation }, value) => ({
  [relation?.name ?? '']: isYes(value) ? { none: {} } : { some: {} },
})
