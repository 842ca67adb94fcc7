import type { Context } from '../../access/actor.ts'
import { type AnyField, modelOf } from '../../access/model.ts'
import { list, type Row, type Run } from '../../access/select.ts'
import type { Text } from '../../platform/catalogue.ts'
import { bare, nearest } from './nearest.ts'
import { keyFields } from './targets.ts'

export type Found = { id: string; title: string }
/** `part`: the part of the key at fault, so that the right column is shown */
export type NotFound = { problem: Text; part?: string }

/** The records a reference may point to, as this person sees them: an import never creates one on the way. */
export type Directory = {
  /** One cell names the record; `hints` are the row’s own values, when several records share that name */
  byName(text: string, hints: Record<string, unknown>): Found | NotFound
  /** Several cells name it, one for each part of its key */
  byParts(parts: Record<string, string>): Found | NotFound
}

const LARGEST = 20_000

export async function openDirectory(ctx: Context, field: AnyField, run?: Run): Promise<Directory> {
  const target = modelOf(field.reference?.model ?? '')
  const rows = await list(ctx, target.name, { limit: LARGEST }, run)
  const key = keyFields(target)
  const exact = target.fields.filter((one) => one.unique && one.type === 'String' && !one.native)
  const byNames = indexBy(rows, (row) => [
    row.title,
    key.map((part) => shown(row, part)).join(' '),
    ...exact.map((one) => String(row.values[one.name] ?? '')),
  ])
  // The same misspelt name on a thousand rows is compared once with everything that is known
  const unknownName = remembering((text: string) => {
    const titles = rows.map((row) => row.title)
    return { problem: unknown(text, field.label, titles) }
  })
  return {
    byName: (text, hints) => {
      const found = byNames.get(bare(text)) ?? []
      const [only, another] = narrowed(found, text, key, hints)
      if (only && !another) return { id: only.id, title: only.title }
      if (only) return { problem: ambiguous(text, field, found, key) }
      return unknownName(text)
    },
    byParts: remembering((parts) => walk(rows, key, parts)),
  }
}

/** A file names the same few records thousands of times. */
function remembering<A>(look: (asked: A) => Found | NotFound): (asked: A) => Found | NotFound {
  const answers = new Map<string, Found | NotFound>()
  return (asked) => {
    const name = JSON.stringify(asked)
    const answer = answers.get(name) ?? look(asked)
    answers.set(name, answer)
    return answer
  }
}

function indexBy(rows: Row[], namesOf: (row: Row) => string[]): Map<string, Row[]> {
  const index = new Map<string, Row[]>()
  for (const row of rows) {
    for (const name of new Set(namesOf(row).map(bare).filter(Boolean)))
      index.set(name, [...(index.get(name) ?? []), row])
  }
  return index
}

const shown = (row: Row, part: AnyField): string =>
  String((part.reference ? row.titles[part.name] : row.values[part.name]) ?? '')

/** Written exactly the same comes first; then the row’s own town decides between two companies of one name. */
function narrowed(found: Row[], text: string, key: AnyField[], hints: Record<string, unknown>): Row[] {
  if (found.length < 2) return found
  const exact = found.filter((row) => row.title.trim() === text.trim())
  const kept = exact.length > 0 ? exact : found
  const hinted = kept.filter((row) =>
    key.some((part) => hints[part.name] !== undefined && bare(shown(row, part)) === bare(String(hints[part.name]))),
  )
  return hinted.length > 0 ? hinted : kept
}

function walk(rows: Row[], key: AnyField[], parts: Record<string, string>): Found | NotFound {
  let kept = rows
  for (const [index, part] of key.entries()) {
    const text = parts[part.name] ?? ''
    if (text === '') return { problem: missing(part.label), part: part.name }
    const next = kept.filter((row) => bare(shown(row, part)) === bare(text))
    if (next.length === 0) {
      const known = new Set(kept.map((row) => shown(row, part)))
      const above = key[index - 1]
      const problem = above
        ? noSuchPart(text, part.label, parts[above.name] ?? '', known)
        : unknown(text, part.label, known)
      return { problem, part: part.name }
    }
    kept = next
  }
  const [only] = kept
  return only ? { id: only.id, title: only.title } : { problem: missing(key[0]?.label ?? { fr: '', en: '' }) }
}

const missing = (label: Text): Text => ({
  fr: `« ${label.fr} » est à remplir.`,
  en: `“${label.en}” must be filled in.`,
})

function unknown(text: string, label: Text, known: Iterable<string>): Text {
  const close = nearest(text, known)
  return {
    fr: `« ${text} » n’existe pas (${label.fr}).${close ? ` Vouliez-vous écrire « ${close} » ?` : ' Corrigez le fichier, ou créez d’abord cette fiche.'}`,
    en: `“${text}” does not exist (${label.en}).${close ? ` Did you mean “${close}”?` : ' Correct the file, or create that record first.'}`,
  }
}

function noSuchPart(text: string, label: Text, above: string, known: Set<string>): Text {
  const choices = [...known].sort().slice(0, 6).join(', ')
  return {
    fr: `« ${above} » n’a pas « ${text} » (${label.fr}). Existent : ${choices}.`,
    en: `“${above}” has no “${text}” (${label.en}). Known: ${choices}.`,
  }
}

function ambiguous(text: string, field: AnyField, found: Row[], key: AnyField[]): Text {
  const others = key.slice(1)
  const places = found
    .map((row) => others.map((part) => shown(row, part)).join(' '))
    .slice(0, 6)
    .join(', ')
  const column = others.map((part) => `${field.label.fr} — ${part.label.fr}`).join(', ')
  return {
    fr: `« ${text} » désigne ${found.length} fiches (${places}). Ajoutez une colonne « ${column} ».`,
    en: `“${text}” names ${found.length} records (${places}). Add a column for ${others.map((part) => part.label.en).join(', ')}.`,
  }
}
