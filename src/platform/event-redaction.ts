import { sha256 } from './crypto.ts'
import type { Tx } from './db.ts'
import { WORDS } from './event-chain.ts'

export type Redacted = { id: string; before: unknown; after: unknown; reason: string | null; ip: string | null }

/**
 * Takes words out of events that are sealed. The seals stay as they are, so the chain still holds; what each event says
 * from now on is noted with its fingerprint, and the digest of all of them is returned: the caller writes it, under
 * `redactions`, into the event of the record `batch` — which is sealed like any other. Without that event, or with one word
 * more changed, the chain says “edited”.
 */
export async function redactEvents(tx: Tx, batch: string, events: Redacted[]): Promise<string> {
  // What an earlier erasure vouches for is already without words, and stays its own
  const known = await tx.eventRedaction.findMany({ where: { eventId: { in: events.map(({ id }) => id) } } })
  const fresh = events.filter(({ id }) => !known.some((one) => one.eventId === id))
  for (const { id, before, after, reason, ip } of fresh)
    await tx.$queryRawUnsafe(
      'select preau_redact_event($1::uuid, $2::uuid, $3::jsonb, $4::jsonb, $5, $6)',
      ...[batch, id, jsonOf(before), jsonOf(after), reason, ip],
    )
  const rows = await tx.$queryRawUnsafe<{ id: string; words: string }[]>(
    `select e.id::text, ${WORDS} as words from "Event" e where e.id = any($1::uuid[]) order by e.id`,
    fresh.map(({ id }) => id),
  )
  const hashed = rows.map(({ id, words }) => ({ eventId: id, hash: sha256(words) }))
  await tx.eventRedaction.createMany({ data: hashed.map((one) => ({ ...one, batch })) })
  return digestOf(hashed)
}

const jsonOf = (value: unknown): string | null => (value === null || value === undefined ? null : JSON.stringify(value))

const digestOf = (rows: { eventId: string; hash: string }[]): string =>
  sha256(rows.map(({ eventId, hash }) => `${eventId}:${hash}`).join('\n'))
