import type { Tx } from '../platform/db.ts'

/** What somebody reads in the desk about an event: once, whatever runs twice. */
export type Notice = {
  personId: string
  eventId: string
  title: string
  body: string | null
  href: string
  createdAt: Date
}

export async function leaveNotice(tx: Tx, notice: Notice): Promise<void> {
  await tx.notification.createMany({ data: [notice], skipDuplicates: true })
}
