import type { FieldKind, FieldState, Locale, VerbState } from '../components/state.ts'
import type { Actor } from '../src/access/actor.ts'
import type { ModelName } from '../src/access/model.ts'
import { mayEver } from '../src/access/rights.ts'
import { type AnyVerb, flowOf, needsReason } from '../src/kit/flow.ts'
import { type InputField, inputFields } from '../src/kit/input.ts'

/** The verbs this person may ever use on this model, each with the small form it asks for, read from its typed input. */
export function verbStates(actor: Actor, model: ModelName, locale: Locale): VerbState[] {
  return [...(flowOf(model)?.verbs.values() ?? [])]
    .filter((verb) => mayEver(actor, model, verb.name))
    .map((verb) => verbState(verb, actor, locale))
}

const verbState = (verb: AnyVerb, actor: Actor, locale: Locale): VerbState => ({
  name: verb.name,
  label: verb.label[locale],
  tone: verb.tone ?? 'neutral',
  ...(needsReason(verb, actor) ? { reason: true } : {}),
  ...(verb.inTab ? { inTab: true } : {}),
  ...(verb.confirm ? { confirm: verb.confirm[locale] } : {}),
  // What the page itself sends is never asked
  fields: inputFields(verb).flatMap((field) => (field.kind === 'hidden' ? [] : [inputField(field, locale)])),
})

const inputField = (field: InputField, locale: Locale): FieldState => ({
  name: field.name,
  label: field.label[locale],
  kind: field.kind === 'hidden' ? 'text' : KINDS[field.kind],
  ...(field.help ? { help: field.help[locale] } : {}),
  ...(field.model ? { reference: field.model } : {}),
  ...(field.accept ? { accept: field.accept } : {}),
  ...(field.choices ? { choices: field.choices.map(({ value, label }) => ({ value, label: label[locale] })) } : {}),
  ...(field.required ? { required: true } : {}),
})

const KINDS: Record<Exclude<InputField['kind'], 'hidden'>, FieldKind> = {
  text: 'text',
  longtext: 'longtext',
  number: 'number',
  money: 'money',
  date: 'date',
  datetime: 'datetime',
  boolean: 'boolean',
  choice: 'enum',
  reference: 'reference',
  file: 'file',
}
