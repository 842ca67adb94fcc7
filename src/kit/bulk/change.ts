import type { Context } from '../../access/actor.ts'
import { type ModelName, modelOf } from '../../access/model.ts'
import { mayEver } from '../../access/rights.ts'
import type { Text } from '../../platform/catalogue.ts'
import type { Tx } from '../../platform/db.ts'
import { Refusal, refuse } from '../../platform/errors.ts'
import { checkedValues, type Values } from '../columns.ts'
import { perform } from '../command.ts'
import { type AnyVerb, flowOf, needsReason } from '../flow.ts'
import { checkedInput } from '../input.ts'
import { updateRecord } from '../record.ts'

/** The same for every record: columns to write (`update`), or a verb of its life cycle with what it asks for. */
export type Change = { verb: string; input: Values; reason: string | null; force?: boolean }

export const EDIT = 'update'

/** `same`: there was nothing to change. */
export type Outcome = 'done' | 'same' | Refusal

/** Somebody pressed stop, or the account of whoever asked is closed. */
export class Stopped extends Error {}

/** Refuses what would be refused for every record alike, before the first one is touched. */
export function checkChange(ctx: Context, name: ModelName, change: Change): void {
  if (change.verb === EDIT) checkEdit(ctx, name, change.input)
  else checkVerb(ctx, name, change)
}

function checkVerb(ctx: Context, name: ModelName, change: Change): void {
  const verb = verbOf(ctx, name, change.verb)
  checkedInput(verb, change.input)
  if ((needsReason(verb, ctx.actor) || change.force) && !change.reason?.trim()) throw refuse.invalid({ reason: REASON })
}

function checkEdit(ctx: Context, name: ModelName, values: Values): void {
  if (!mayEver(ctx.actor, name, 'update')) throw refuse.notFound()
  if (Object.keys(values).length === 0) throw new Refusal('nothing_to_write', 422, NOTHING)
  checkedValues(ctx, modelOf(name), 'update', values)
}

export function verbOf(ctx: Context, name: ModelName, verbName: string): AnyVerb {
  const verb = flowOf(name)?.verbs.get(verbName)
  if (!verb || !mayEver(ctx.actor, name, verbName)) throw refuse.notFound()
  return verb
}

/** On one record; what it refuses leaves the transaction as it was before. */
export async function attempt(tx: Tx, ctx: Context, name: ModelName, change: Change, id: string): Promise<Outcome> {
  await tx.$executeRawUnsafe('SAVEPOINT one_of_many')
  try {
    const outcome = await apply(tx, ctx, name, change, id)
    await tx.$executeRawUnsafe('RELEASE SAVEPOINT one_of_many')
    return outcome
  } catch (error) {
    // A proof of identity is asked of the person, once, not of each record
    if (!(error instanceof Refusal) || error.code === 'step_up') throw error
    await tx.$executeRawUnsafe('ROLLBACK TO SAVEPOINT one_of_many')
    return error
  }
}

async function apply(tx: Tx, ctx: Context, name: ModelName, { verb, input, reason, force }: Change, id: string) {
  if (verb === EDIT) return (await updateRecord(ctx, name, id, null, input, { tx })).changed ? 'done' : 'same'
  await perform(ctx, name, verb, id, input, { tx, reason, ...(force && { force }) })
  return 'done'
}

/** What a refusal says of one record: the sentence beside a field tells more than the one above them all. */
export function sentenceOf(refusal: Refusal): Text {
  if (refusal.code === 'not_found') return NOT_YOURS
  const [field] = Object.values(refusal.fields)
  return field ?? refusal.sentence
}

export const NOT_YOURS: Text = {
  fr: 'Ce dossier ne vous est pas ouvert pour cette action.',
  en: 'This record is not open to you for this action.',
}

const REASON: Text = {
  fr: 'Écrivez le motif : les personnes concernées le liront.',
  en: 'Write the reason: the people concerned will read it.',
}

const NOTHING: Text = {
  fr: 'Choisissez au moins un champ à modifier. Rien n’a été changé.',
  en: 'Choose at least one field to change. Nothing was changed.',
}
