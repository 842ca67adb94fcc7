import { prisma, transaction } from '../../src/platform/db.ts'
import { lastAnchor } from '../../src/platform/event-anchor.ts'
import { sealEvents } from '../../src/platform/event-chain.ts'
import { postMail } from '../../src/platform/mail.ts'
import type { Occasion } from '../../src/platform/schedule.ts'

/** Sends the head of the event chain to the administration: a witness that no one who holds the server can take back. */
export async function mailAnchor({ period, dueAt }: Occasion): Promise<void> {
  await sealEvents()
  const head = await lastAnchor()
  if (!head) return
  const data = { seq: head.seq, at: new Date(head.at), hash: head.hash, anchor: head.mac }
  for (const { email, locale } of await administrators(dueAt)) {
    const letter = { key: `anchor.sealed:${period}:${email}`, to: email, template: 'anchor.sealed', data }
    await transaction((tx) => postMail(tx, { ...letter, locale: locale === 'en' ? 'en' : 'fr' }))
  }
}

const administrators = (at: Date) =>
  prisma().account.findMany({
    where: {
      status: 'active',
      person: {
        roleAssignments: {
          some: { role: 'admin', startsOn: { lte: at }, OR: [{ endsOn: null }, { endsOn: { gte: at } }] },
        },
      },
    },
    select: { email: true, locale: true },
  })
