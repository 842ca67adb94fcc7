import { schoolDay } from '../../kit/calendar.ts'
import { later, now } from '../../platform/clock.ts'
import { read, type Tx, transaction } from '../../platform/db.ts'
import { postMail } from '../../platform/mail.ts'
import { MOST_COUNTED } from './notice.ts'

type Reader = { personId: string }

/**
 * One mail a working day to whoever chose so, holding what is still unread and was not mailed; nothing when nothing waits.
 * Each person is one transaction: killed in the middle, the next run goes on with the others.
 */
export async function sendDigests(period: string): Promise<number> {
  // A day that was missed is not told on the morrow: today’s digest already holds it
  if (period !== schoolDay(now())) return 0
  let sent = 0
  for (const { personId } of await read<Reader>(READERS)) {
    if (await transaction((tx) => digestFor(tx, personId, period))) sent += 1
  }
  return sent
}

const READERS = `
  SELECT n."personId" FROM "NotificationPreference" n JOIN "Account" a ON a."personId" = n."personId"
  WHERE n.pace = 'daily' AND a.status = 'active' ORDER BY n."personId"`

const KEPT_DAYS = 7

async function digestFor(tx: Tx, personId: string, period: string): Promise<boolean> {
  // Two workers at once: the second waits here, then finds the day done
  await tx.$queryRaw`SELECT 1 FROM "NotificationPreference" WHERE "personId" = ${personId}::uuid FOR UPDATE`
  const chosen = await tx.notificationPreference.findUnique({ where: { personId } })
  if (chosen?.pace !== 'daily' || (chosen.digestedAt && schoolDay(chosen.digestedAt) >= period)) return false
  const account = await tx.account.findUnique({ where: { personId }, include: { person: true } })
  if (account?.status !== 'active') return false
  const waiting = await tx.notification.findMany({
    where: { personId, readAt: null, mailedAt: null, createdAt: { gt: later(now(), { days: -KEPT_DAYS }) } },
    orderBy: [{ createdAt: 'asc' }, { id: 'asc' }],
  })
  if (waiting.length === 0) return false
  await tx.notification.updateMany({ where: { id: { in: waiting.map(({ id }) => id) } }, data: { mailedAt: now() } })
  await tx.notificationPreference.update({ where: { personId }, data: { digestedAt: now() } })
  const lines = waiting.slice(0, MOST_COUNTED).map(({ title, body, href, createdAt }) => ({
    ...{ title, body, createdAt, href: href ?? '/admin/pages/notifications' },
  }))
  await postMail(tx, {
    ...{ key: `digest:${period}:${personId}`, to: account.person.email ?? account.email },
    template: 'notification.digest',
    data: {
      ...{ firstName: account.person.firstName, lines, count: waiting.length },
      ...{ many: waiting.length > 1, others: waiting.length - lines.length || null, mailing: 'digest' },
    },
    locale: account.locale === 'en' ? 'en' : 'fr',
  })
  return true
}
