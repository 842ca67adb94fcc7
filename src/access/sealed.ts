import type { KeyObject } from 'node:crypto'
import type { Field } from '../platform/catalogue.ts'
import { amountBytes, amountOf, openBytes, sealBytes, unwrapKey } from '../platform/envelope.ts'
import { Refusal } from '../platform/errors.ts'
import type { AnyModel } from './model.ts'

type Values = Record<string, unknown>
type Run = <T extends object>(sql: string, values: unknown[]) => Promise<T[]>

/** Keys by owner and version, each unsealed once. */
export type Keys = Map<string, KeyObject>

export const sealedFields = (model: AnyModel): (Field & { sealed: string })[] =>
  model.fields.filter((field): field is typeof field & { sealed: string } => field.sealed !== undefined)

export const isSealed = (model: AnyModel, column: string): boolean =>
  sealedFields(model).some((field) => field.name === column)

/**
 * Opens the sealed columns of rows that were read through a right. `of` gives the owners of each row, which the select
 * always brings. What does not open stops everything: a doubtful amount is never shown.
 */
export async function openRows<T extends Values & { id: string }>(run: Run, model: AnyModel, rows: T[]): Promise<T[]> {
  const fields = sealedFields(model).filter((field) => rows.some((row) => row[field.name] instanceof Uint8Array))
  if (fields.length === 0) return rows
  const keys = await keysOf(run, [...new Set(rows.flatMap((row) => fields.map((field) => String(row[field.sealed]))))])
  return rows.map((row) => {
    const opened: Values = Object.fromEntries(fields.map((field) => [field.name, openValue(keys, model, field, row)]))
    return { ...row, ...opened }
  })
}

function openValue(
  keys: Keys,
  model: AnyModel,
  field: Field & { sealed: string },
  row: Values & { id: string },
): unknown {
  const bytes = row[field.name]
  if (!(bytes instanceof Uint8Array)) return null
  const [owner, version] = [String(row[field.sealed]), Number(row.keyVersion ?? 1)]
  const key = keys.get(keyName(owner, version))
  try {
    if (!key) throw new Error('No such key')
    const plain = openBytes(key, bytes, placeOf(model, field, owner, row.id, version))
    return field.money ? amountOf(plain) : plain.toString('utf8')
  } catch {
    throw BROKEN
  }
}

/** The values to write, sealed for this row. `keyVersion`: the one the row already has; none, the newest. */
export function sealValues(keys: Keys, model: AnyModel, id: string, row: Values, values: Values): Values {
  const sealed = sealedFields(model).filter((field) => values[field.name] !== undefined && values[field.name] !== null)
  const written = { ...values }
  for (const field of sealed) {
    const [owner, version] = [String(row[field.sealed]), Number(row.keyVersion ?? 1)]
    const key = keys.get(keyName(owner, version))
    if (!key) throw new Error(`No key ${version} for ${model.name}.${field.name}`)
    const given = values[field.name]
    const plain = field.money ? amountBytes(Number(given)) : Buffer.from(String(given))
    written[field.name] = sealBytes(key, plain, placeOf(model, field, owner, id, version))
  }
  return written
}

// A value copied to another club, another record or another column no longer opens
const placeOf = (model: AnyModel, field: Field, owner: string, id: string, version: number): string =>
  [owner, model.name, id, field.name, version].join('|')

/** Every key of these owners. */
export async function keysOf(run: Run, owners: string[]): Promise<Keys> {
  const rows = await run<{ ownerId: string; version: number; wrapped: string }>(
    'SELECT "ownerId"::text AS "ownerId", version, wrapped FROM "SealKey" WHERE "ownerId" = ANY($1::uuid[]) ORDER BY version',
    [owners],
  )
  return new Map(
    rows.map(({ ownerId, version, wrapped }) => [keyName(ownerId, version), unsealed(ownerId, version, wrapped)]),
  )
}

export const keyName = (owner: string, version: number): string => `${owner}:${version}`
export const keyPlace = (owner: string, version: number): string => `SealKey:${owner}:${version}`

function unsealed(owner: string, version: number, wrapped: string): KeyObject {
  const known = ready.get(wrapped)
  if (known) return known
  const key = unwrapKey(wrapped, keyPlace(owner, version))
  if (ready.size >= 500) ready.clear()
  ready.set(wrapped, key)
  return key
}

const ready = new Map<string, KeyObject>()

export const BROKEN = new Refusal('broken_seal', 409, {
  fr: 'Une valeur scellée ne s’ouvre plus : elle a été changée hors de Préau, ou sa clé manque. Vérifiez le registre et prévenez l’administration.',
  en: 'A sealed value no longer opens: it was changed outside Préau, or its key is missing. Verify the register and tell the administration.',
})
