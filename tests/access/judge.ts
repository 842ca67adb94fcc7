import { type AnyModel, type ModelName, modelOf, relationOf } from '../../src/access/model.ts'
import { type Action, type Expected, expectedOf } from './expected.ts'
import type { Principal, World, WorldRow } from './world.ts'

/** Reads the hand-written table for one person of the world: which rows, which columns, which words. */
export const lineFor = (who: Principal, model: ModelName): Expected => expectedOf(model, who.role)

export function mayOn(who: Principal, row: WorldRow, action: Exclude<Action, 'create'>): boolean {
  const scope = lineFor(who, row.model)[action]
  if (scope === 'none') return false
  if (action !== 'read' && row.writers && !row.writers.includes(who.name)) return false
  if (scope === 'all') return true
  if (scope === 'department') return row.department === null || who.department === row.department
  return row.own.includes(who.name)
}

export const mayRead = (who: Principal, row: WorldRow): boolean => mayOn(who, row, 'read')

/** Columns of the model that this person must never meet. */
export function closedColumns(who: Principal, model: AnyModel): string[] {
  const secret = model.fields.filter((field) => field.secret).map((field) => field.name)
  return [...secret, ...lineFor(who, model.name).never]
}

/** Every canary that may be printed for this person: what they read, and the titles of what it refers to. */
export function wordsOpenTo(world: World, who: Principal): Set<string> {
  const words = new Set<string>()
  const byId = new Map(world.rows.map((row) => [row.id, row]))
  for (const word of titleWords(world.row('Person', who.name), byId)) words.add(word)
  for (const row of world.rows.filter((one) => mayRead(who, one))) {
    const closed = new Set(closedColumns(who, modelOf(row.model)))
    for (const word of ownWords(row, byId, closed)) words.add(word)
    for (const word of titleWords(row, byId)) words.add(word)
    for (const field of modelOf(row.model).fields) {
      const target = field.reference && !closed.has(field.name) ? byId.get(String(row.values[field.name])) : undefined
      if (target) for (const word of titleWords(target, byId)) words.add(word)
    }
  }
  return words
}

function ownWords(row: WorldRow, byId: Map<string, WorldRow>, closed: Set<string>): string[] {
  return modelOf(row.model).fields.flatMap((field) => {
    if (closed.has(field.name) || field.secret) return []
    const holder = field.via ? byId.get(String(row.values[field.via.fk])) : row
    return canariesIn(String(text(holder?.values[field.name])))
  })
}

const text = (value: unknown): unknown => (typeof value === 'object' && value !== null ? JSON.stringify(value) : value)

function titleWords(row: WorldRow, byId: Map<string, WorldRow>): string[] {
  const model = modelOf(row.model)
  const names = [...model.title.matchAll(/\{(\w+)\}/g)].map(([, name]) => name ?? '')
  return names.flatMap((name) => {
    const relation = relationOf(model, name)
    const target = relation ? byId.get(String(row.values[relation.fk])) : undefined
    return target ? titleWords(target, byId) : canariesIn(String(row.values[name]))
  })
}

/** The canaries of a text, by lower-case key: e-mails are kept in lower case. */
export const canariesIn = (bytes: string): string[] =>
  [...bytes.matchAll(/(CNRY|SECRET)-(\w+)-(\w+)-(\w+)/gi)].map(([word]) => word.toLowerCase())

/** What the bytes say that this person must not hear. */
export const leaksIn = (bytes: string, open: Set<string>): string[] => [
  ...new Set(canariesIn(bytes).filter((word) => !open.has(word))),
]
