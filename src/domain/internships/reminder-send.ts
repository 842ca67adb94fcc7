import type { NotificationLog } from '@prisma/client'
import { system } from '../../access/actor.ts'
import { isModel } from '../../access/model.ts'
import { asDay, type Day, schoolDay, shownDay } from '../../kit/calendar.ts'
import { record } from '../../kit/event.ts'
import { leaveNotice } from '../../kit/notice.ts'
import { now } from '../../platform/clock.ts'
import { read, type Tx, transaction } from '../../platform/db.ts'
import { postMail } from '../../platform/mail.ts'
import { type Awaited, POSTPONED, reminderOf, skip } from './reminder.ts'
import { isQuiet, manners } from './reminder-days.ts'

/**
 * Sends what is due, one mail a day to each person. A person is one transaction: the rows are marked with the mail that
 * goes into the outbox, so a worker killed in the middle leaves either both or neither.
 */
export async function sendReminders(): Promise<number> {
  if (isQuiet(now(), await manners())) return 0
  let sent = 0
  for (const { personId } of await read<{ personId: string }>(WAITING, [now()]))
    if (await transaction((tx) => sendTo(tx, personId))) sent += 1
  return sent
}

const DUE = `"sentAt" IS NULL AND "skippedReason" IS NULL`
const WAITING = `SELECT DISTINCT "personId" FROM "NotificationLog"
  WHERE "plannedAt" <= $1 AND ${DUE} AND "personId" IS NOT NULL ORDER BY "personId"`

async function sendTo(tx: Tx, personId: string): Promise<boolean> {
  const day = schoolDay(now())
  const rows = await lockedRows(tx, personId)
  const key = `reminders:${day}:${personId}`
  // Told this morning already: the rest waits for tomorrow’s mail
  if (rows.length === 0 || (await tx.mailDelivery.count({ where: { eventKey: key } })) > 0) return false
  const person = await tx.person.findUnique({ where: { id: personId }, include: { account: true } })
  const lines: Line[] = []
  for (const row of newestFirst(rows)) {
    const line = await judged(tx, row, day, lines, person?.email ?? null)
    if (typeof line === 'string') await skip(tx, row.id, line)
    else lines.push(line)
  }
  if (!person?.email || lines.length === 0) return false
  const locale = person.account?.locale === 'en' ? 'en' : 'fr'
  const told = []
  for (const { row, awaited } of lines.sort((a, b) => a.awaited.dueOn.localeCompare(b.awaited.dueOn))) {
    const { dueOn: due, what, before = false } = awaited
    told.push({ title: what[locale], due, before, href: await pathOf(tx, row, personId) })
  }
  for (const line of lines) await written(tx, line, personId, person.email, locale)
  await postMail(tx, {
    ...{ key, to: person.email, template: 'reminder.digest', locale },
    data: {
      ...{ firstName: person.firstName, lines: told, many: told.length > 1, count: told.length },
      ...{ what: told[0]?.title, due: told[0]?.due, href: sharedPath(told) },
      ...{ mailing: 'official', byLink: told.some((one) => one.href.startsWith('/link/')) },
    },
  })
  return true
}

type Line = { row: NotificationLog; awaited: Awaited }

async function lockedRows(tx: Tx, personId: string): Promise<NotificationLog[]> {
  // A second worker waits here, then finds them sent
  const ids = await tx.$queryRawUnsafe<{ id: string }[]>(
    `SELECT id FROM "NotificationLog" WHERE "personId" = $1::uuid AND "plannedAt" <= $2 AND ${DUE} ORDER BY id FOR UPDATE`,
    personId,
    now(),
  )
  return tx.notificationLog.findMany({ where: { id: { in: ids.map(({ id }) => id) }, sentAt: null } })
}

// Of two steps that wait together, after an outage or a long week-end, only the last one is still true
const newestFirst = (rows: NotificationLog[]): NotificationLog[] =>
  rows.toSorted((a, b) => b.plannedAt.getTime() - a.plannedAt.getTime() || stepOf(a) - stepOf(b))

const stepOf = ({ key }: NotificationLog): number => Number(/:J-(\d+):/.exec(key)?.[1] ?? 0)
const topicOf = ({ key }: NotificationLog): string => key.split(':')[0] ?? ''

/** The reminder as it leaves, or why it does not. */
async function judged(
  tx: Tx,
  row: NotificationLog,
  today: Day,
  kept: Line[],
  email: string | null,
): Promise<Line | string> {
  const [awaited] = (await reminderOf(topicOf(row))?.read(tx, [row.recordId])) ?? []
  if (!awaited) return 'dossier retiré'
  const closed = awaited.settled ?? awaited.paused
  if (closed) return closed
  if (!row.dueOn || asDay(row.dueOn) !== awaited.dueOn) return POSTPONED
  if (awaited.dueOn < today) return 'échéance passée'
  if (!awaited.recipients.includes(row.personId)) return 'destinataire remplacé'
  if (kept.some((one) => one.row.recordId === row.recordId && topicOf(one.row) === topicOf(row)))
    return 'remplacé par un rappel plus récent'
  return email ? { row, awaited } : 'pas d’adresse e-mail'
}

async function written(tx: Tx, { row, awaited }: Line, personId: string, email: string, locale: 'fr' | 'en') {
  await tx.notificationLog.update({ where: { id: row.id }, data: { sentAt: now(), recipient: email } })
  await reminderOf(topicOf(row))?.sent?.(tx, row.recordId)
  if (!isModel(row.noun)) return
  const after = { reminder: row.label, dueOn: awaited.dueOn }
  const eventId = await record(tx, system('Rappel'), {
    ...{ noun: row.noun, recordId: row.recordId, verb: 'remind', role: 'system', after },
  })
  const title = `${locale === 'fr' ? 'À faire avant le' : 'Due by'} ${shownDay(awaited.dueOn)} : ${awaited.what[locale]}`
  const href = hrefOf(row)
  await leaveNotice(tx, { personId, eventId, title, body: null, href, createdAt: now(), mailedAt: now() })
}

const pathOf = async (tx: Tx, row: NotificationLog, personId: string): Promise<string> =>
  (await reminderOf(topicOf(row))?.pathFor?.(tx, row.recordId, personId)) ?? hrefOf(row)

/** One button for all of them: the page that they share, else the first page of the desk, else that of their link. */
function sharedPath(told: { href: string }[]): string {
  const paths = [...new Set(told.map((one) => one.href))]
  if (paths.length === 1) return paths[0] ?? '/admin'
  return paths.find((path) => path.startsWith('/link/')) ?? '/admin'
}

const hrefOf = ({ noun, recordId }: NotificationLog): string => `/admin/resources/${noun}/records/${recordId}/show`
