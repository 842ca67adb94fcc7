import type { ModelName } from '../../../access/model.ts'
import { modelOf } from '../../../access/model.ts'

/** What stands where somebody’s words stood. */
export const ERASED = '[effacé]'

type Values = Record<string, unknown>

/** Texts that say nothing about the person, and without which the record means nothing: numbers, fingerprints, currencies. */
const KEPT: Partial<Record<ModelName, string[]>> = {
  Agreement: ['number', 'currency'],
  AgreementVersion: ['sha256', 'templateVersion', 'verifyCode'],
  Amendment: ['sha256', 'templateVersion', 'verifyCode'],
  Certificate: ['number', 'sha256', 'templateVersion'],
  Placement: ['currency'],
  Signatory: ['sha256'],
  NotificationLog: ['key', 'noun'],
  Alert: ['key', 'noun'],
}

/** The columns of a row with every word taken out; dates, figures, states and references stay: indicators count on them. */
export function withoutWords(name: ModelName, row: Values): Values {
  const out: Values = {}
  for (const field of modelOf(name).fields) {
    if (field.via || field.isId || field.native === 'Uuid' || field.enum || KEPT[name]?.includes(field.name)) continue
    const value = row[field.name]
    if (value === null || value === undefined) continue
    if (field.type === 'String' && !field.list) out[field.name] = field.required ? ERASED : null
    if (field.type === 'Json')
      out[field.name] =
        name === 'Certificate' || name === 'AgreementVersion' || name === 'Amendment' ? frozenWithout(value) : ERASED
  }
  return out
}

/** In what was frozen, the parties and the terms stay; the student and what they did there go. */
const PERSONAL = new Set(['student', 'mission', 'subject', 'reason', 'clauses'])

function frozenWithout(value: unknown): unknown {
  if (value === null || typeof value !== 'object' || Array.isArray(value)) return value
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [key, PERSONAL.has(key) ? blank(inner) : inner]),
  )
}

/** Every text inside becomes the same few letters: the shape stays, for whoever reads the record later. */
export function blank(value: unknown): unknown {
  if (typeof value === 'string') return ERASED
  if (Array.isArray(value)) return value.map(blank)
  if (value === null || typeof value !== 'object') return value
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, blank(inner)]))
}

/** What an event keeps of the columns it tells: references, states, dates and figures, never a text. */
export function eventWithout(noun: string, values: unknown): unknown {
  if (values === null || typeof values !== 'object') return values
  const kinds = new Map<string, string>(fieldsOf(noun))
  return Object.fromEntries(
    Object.entries(values).map(([name, value]) => [name, kinds.get(name) === 'kept' ? value : quiet(value)]),
  )
}

function fieldsOf(noun: string): [string, string][] {
  const model = modelOf(noun)
  const kept = KEPT[model.name] ?? []
  return model.fields.map((field) => {
    const isSafe = field.enum || (field.native === 'Uuid' && !field.list) || kept.includes(field.name)
    const isWord = field.type === 'String' || field.type === 'Json' || field.pii
    return [field.name, isSafe || !isWord ? 'kept' : 'word']
  })
}

/** A column that is no longer in the schema, or that a verb noted beside them: figures stay, texts go. */
const quiet = (value: unknown): unknown => blank(value)
