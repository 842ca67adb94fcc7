import type { LedgerCategory, LedgerEntry, LedgerKind } from '@prisma/client'
import type { Context } from '../../access/actor.ts'
import { modelOf } from '../../access/model.ts'
import { record } from '../../kit/event.ts'
import { roleFor } from '../../kit/record.ts'
import { openedRow, sealedRow } from '../../kit/sealing.ts'
import { table } from '../../kit/table.ts'
import { dateOfDay, dayOf, today } from '../../platform/clock.ts'
import { config } from '../../platform/config.ts'
import type { Tx } from '../../platform/db.ts'
import { refuse } from '../../platform/errors.ts'
import { daysOf } from '../../platform/settings.ts'
import { exerciseOf } from './ledger-kinds.ts'

export type Place = { tx: Tx; ctx: Context }
export type Box = { id: string; clubId: string }

/** An entry whose seals are open. */
export type Opened = Omit<LedgerEntry, 'amount' | 'motive' | 'comment' | 'payee'> & {
  amount: number
  motive: string
  comment: string | null
  payee: string | null
}

/** Opens the seals of an entry that was read through a right. */
export const openedEntry = async (tx: Tx, entry: LedgerEntry): Promise<Opened> =>
  (await openedRow<Record<string, unknown>>(tx, modelOf('LedgerEntry'), entry)) as Opened

export type NewEntry = {
  kind: LedgerKind
  status: 'draft' | 'submitted'
  amount: number
  motive: string
  occurredOn?: Date
  category?: LedgerCategory
  activityId?: string | null
  comment?: string | null
  payee?: string | null
  reversesId?: string
  transferId?: string
  fileId?: string
}

/** Writes an entry, sealed; it moves nothing until somebody else approves it. */
export async function enter(place: Place, box: Box, { fileId, ...entry }: NewEntry): Promise<LedgerEntry> {
  const { tx, ctx } = place
  const occurredOn = entry.occurredOn ?? today(config.schoolTz, ctx.now)
  const exercise = await exerciseFor(occurredOn)
  const authorId = ctx.actor.kind === 'person' ? ctx.actor.personId : null
  const values = { ...entry, occurredOn, exercise, authorId, cashBoxId: box.id, clubId: box.clubId, createdAt: ctx.now }
  if (entry.activityId) await insistOnActivity(tx, box.clubId, entry.activityId)
  await refuseClosed(tx, box.id, exercise)
  const sealed = await sealedRow(tx, modelOf('LedgerEntry'), values)
  const { id } = await table(tx, 'LedgerEntry').create({ data: sealed })
  const role = roleFor(ctx, 'LedgerEntry', 'read')
  await record(tx, ctx, { noun: 'LedgerEntry', recordId: id, verb: 'create', role, after: values })
  if (fileId) await attach(place, id, fileId)
  const isUnreceipted = await lacksReceipt(tx, { id, kind: entry.kind, amount: entry.amount })
  return tx.ledgerEntry.update({ where: { id }, data: { isUnreceipted } })
}

export const exerciseFor = async (day: Date): Promise<string> => exerciseOf(day, await daysOf('clubs.yearStart'))

/** The receipt of an entry: its file was sealed as it came, and opens through the right over the receipt. */
export async function attach({ tx, ctx }: Place, entryId: string, fileId: string): Promise<void> {
  const file = await tx.storedFile.findUnique({ where: { id: fileId } })
  if (!file || file.ownerId || !file.wrappedKey) throw refuse.notFound()
  const number = (await tx.receipt.count({ where: { entryId } })) + 1
  const name = `Pièce ${number}`
  const { sha256 } = file
  const { id } = await tx.receipt.create({ data: { entryId, fileId, name, sha256, createdAt: ctx.now } })
  await tx.storedFile.update({ where: { id: fileId }, data: { ownerModel: 'Receipt', ownerId: id } })
  const role = roleFor(ctx, 'Receipt', 'read')
  await record(tx, ctx, { noun: 'Receipt', recordId: id, verb: 'create', role, after: { entryId, name, sha256 } })
}

export const hasReceipts = async (tx: Tx, entryId: string): Promise<boolean> =>
  (await tx.receipt.count({ where: { entryId } })) > 0

/** « Sans pièce »: an expense above the threshold that nothing proves. */
export async function lacksReceipt(tx: Tx, entry: { id: string; kind: string; amount: number }): Promise<boolean> {
  if (entry.kind !== 'expense' || entry.amount <= (await daysOf('cash.receiptFrom'))) return false
  return !(await hasReceipts(tx, entry.id))
}

/** A year is closed once its balance was carried to a later one. */
export async function refuseClosed(tx: Tx, cashBoxId: string, exercise: string): Promise<void> {
  const carried = await tx.ledgerEntry.findFirst({
    where: { cashBoxId, kind: 'carried', hash: { not: null }, exercise: { gt: exercise } },
    select: { id: true },
  })
  if (carried) throw CLOSED
}

async function insistOnActivity(tx: Tx, clubId: string, activityId: string): Promise<void> {
  const activity = await tx.activity.findFirst({
    where: { id: activityId, OR: [{ clubId }, { joint: { some: { clubId } } }] },
    select: { id: true },
  })
  if (!activity) throw refuse.invalid({ activityId: OTHER_CLUB })
}

export const OTHER_CLUB = {
  fr: 'Cette activité n’est pas de ce club : choisissez-en une autre.',
  en: 'This activity is not of this club: choose another one.',
}
const CLOSED = refuse.conflict('year_closed', {
  fr: 'Cet exercice est clos, son solde est reporté : datez l’écriture de l’exercice en cours.',
  en: 'This year is closed, its balance is carried forward: date the entry in the current year.',
})

/** The day of today, as a day column holds it. */
export const todayOf = (ctx: Context): Date => dateOfDay(dayOf(ctx.now, config.schoolTz))
