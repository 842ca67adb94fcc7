import type { Context } from '../access/actor.ts'
import { isId } from '../access/select.ts'
import { sha256 } from '../platform/crypto.ts'
import type { Tx } from '../platform/db.ts'
import { Refusal } from '../platform/errors.ts'

/** A form carries a key: sent twice, it creates once, and the second answer is the first. */
export async function once(
  tx: Tx,
  ctx: Context,
  key: string | undefined,
  sent: unknown,
  create: () => Promise<{ id: string }>,
): Promise<{ id: string }> {
  if (!key || !isId(key) || ctx.actor.kind !== 'person') return create()
  const { accountId } = ctx.actor
  const fingerprint = sha256(JSON.stringify(sent))
  // A second send waits here until the first is done, then finds its answer
  const fresh = await tx.$executeRaw`
    INSERT INTO "IdempotencyKey" ("accountId", key, fingerprint) VALUES (${accountId}::uuid, ${key}::uuid, ${fingerprint})
    ON CONFLICT DO NOTHING`
  if (fresh === 0) return firstAnswer(tx, accountId, key, fingerprint)
  const created = await create()
  await tx.idempotencyKey.update({ where: { accountId_key: { accountId, key } }, data: { recordId: created.id } })
  return created
}

async function firstAnswer(tx: Tx, accountId: string, key: string, fingerprint: string): Promise<{ id: string }> {
  const known = await tx.idempotencyKey.findUnique({ where: { accountId_key: { accountId, key } } })
  if (known?.recordId && known.fingerprint === fingerprint) return { id: known.recordId }
  throw new Refusal('key_reused', 422, {
    fr: 'Ce formulaire a déjà servi à créer un autre dossier. Ouvrez-en un nouveau.',
    en: 'This form has already created another record. Open a new one.',
  })
}
