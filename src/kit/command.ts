import { type Context, hasRole } from '../access/actor.ts'
import { type ModelName, modelOf } from '../access/model.ts'
import { mayEver } from '../access/rights.ts'
import { isId, permitted, permittedTo, type Row } from '../access/select.ts'
import { catalogue } from '../generated/catalogue.ts'
import { type Tx, transaction } from '../platform/db.ts'
import { type Refusal, refuse } from '../platform/errors.ts'
import { explained } from './constraint.ts'
import { difference, record } from './event.ts'
import { type AnyVerb, type Call, flowOf, needsReason, type Outcome } from './flow.ts'
import { checkedInput } from './input.ts'
import { roleFor } from './record.ts'
import { refuseStale } from './stale.ts'
import { lockRow, table, within } from './table.ts'

export type Performed = { id: string; redirect?: { model: ModelName; id: string } }

export type PerformOptions = {
  /** Joins a transaction already open */
  tx?: Tx
  reason?: string | null
  /** The version the person was looking at */
  version?: number | null
  /** Skips the guard: an administrator, with a reason */
  force?: boolean
}

/** The one door of a business verb: load through the right, state, guard, body, event, in one transaction. */
export async function perform(
  ctx: Context,
  name: ModelName,
  verbName: string,
  id: string,
  sent: Record<string, unknown> = {},
  options: PerformOptions = {},
): Promise<Performed> {
  const verb = verbFor(ctx, name, verbName)
  const input = checkedInput(verb, sent)
  const reason = checkedReason(ctx, verb, options)
  try {
    const work = (tx: Tx) => act(tx, ctx, name, verb, id, { input, reason, options })
    return await (options.tx ? work(options.tx) : transaction(work))
  } catch (error) {
    throw explained(error, modelOf(name))
  }
}

type Asked = { input: Record<string, unknown>; reason: string | null; options: PerformOptions }

async function act(tx: Tx, ctx: Context, name: ModelName, verb: AnyVerb, id: string, asked: Asked): Promise<Performed> {
  const before = await lockedRecord(tx, ctx, name, verb, id)
  if (!isLegal(verb, before.status)) throw await refuseState(ctx, name, verb, id, before.status)
  const { version } = asked.options
  if (typeof version === 'number' && 'version' in before && before.version !== version)
    throw await refuseStale(tx, name, id, version, asked.input)
  const call: Call = { tx, ctx, record: before as Call['record'], input: asked.input, reason: asked.reason }
  if (!asked.options.force) await verb.guard?.(call)
  const outcome: Outcome<ModelName> = (await verb.body?.(call)) ?? {}
  const data: Record<string, unknown> = { ...outcome.data, ...nextState(verb, call) }
  await save(tx, name, before, data)
  const change = difference(before, data)
  await record(tx, ctx, {
    noun: name,
    recordId: id,
    verb: verb.name,
    role: roleFor(ctx, name, verb.name),
    before: change.before,
    after: { ...change.after, ...outcome.note, ...(asked.options.force && { forced: true }) },
    reason: asked.reason,
  })
  return { id, ...(outcome.redirect && { redirect: outcome.redirect }) }
}

function verbFor(ctx: Context, name: ModelName, verbName: string): AnyVerb {
  if (ctx.readOnly) throw new Error(`${verbName} of ${name} in a read-only request`)
  const verb = flowOf(name)?.verbs.get(verbName)
  if (!verb || !mayEver(ctx.actor, name, verbName)) throw refuse.notFound()
  if (ctx.actor.kind === 'system' && !verb.system) throw new Error(`${name}.${verbName} is not for jobs`)
  return verb
}

function checkedReason(ctx: Context, verb: AnyVerb, { reason, force }: PerformOptions): string | null {
  const given = reason?.trim() || null
  if (force && !hasRole(ctx.actor, 'admin')) throw refuse.notFound()
  if ((needsReason(verb, ctx.actor) || force) && !given && ctx.actor.kind === 'person')
    throw refuse.invalid({ reason: REASON })
  return given
}

const REASON = {
  fr: 'Écrivez le motif : la personne concernée le lira.',
  en: 'Write the reason: the person concerned will read it.',
}

// Locked before it is judged: two people on the same button, one acts and the other is told
async function lockedRecord(tx: Tx, ctx: Context, name: ModelName, verb: AnyVerb, id: string) {
  if (!isId(id)) throw refuse.notFound()
  await lockRow(tx, modelOf(name), id, { shared: verb.shared === true })
  const open = await permitted(ctx, name, verb.name, [id], within(tx))
  const found = open.has(id) ? await table(tx, name).findUnique({ where: { id } }) : null
  if (!found) throw refuse.notFound()
  return found
}

const isLegal = (verb: AnyVerb, state: unknown): boolean => verb.from === 'any' || verb.from.includes(String(state))

function nextState(verb: AnyVerb, call: Call): Record<string, unknown> {
  if (verb.to === null) return {}
  return { status: typeof verb.to === 'function' ? verb.to(call) : verb.to }
}

async function save(tx: Tx, name: ModelName, before: Record<string, unknown>, data: Record<string, unknown>) {
  if (Object.keys(data).length === 0) return
  const bump = 'version' in before ? { version: { increment: 1 } } : {}
  await table(tx, name).update({ where: { id: String(before.id) }, data: { ...data, ...bump } })
}

async function refuseState(ctx: Context, name: ModelName, verb: AnyVerb, id: string, state: unknown): Promise<Refusal> {
  const model = modelOf(name)
  const byRow = await legalVerbs(ctx, name, [{ id, values: { status: state } }])
  const legal = byRow.get(id) ?? []
  const label = stateLabel(name, String(state))
  const next = {
    fr: legal.map((one) => `« ${one.label.fr} »`).join(', '),
    en: legal.map((one) => one.label.en).join(', '),
  }
  return refuse.illegalTransition(
    {
      fr: `« ${verb.label.fr} » n’est pas possible : ${model.label.fr.toLowerCase()} à l’état « ${label.fr} ». ${next.fr ? `Possible maintenant : ${next.fr}.` : 'Aucune action ne vous est ouverte à cet état.'}`,
      en: `“${verb.label.en}” is not possible: the ${model.label.en.toLowerCase()} is “${label.en}”. ${next.en ? `Possible now: ${next.en}.` : 'No action is open to you in this state.'}`,
    },
    legal.map((one) => one.name),
  )
}

/** The label of a state, from the schema. */
export function stateLabel(name: ModelName, state: string) {
  const field = modelOf(name).fields.find((one) => one.name === 'status')
  const value = catalogue.enums[field?.enum ?? '']?.values.find((one) => one.value === state)
  return value?.label ?? { fr: state, en: state }
}

/** For each record, the verbs that its state and the actor’s rights allow: what the screen shows as buttons. */
export async function legalVerbs(
  ctx: Context,
  name: ModelName,
  rows: Pick<Row, 'id' | 'values'>[],
): Promise<Map<string, AnyVerb[]>> {
  const legal = new Map<string, AnyVerb[]>(rows.map((row) => [row.id, []]))
  if (ctx.actor.kind !== 'person') return legal
  const verbs = [...(flowOf(name)?.verbs.values() ?? [])].filter((verb) =>
    rows.some((row) => isLegal(verb, row.values.status)),
  )
  const open = await permittedTo(
    ctx,
    name,
    verbs.map((verb) => verb.name),
    rows.map((row) => row.id),
  )
  for (const verb of verbs)
    for (const { id, values } of rows)
      if (isLegal(verb, values.status) && open.get(verb.name)?.has(id)) legal.get(id)?.push(verb)
  return legal
}
