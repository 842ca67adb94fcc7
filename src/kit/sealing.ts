import type { AnyModel } from '../access/model.ts'
import { type Keys, keyPlace, keysOf, openRows, sealedFields, sealValues } from '../access/sealed.ts'
import { newId, resealed } from '../platform/crypto.ts'
import { type Tx, transaction } from '../platform/db.ts'
import { newKey, wrapKey } from '../platform/envelope.ts'
import type { Values } from './columns.ts'
import { within } from './table.ts'

/** A new record with its sealed columns closed; its id is chosen here, because the seal names it. */
export async function sealedRow(tx: Tx, model: AnyModel, values: Values): Promise<Values> {
  const fields = sealedFields(model)
  const [first] = fields
  if (!first) return values
  const id = typeof values.id === 'string' ? values.id : newId()
  const { keys, version } = await newestKey(tx, String(values[first.sealed]))
  const row = { ...values, id, keyVersion: version }
  return sealValues(keys, model, id, row, row)
}

/** What changes in a record, closed with the key that the record already has. */
export async function sealedChange(tx: Tx, model: AnyModel, before: Values, changed: Values): Promise<Values> {
  const fields = sealedFields(model).filter((field) => field.name in changed)
  if (fields.length === 0) return changed
  const keys = await keysOf(within(tx), [...new Set(fields.map((field) => String(before[field.sealed])))])
  return sealValues(keys, model, String(before.id), before, changed)
}

/** The whole row as people read it. */
export async function openedRow<T extends Values>(tx: Tx, model: AnyModel, row: T): Promise<T> {
  const [opened] = await openRows(within(tx), model, [{ ...row, id: String(row.id) }])
  return opened ?? row
}

/** The newest key of an owner, made at its first use. */
async function newestKey(tx: Tx, ownerId: string): Promise<{ keys: Keys; version: number }> {
  const version = (await lastVersion(tx, ownerId)) ?? (await addKey(tx, ownerId, 1))
  return { keys: await keysOf(within(tx), [ownerId]), version }
}

/** From now on this owner seals with a new key; what was sealed keeps its own. */
export async function renewKey(tx: Tx, ownerId: string): Promise<number> {
  return addKey(tx, ownerId, ((await lastVersion(tx, ownerId)) ?? 0) + 1)
}

const lastVersion = async (tx: Tx, ownerId: string): Promise<number | null> =>
  (await tx.sealKey.aggregate({ where: { ownerId }, _max: { version: true } }))._max.version

async function addKey(tx: Tx, ownerId: string, version: number): Promise<number> {
  const wrapped = wrapKey(newKey(), keyPlace(ownerId, version))
  // Two first uses at once: the one that comes second takes the key of the first
  await tx.sealKey.createMany({ data: [{ ownerId, version, wrapped }], skipDuplicates: true })
  return version
}

/** After the master key changed: every key is sealed by the new one, and what they seal is not touched. */
export async function rewrapKeys(): Promise<number> {
  return transaction(
    async (tx) => {
      let moved = 0
      for (const { id, ownerId, version, wrapped } of await tx.sealKey.findMany()) {
        const renewed = resealed(wrapped, keyPlace(ownerId, version))
        if (renewed) await tx.sealKey.update({ where: { id }, data: { wrapped: renewed } })
        if (renewed) moved += 1
      }
      for (const { id, storageKey, wrappedKey } of await tx.storedFile.findMany({
        where: { wrappedKey: { not: null } },
      })) {
        const renewed = resealed(wrappedKey ?? '', `StoredFile:${storageKey}`)
        if (renewed) await tx.storedFile.update({ where: { id }, data: { wrappedKey: renewed } })
        if (renewed) moved += 1
      }
      return moved
    },
    { long: true },
  )
}
