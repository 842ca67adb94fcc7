import { randomBytes } from 'node:crypto'
import type { Erasure } from '@prisma/client'
import type { ModelName } from '../../../access/model.ts'
import { table } from '../../../kit/table.ts'
import { now } from '../../../platform/clock.ts'
import { type Prisma, prisma, type Tx } from '../../../platform/db.ts'
import { redactEvents } from '../../../platform/event-redaction.ts'
import { removeBytes } from '../../../platform/files.ts'
import { enqueue } from '../../../platform/queue.ts'
import { filesOf, type Holding, holdingsOf, idsOf, type Who } from './holdings.ts'
import { ERASED, eventWithout, withoutWords } from './words.ts'

export type Erased = { rows: number; files: string[]; events: number; redactions: string }

/**
 * Takes the person out of everything that is about them and leaves what the school counts and what the law wants of an
 * agreement: number, dates, hours, pay, host, fingerprint. One transaction; the bytes of the files follow it.
 */
export async function eraseStudent(tx: Tx, erasure: Erasure): Promise<Erased> {
  const student = await tx.student.findUniqueOrThrow({ where: { id: erasure.studentId }, include: { person: true } })
  const who = { studentId: student.id, personId: student.personId }
  const holdings = await holdingsOf(who, tx)
  const ids = idsOf(holdings)
  const files = await filesOf(who, ids, tx)
  for (const holding of holdings) await emptied(tx, erasure.id, holding)
  await nameless(tx, who)
  await tx.storedFile.updateMany({
    where: { id: { in: files.map(({ id }) => id) } },
    data: { name: 'fichier-efface', erasedAt: now() },
  })
  await aside(tx, who, ids, student.person.email)
  const events = await tx.event.findMany({ where: await eventsAbout(tx, ids) })
  const redactions = await redactEvents(tx, erasure.id, events.map(quietEvent(who.personId)))
  await tellNoMore(
    tx,
    ids,
    events.map(({ id }) => id),
  )
  await enqueue(tx, 'retention.bytes', { erasureId: erasure.id }, { key: erasure.id })
  return { rows: ids.length, files: files.map(({ id }) => id), events: events.length, redactions }
}

/** After the commit, by the worker: run twice, there is nothing left the second time. */
export async function removeErasedBytes(erasureId: string): Promise<void> {
  const { fileIds } = await prisma().erasure.findUniqueOrThrow({ where: { id: erasureId } })
  const files = await prisma().storedFile.findMany({ where: { id: { in: fileIds }, erasedAt: { not: null } } })
  for (const file of files) await removeBytes(file)
}

/** What a trigger keeps as it was frozen goes through the one door that may empty it, for an erasure under way. */
const FROZEN: ModelName[] = ['AgreementVersion', 'Amendment', 'Signatory', 'Certificate']
const NAMED: ModelName[] = ['Student', 'Person', 'Account']

async function emptied(tx: Tx, batch: string, { model, rows }: Holding): Promise<void> {
  if (NAMED.includes(model)) return
  for (const row of rows) {
    const data = withoutWords(model, row)
    if (Object.keys(data).length === 0) continue
    if (FROZEN.includes(model))
      await tx.$queryRawUnsafe(
        'select preau_erase_frozen($1::uuid, $2, $3::uuid, $4::jsonb)',
        ...[batch, model, row.id, JSON.stringify(data)],
      )
    else await table(tx, model).update({ where: { id: row.id }, data })
  }
}

/** Drawn, never worked out from the name: nobody comes back from it. */
async function nameless(tx: Tx, { studentId, personId }: Who): Promise<void> {
  const code = randomBytes(4).toString('hex').toUpperCase()
  const bump = { version: { increment: 1 } }
  const nothing = { gender: null, birthDate: null, email: null, phone: null }
  await tx.person.update({
    where: { id: personId },
    data: { lastName: 'Étudiant effacé', firstName: code, ...nothing, ...bump },
  })
  await tx.student.update({ where: { id: studentId }, data: { matricule: `EFFACE-${code}`, ...bump } })
  const account = await tx.account.findUnique({ where: { personId } })
  if (!account) return
  const closed = {
    email: `efface-${code.toLowerCase()}@invalid.example`,
    status: 'disabled' as const,
    passwordHash: null,
  }
  await tx.account.update({
    where: { id: account.id },
    data: { ...closed, totpSecret: null, totpLastStep: null, epoch: { increment: 1 }, ...bump },
  })
  const own = { where: { accountId: account.id } }
  await tx.session.deleteMany(own)
  await tx.recoveryCode.deleteMany(own)
  await tx.accountToken.deleteMany(own)
  await tx.idempotencyKey.deleteMany(own)
}

/** What lies beside the records: their comments, what was thrown away, what was read from a file, what is one’s own. */
async function aside(tx: Tx, { personId }: Who, ids: string[], email: string | null): Promise<void> {
  await tx.comment.updateMany({
    where: { OR: [{ recordId: { in: ids } }, { authorId: personId }] },
    data: { body: ERASED },
  })
  await tx.$executeRawUnsafe(
    `delete from "TrashedRecord" where "recordId" = any($1::uuid[]) or content::text like any($2::text[])`,
    ids,
    ids.map((id) => `%${id}%`),
  )
  await tx.$executeRawUnsafe(
    `delete from "ImportLine" l where l."recordId" = any($1::uuid[])
      or exists (select 1 from "ImportedRow" r where r."runId" = l."runId" and r.line = l.line and r."recordId" = any($1::uuid[]))`,
    ids,
  )
  await tx.$executeRawUnsafe(`update "ImportedRow" set before = null where "recordId" = any($1::uuid[])`, ids)
  await tx.$executeRawUnsafe(`update "BulkItem" set refusal = null where "recordId" = any($1::uuid[])`, ids)
  await tx.impersonation.updateMany({ where: { viewedId: personId }, data: { reason: ERASED } })
  for (const own of [
    tx.savedView.deleteMany({ where: { ownerId: personId } }),
    tx.notification.deleteMany({ where: { personId } }),
  ])
    await own
  if (email) await tx.accessLink.updateMany({ where: { recipient: email }, data: { recipient: ERASED } })
  const mail = { subject: ERASED, text: '', html: '', calendar: null }
  await tx.mailDelivery.updateMany({ where: { recordId: { in: ids } }, data: mail })
  if (!email) return
  const theirs = await tx.mailDelivery.findMany({ where: { recipient: email }, select: { id: true } })
  for (const { id } of theirs)
    await tx.mailDelivery.update({ where: { id }, data: { ...mail, recipient: ERASED, eventKey: `efface:${id}` } })
}

/** Events of those records, and of what was removed from among them. */
async function eventsAbout(tx: Tx, ids: string[]): Promise<Prisma.EventWhereInput> {
  const removed = await tx.$queryRawUnsafe<{ id: string }[]>(
    `select e.id::text from "Event" e where e.verb = 'delete' and e.before::text like any($1::text[])`,
    ids.map((id) => `%${id}%`),
  )
  return { OR: [{ recordId: { in: ids } }, { id: { in: removed.map(({ id }) => id) } }] }
}

const quietEvent = (personId: string) => (event: Prisma.EventGetPayload<object>) => ({
  id: event.id,
  before: eventWithout(event.noun, event.before),
  after: eventWithout(event.noun, event.after),
  // What a job says may be the title of an alert, with a name in it
  reason: event.reason === null ? null : ERASED,
  ip: event.actorId === personId ? null : event.ip,
})

/** Whoever was told keeps a line without a name: their list of notices is theirs. */
async function tellNoMore(tx: Tx, ids: string[], eventIds: string[]): Promise<void> {
  const about = [...ids.map((id) => `%${id}%`)]
  await tx.$executeRawUnsafe(
    `update "Notification" set title = $1, body = null where "eventId" = any($2::uuid[]) or href like any($3::text[])`,
    ERASED,
    eventIds,
    about,
  )
}
