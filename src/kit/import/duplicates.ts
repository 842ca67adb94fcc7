import { type AnyField, type AnyModel, relationOf } from '../../access/model.ts'
import { catalogue } from '../../generated/catalogue.ts'
import type { Text } from '../../platform/catalogue.ts'
import { bare, editDistance } from './nearest.ts'
import type { FileRow, Problem } from './row.ts'
import { keyFields } from './targets.ts'

/** What a record already in the database, or a row of the file, is recognised by. */
export type Known = { data: Record<string, unknown>; line?: number; id?: string; title?: string }

export type Keys = { see(row: FileRow): void; problemsOf(row: FileRow): Problem[] }

/** Two rows with one key: nobody but the school knows which is right, so both are refused and each names the other. */
export function repeatedKeys(model: AnyModel, headers: Map<string, string>): Keys {
  const key = keyFields(model)
  const unique = model.fields.filter((field) => field.unique && !field.isId && !key.includes(field))
  const kept = [key, ...unique.map((field) => [field])].map((fields) => ({ fields, lines: new Map<string, Lines>() }))
  return {
    see: (row) => {
      for (const { fields, lines } of kept) {
        const value = signature(row.data, fields)
        if (value !== null) lines.set(value, withLine(lines.get(value), row.line))
      }
    },
    problemsOf: (row) =>
      kept.flatMap(({ fields, lines }) => {
        const same = lines.get(signature(row.data, fields) ?? '')
        return typeof same === 'object' ? [problemOf(row, fields, headers, same)] : []
      }),
  }
}

/** Nearly every key is on one line only, which then costs a number. */
type Lines = number | number[]
const withLine = (lines: Lines | undefined, line: number): Lines =>
  lines === undefined ? line : typeof lines === 'number' ? [lines, line] : [...lines, line]

/** Null when a part is missing: two unknowns are not the same thing. */
function signature(data: Record<string, unknown>, fields: AnyField[]): string | null {
  const values = fields.map((field) => data[field.name])
  return fields.length === 0 || values.some((value) => value === undefined) ? null : JSON.stringify(values.map(String))
}

function problemOf(row: FileRow, fields: AnyField[], headers: Map<string, string>, lines: number[]): Problem {
  const names = {
    fr: fields.map((field) => field.label.fr).join(' + '),
    en: fields.map((field) => field.label.en).join(' + '),
  }
  const others = lines.filter((line) => line !== row.line)
  const value = fields.map((field) => row.titles[field.name] ?? String(row.data[field.name])).join(' ')
  return { column: headers.get(fields[0]?.name ?? '') ?? null, value, why: repeated(names, others) }
}

/** A column filled with one value names a few of its lines, not fifty thousand. */
const MOST_NAMED = 10

function repeated(names: Text, lines: number[]): Text {
  const few = lines.slice(0, MOST_NAMED).join(', ') + (lines.length > MOST_NAMED ? '…' : '')
  return {
    fr: `Même « ${names.fr} » que la ligne ${few}. Gardez une seule de ces lignes, ou corrigez-la.`,
    en: `Same “${names.en}” as line ${few}. Keep one of these rows, or correct it.`,
  }
}

type Trace = { rest: string; name: string; digits: string; of: Pick<Known, 'line' | 'id' | 'title'> }
export type Twin = Trace['of']

/**
 * Finds what is probably one person or company written twice: same name without case, accents or legal form (or a letter
 * apart), same town or birthday, another key. It is only ever said, never merged.
 */
export function lookAlikes(model: AnyModel): { see(known: Known): void; twinOf(row: Known): Twin | null } {
  const name = titleFields(model)
  const rest = restFields(model, name)
  const index = new Map<string, Trace[]>()
  const see = (one: Known) => {
    const trace = traceOf(one, name, rest)
    for (const place of placesOf(trace)) {
      const there = index.get(place)
      if (!there) index.set(place, [trace])
      else if (there.length < MOST_COMPARED) there.push(trace)
    }
  }
  const twinOf = (row: Known) => {
    const wanted = traceOf(row, name, rest)
    if (wanted.name === '') return null
    for (const place of placesOf(wanted))
      for (const one of index.get(place) ?? [])
        if (!isSame(one.of, row) && isEarlier(one.of, row) && isAlike(one, wanted)) return one.of
    return null
  }
  return { see, twinOf }
}

/** A town with ten thousand shops whose names begin alike: the first ones are compared, nobody waits for the others. */
const MOST_COMPARED = 100

/** Two spellings of one name begin or end alike: only those that do are compared. Short names are the same or are not. */
const placesOf = ({ rest, digits, name }: Trace): string[] =>
  (name.length < SHORT ? [name] : [name.slice(0, 5), `…${name.slice(-5)}`]).map((end) => `${rest}|${digits}|${end}`)
const SHORT = 10

const isSame = (one: Twin, row: Known) => (row.line === undefined ? one.id === row.id : one.line === row.line)

/** Within the file, the later row is the duplicate of the earlier one. */
const isEarlier = (one: Twin, row: Known) => one.line === undefined || row.line === undefined || one.line < row.line

/** Asked millions of times for a large file: nothing is made here that would have to be swept away. */
function isAlike(a: Trace, b: Trace): boolean {
  if (a.name === b.name) return true
  // Without a town or a birthday in common, a letter apart is another name
  if (b.rest === NOWHERE) return false
  const allowed = b.name.length < SHORT ? 0 : b.name.length < 18 ? 1 : 2
  if (Math.abs(a.name.length - b.name.length) > allowed) return false
  return allowed > 0 && editDistance(a.name, b.name, allowed) <= allowed
}

/** No town, no birthday: nothing tells two namesakes apart. */
const NOWHERE = ''

const LEGAL_FORMS = /\b(?:sarl|sas|sasu|sa|eurl|ets|gie|snc|scop|ltd|llc|inc)\b/g

function traceOf(of: Known, name: AnyField[], rest: AnyField[]): Trace {
  const folded = bare(name.map((field) => String(of.data[field.name] ?? '')).join(' '))
  const short = folded.replace(LEGAL_FORMS, '').replace(/\s+/g, ' ').trim() || folded
  return {
    name: short,
    digits: short.replace(/\D/g, ''),
    rest: restOf(of, rest),
    of: { line: of.line, id: of.id, title: of.title },
  }
}

function restOf({ data }: Known, rest: AnyField[]): string {
  const parts = rest.map((field) => bare(String(data[field.name] ?? '')))
  return parts.every((part) => part === '') ? NOWHERE : parts.join('|')
}

/** What the trace of a record is made of. */
export function traceFields(model: AnyModel): AnyField[] {
  const name = titleFields(model)
  return [...name, ...restFields(model, name)]
}

/** The fields of the title; an embedded person’s name counts as the record’s own. */
export function titleFields(model: AnyModel, title = model.title): AnyField[] {
  return [...title.matchAll(/\{(\w+)\}/g)].flatMap(([, name = '']) => {
    const relation = relationOf(model, name)
    if (relation?.embed) return titleFields(model, catalogue.models[relation.model].title)
    return model.fields.filter((field) => field.name === (relation?.fk ?? name))
  })
}

/** What tells two namesakes apart: the other parts of the key, the birthday. */
function restFields(model: AnyModel, name: AnyField[]): AnyField[] {
  const key = keyFields(model)
  const parts = key.length > 1 ? key.filter((field) => !name.includes(field)) : []
  return [...parts, ...model.fields.filter((field) => field.native === 'Date' && field.pii === 'identity')]
}
