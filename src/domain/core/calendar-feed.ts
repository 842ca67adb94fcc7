import { type Context, loadActor, type PersonActor } from '../../access/actor.ts'
import { isId } from '../../access/select.ts'
import { record } from '../../kit/event.ts'
import { later, now } from '../../platform/clock.ts'
import { randomToken, sha256 } from '../../platform/crypto.ts'
import { read, transaction, write } from '../../platform/db.ts'
import { Refusal, refuse } from '../../platform/errors.ts'

type FeedRow = { id: string; createdAt: Date; lastUsedAt: Date | null }

/** A telephone, a computer, a tablet: more links than that are links that nobody remembers. */
const MOST_FEEDS = 5

const personIn = ({ actor }: Context): PersonActor => {
  if (actor.kind !== 'person') throw refuse.notFound()
  return actor
}

/** The links of this person that still work, the newest first. */
export const feedsOf = (ctx: Context): Promise<FeedRow[]> =>
  read<FeedRow>(
    `SELECT id, "createdAt", "lastUsedAt" FROM "CalendarFeed" WHERE "personId" = $1 AND "revokedAt" IS NULL
      ORDER BY "createdAt" DESC, id DESC`,
    [personIn(ctx).personId],
  )

/** A new link to one’s own agenda. The token is handed over once: only its digest is kept. */
export async function subscribe(ctx: Context): Promise<string> {
  const { personId } = personIn(ctx)
  const token = randomToken(32)
  await transaction(async (tx) => {
    await tx.$queryRawUnsafe('SELECT id FROM "Person" WHERE id = $1::uuid FOR UPDATE', personId)
    const held = await tx.calendarFeed.count({ where: { personId, revokedAt: null } })
    if (held >= MOST_FEEDS) throw tooMany()
    const data = { personId, tokenHash: sha256(token), createdAt: ctx.now }
    const { id } = await tx.calendarFeed.create({ data })
    await note(tx, ctx, 'subscribeCalendar', id)
  })
  return token
}

/** From this instant the link opens nothing. Another’s link, or one already revoked, is missing. */
export async function revokeFeed(ctx: Context, id: string): Promise<void> {
  const { personId } = personIn(ctx)
  if (!isId(id)) throw refuse.notFound()
  await transaction(async (tx) => {
    const where = { id, personId, revokedAt: null }
    const { count } = await tx.calendarFeed.updateMany({ where, data: { revokedAt: ctx.now } })
    if (count === 0) throw refuse.notFound()
    await note(tx, ctx, 'revokeCalendar', id)
  })
}

const note = (tx: Parameters<typeof record>[0], ctx: Context, verb: string, feed: string) => {
  const { personId, roles } = personIn(ctx)
  return record(tx, ctx, { noun: 'Person', recordId: personId, verb, role: roles[0]?.role ?? 'owner', after: { feed } })
}

export type OpenFeed = { id: string; actor: PersonActor }

/** Who stands behind a link, with the rights of this instant. Null: unknown, revoked, or the account is closed. */
export async function openFeed(token: string): Promise<OpenFeed | null> {
  if (!/^[\w-]{43}$/.test(token)) return null
  const [feed] = await read<{ id: string; accountId: string }>(
    `SELECT f.id, a.id AS "accountId" FROM "CalendarFeed" f JOIN "Account" a ON a."personId" = f."personId"
      WHERE f."tokenHash" = $1 AND f."revokedAt" IS NULL`,
    [sha256(token)],
  )
  const actor = feed ? await loadActor(feed.accountId) : null
  return feed && actor ? { id: feed.id, actor } : null
}

/** Telephones come every quarter of an hour: their owner only needs to know that they still do. */
export async function noteUse(id: string): Promise<void> {
  const at = now()
  await write(
    `UPDATE "CalendarFeed" SET "lastUsedAt" = $2 WHERE id = $1 AND ("lastUsedAt" IS NULL OR "lastUsedAt" < $3)`,
    [id, at, later(at, { minutes: -10 })],
  )
}

const tooMany = () =>
  new Refusal('too_many_feeds', 422, {
    fr: `Vous avez déjà ${MOST_FEEDS} liens. Révoquez celui d’un appareil que vous n’utilisez plus, puis recommencez.`,
    en: `You already have ${MOST_FEEDS} links. Revoke that of a device you no longer use, then try again.`,
  })
