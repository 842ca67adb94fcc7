import type { Tx } from '../platform/db.ts'
import { announce } from '../platform/live.ts'

/** What somebody reads in the desk about an event: once, whatever runs twice. */
export type Notice = {
  personId: string
  eventId: string
  title: string
  body: string | null
  href: string
  createdAt: Date
  /** When the same was told by mail: a digest does not repeat it */
  mailedAt?: Date | null
}

export async function leaveNotice(tx: Tx, notice: Notice): Promise<void> {
  const { count } = await tx.notification.createMany({ data: [notice], skipDuplicates: true })
  if (count > 0) await announce(tx, { to: notice.personId })
}
