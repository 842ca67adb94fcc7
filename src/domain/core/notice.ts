import type { Context } from '../../access/actor.ts'
import { count, isId, list, type Row } from '../../access/select.ts'
import type { Where } from '../../access/where.ts'
import { transaction } from '../../platform/db.ts'
import { refuse } from '../../platform/errors.ts'
import { announce } from '../../platform/live.ts'

/** The notices of whoever asks: an administrator reads everybody’s elsewhere, their bell is their own. */
const mine = (ctx: Context): Where => {
  if (ctx.actor.kind !== 'person') throw refuse.notFound()
  return { personId: ctx.actor.personId }
}

/** Past this number nobody counts any more. */
export const MOST_COUNTED = 99

/** How many wait to be read, at most one more than is counted, and the newest of them. */
export async function unreadOf(ctx: Context): Promise<{ unread: number; last: string | null }> {
  const where = { ...mine(ctx), readAt: null }
  const rows = await list(ctx, 'Notification', { where, limit: MOST_COUNTED + 1 })
  return { unread: rows.length, last: rows[0]?.id ?? null }
}

/** Those that came after the last one this reader saw, oldest first. */
export async function noticesSince(ctx: Context, id: string): Promise<Row[]> {
  if (!isId(id)) return []
  const where = { ...mine(ctx), readAt: null, id: { gt: id } }
  return (await list(ctx, 'Notification', { where, limit: 20 })).reverse()
}

export type Asked = { unread: boolean; page: number; perPage: number }

export async function noticesOf(
  ctx: Context,
  { unread, page, perPage }: Asked,
): Promise<{ rows: Row[]; total: number }> {
  const where = { ...mine(ctx), ...(unread && { readAt: null }) }
  const [rows, total] = await Promise.all([
    list(ctx, 'Notification', { where, limit: perPage, offset: (page - 1) * perPage }),
    count(ctx, 'Notification', { where }),
  ])
  return { rows, total }
}

/** Read, one or all of them. Another’s is missing, like one that never was. */
export async function markRead(ctx: Context, which: string | 'all'): Promise<void> {
  const { personId } = mine(ctx)
  if (which !== 'all' && !isId(which)) throw refuse.notFound()
  await transaction(async (tx) => {
    const own = { personId: String(personId), ...(which !== 'all' && { id: which }) }
    if (which !== 'all' && (await tx.notification.count({ where: own })) === 0) throw refuse.notFound()
    const { count: changed } = await tx.notification.updateMany({
      where: { ...own, readAt: null },
      data: { readAt: ctx.now },
    })
    // The other windows of the same person, on whatever process
    if (changed > 0) await announce(tx, { to: String(personId) })
  })
}
