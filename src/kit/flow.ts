import type { z } from 'zod'
import type { Actor, Context, Role } from '../access/actor.ts'
import type { ModelName } from '../access/model.ts'
import { type Me, registerVerbs } from '../access/rights.ts'
import type { Where } from '../access/where.ts'
import type { Text } from '../platform/catalogue.ts'
import type { Tx } from '../platform/db.ts'
import type { RecordOf } from './table.ts'

/** What a verb is handed: who acts and when (`ctx`), the locked record, the checked input. */
export type Call<M extends ModelName = ModelName, I = Record<string, unknown>> = {
  tx: Tx
  ctx: Context
  record: RecordOf<M>
  input: I
  reason: string | null
}

/** What a body hands back: columns to write with the new state, and where to lead the person next. */
export type Outcome<M extends ModelName> = {
  data?: Partial<RecordOf<M>>
  redirect?: { model: ModelName; id: string }
  /** More to keep in the event than the columns that changed */
  note?: Record<string, unknown>
}

type Shape = z.ZodObject

/** One verb: transition, right, button, event and mail bear its name. */
export type Verb<M extends ModelName, S extends Shape = Shape> = {
  label: Text
  /** Legal states; `any` for a noun without a life cycle */
  from: readonly StateOf<M>[] | 'any'
  /** The state it leads to; null leaves the state as it is */
  to: StateOf<M> | null | ((call: Call<M, z.infer<S>>) => StateOf<M>)
  /** Who may, on the rows that their role reads; the administrator always may */
  roles: readonly Role[]
  /** Narrows those rows */
  rows?: (me: Me) => Where
  /** Jobs may too */
  system?: true
  needsReason?: true
  /** Its button stands in a tab of the record, which knows what it acts on, not among the others */
  inTab?: true
  /** Changes other records, never this one: many people may do it at once */
  shared?: true
  input?: S
  tone?: 'primary' | 'danger' | 'neutral'
  /** Asked before it is done, when it cannot be undone */
  confirm?: Text
  /** Said when it is done: what happened, what comes next */
  done?: Text
  guard?: (call: Call<M, z.infer<S>>) => Promise<void> | void
  body?: (call: Call<M, z.infer<S>>) => Promise<Outcome<M> | undefined> | Promise<void>
}

export type StateOf<M extends ModelName> = RecordOf<M> extends { status: infer State extends string } ? State : never

/** A verb once defined: the types of its input and state were checked where it was written. */
export type AnyVerb = Omit<Verb<ModelName>, 'from' | 'to' | 'guard' | 'body'> & {
  name: string
  from: readonly string[] | 'any'
  to: string | null | ((call: Call) => string)
  guard?: (call: Call) => Promise<void> | void
  body?: (call: Call) => Promise<Outcome<ModelName> | undefined> | Promise<void>
}

export type Flow = { model: ModelName; verbs: Map<string, AnyVerb> }

const flows = new Map<ModelName, Flow>()

/** Writes one verb of `model`; its input is typed from its own schema. */
export const verbOf =
  <M extends ModelName>(_model: M) =>
  <S extends Shape>(verb: Verb<M, S>): Verb<M, S> =>
    verb

/** The life cycle of a noun as one table; rights, buttons, history and tests are read from it. */
// biome-ignore lint/suspicious/noExplicitAny: each verb has an input of its own, checked by verbOf
export function defineFlow<M extends ModelName>(model: M, verbs: Record<string, Verb<M, any>>): Flow {
  const named = Object.entries(verbs).map(([name, verb]): [string, AnyVerb] => [name, { ...erased(verb), name }])
  const flow: Flow = { model, verbs: new Map(named) }
  flows.set(model, flow)
  registerVerbs(
    model,
    named.map(([name, verb]) => ({ verb: name, roles: holders(verb), ...(verb.rows && { rows: verb.rows }) })),
  )
  return flow
}

/** Who may ever use a verb: those it names and the administrator; nobody by hand when it is for jobs. */
export const holders = ({ roles, system }: Pick<AnyVerb, 'roles' | 'system'>): Role[] =>
  system && roles.length === 0 ? [] : [...new Set<Role>(['admin', ...roles])]

/** Whose work is also the administrator’s (domain/internships.md §3); in anybody else’s place, they say why. */
const OWN_WORK: readonly Role[] = ['admin', 'internship_officer']

export function needsReason(verb: AnyVerb, actor: Actor): boolean {
  if (verb.needsReason) return true
  if (actor.kind !== 'person' || verb.roles.length === 0) return false
  const held = actor.roles.map((assignment) => assignment.role)
  return held.includes('admin') && !verb.roles.some((role) => OWN_WORK.includes(role) || held.includes(role))
}

// A body only ever meets records of its own model: perform() reads them from that table
function erased(verb: object): Omit<AnyVerb, 'name'> {
  return verb as Omit<AnyVerb, 'name'>
}

export const flowOf = (model: ModelName): Flow | undefined => flows.get(model)
export const allFlows = (): Flow[] => [...flows.values()]
