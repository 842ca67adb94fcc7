import type { Context } from '../../access/actor.ts'
import { type ModelName, modelOf, quoted } from '../../access/model.ts'
import { readable } from '../../access/rights.ts'
import { scopeOf } from '../../access/scope.ts'
import { compile, Params } from '../../access/where.ts'
import type { Text } from '../../platform/catalogue.ts'
import { read } from '../../platform/db.ts'
import { stateLabel } from '../command.ts'
import type { AnyVerb } from '../flow.ts'
import { type Change, EDIT, NOT_YOURS, verbOf } from './change.ts'

type Judged = { id: string; state: string | null; open: boolean }

/** Of all these records, those that right or state rule out, and why: one statement, however many they are. */
export async function ruledOut(
  ctx: Context,
  name: ModelName,
  change: Change,
  ids: string[],
): Promise<Map<string, Text>> {
  const verb = change.verb === EDIT ? null : verbOf(ctx, name, change.verb)
  const columns = verb ? [] : Object.keys(change.input)
  const rows = await judged(ctx, name, change.verb, columns, ids)
  const out = new Map<string, Text>()
  for (const { id, state, open } of rows) {
    if (!open) out.set(id, NOT_YOURS)
    else if (verb && state !== null && !isLegal(verb, state)) out.set(id, wrongState(name, verb, state))
  }
  return out
}

function judged(ctx: Context, name: ModelName, action: string, columns: string[], ids: string[]): Promise<Judged[]> {
  const model = modelOf(name)
  const params = new Params()
  const open = compile(model, scopeOf(ctx.actor, model, action, columns), params)
  // A state that they may not read is not told here either
  const seesState = readable(ctx.actor, name).has('status')
  return read<Judged>(
    `SELECT t.id, ${seesState ? 't."status"::text' : 'NULL'} AS state, (${open}) AS open
       FROM ${quoted(model.table)} t WHERE ${compile(model, { id: { in: ids } }, params)}`,
    params.values,
  )
}

const isLegal = (verb: AnyVerb, state: string): boolean => verb.from === 'any' || verb.from.includes(state)

function wrongState(name: ModelName, verb: AnyVerb, state: string): Text {
  const label = stateLabel(name, state)
  return {
    fr: `« ${verb.label.fr} » n’est pas possible à l’état « ${label.fr} ».`,
    en: `“${verb.label.en}” is not possible in the state “${label.en}”.`,
  }
}
