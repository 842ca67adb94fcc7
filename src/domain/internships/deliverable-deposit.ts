import type { Deliverable } from '@prisma/client'
import type { Context } from '../../access/actor.ts'
import { asDay, daysBetween, schoolDay, schoolDayEnd } from '../../kit/calendar.ts'
import { dateOfDay, later } from '../../platform/clock.ts'
import type { Tx } from '../../platform/db.ts'
import { refuse } from '../../platform/errors.ts'

type Place = { tx: Tx; ctx: Context }

/** Days after the deadline, at the school: one second past midnight is a day. */
export const daysLate = (dueOn: Date, at: Date): number =>
  at > schoolDayEnd(dueOn) ? daysBetween(asDay(dueOn), schoolDay(at)) : 0

/** Judged on the first deposit; a new version asked for by the tutor may add its own lateness, never take any away. */
export const daysLateOf = (record: Pick<Deliverable, 'dueOn' | 'daysLate'>, at: Date): number =>
  Math.max(record.daysLate, daysLate(record.dueOn, at))

/** After these days, what was not handed in is missing. */
export const graceEnd = ({ dueOn, graceDays }: Pick<Deliverable, 'dueOn' | 'graceDays'>): Date =>
  schoolDayEnd(dateOfDay(asDay(later(dueOn, { days: graceDays }))))

export async function refuseDeposit({ tx, ctx }: Place, record: Deliverable, fileId: string): Promise<void> {
  if (record.status === 'handed_in' && ctx.now > schoolDayEnd(record.dueOn)) throw CLOSED
  const placement = await tx.placement.findUniqueOrThrow({ where: { id: record.placementId } })
  if (placement.status === 'cancelled' || placement.status === 'not_done') throw NO_INTERNSHIP
  const personId = ctx.actor.kind === 'person' ? ctx.actor.personId : null
  const file = await tx.storedFile.findUnique({ where: { id: fileId } })
  if (!file || file.uploadedById !== personId || file.ownerId) throw refuse.invalid({ fileId: FILE_LOST })
  // What its bytes said when it came: an image sent to another form is no report
  if (file.mime !== 'application/pdf') throw refuse.invalid({ fileId: NOT_PDF })
  const twin = await tx.deliverableVersion.findFirst({
    where: { file: { sha256: file.sha256 } },
    select: { number: true, deliverableId: true },
    orderBy: { id: 'asc' },
  })
  if (twin) throw refuse.invalid({ fileId: twin.deliverableId === record.id ? sameAs(twin.number) : ELSEWHERE })
}

/** The next version; every one before it is kept. Returns its number. */
export async function depositVersion({ tx, ctx }: Place, record: Deliverable, fileId: string): Promise<number> {
  const last = await tx.deliverableVersion.aggregate({ where: { deliverableId: record.id }, _max: { number: true } })
  const number = (last._max.number ?? 0) + 1
  const depositedById = ctx.actor.kind === 'person' ? ctx.actor.personId : null
  const version = await tx.deliverableVersion.create({
    data: { deliverableId: record.id, number, fileId, depositedById, depositedAt: ctx.now, createdAt: ctx.now },
  })
  const { count } = await tx.storedFile.updateMany({
    where: { id: fileId, ownerId: null },
    data: { ownerModel: 'DeliverableVersion', ownerId: version.id },
  })
  if (count === 0) throw refuse.invalid({ fileId: FILE_LOST })
  return number
}

const CLOSED = refuse.conflict('deposit_closed', {
  fr: 'L’échéance est passée : votre dépôt ne se remplace plus. Écrivez à votre tuteur s’il faut le reprendre.',
  en: 'The deadline is past: your deposit can no longer be replaced. Write to your tutor if it must be changed.',
})
const NO_INTERNSHIP = refuse.conflict('no_internship', {
  fr: 'Ce stage n’a pas eu lieu : rien n’est à déposer.',
  en: 'This internship did not take place: there is nothing to hand in.',
})
const FILE_LOST = {
  fr: 'Ce fichier n’est plus disponible : déposez-le à nouveau.',
  en: 'This file is gone: upload it again.',
}
const NOT_PDF = {
  fr: 'Ce fichier n’est pas un PDF : enregistrez votre document en PDF, puis déposez-le.',
  en: 'This file is not a PDF: save your document as a PDF, then hand it in.',
}
const ELSEWHERE = {
  fr: 'Ce même fichier a déjà été déposé ailleurs : choisissez le bon fichier.',
  en: 'This very file has already been handed in elsewhere: choose the right file.',
}
const sameAs = (number: number) => ({
  fr: `Ce fichier est identique à votre version ${number} : choisissez la nouvelle version.`,
  en: `This file is the same as your version ${number}: choose the new version.`,
})
