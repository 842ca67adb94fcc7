import type { Offer } from '@prisma/client'
import type { Context } from '../../access/actor.ts'
import { perform } from '../../kit/command.ts'
import { record } from '../../kit/event.ts'
import { Prisma, type Tx } from '../../platform/db.ts'
import { refuse } from '../../platform/errors.ts'
import { refuseLate } from './application-window.ts'
import { ACTIVE } from './candidature-states.ts'
import { studentOf } from './people.ts'

type Place = { tx: Tx; ctx: Context }
type Pieces = { cvFileId: string; letterFileId: string; message?: string | undefined }

/** The student’s draft for this offer: the one they have, or a new one. */
export async function draftFor({ tx, ctx }: Place, offer: Offer): Promise<string> {
  const studentId = studentOf(ctx)
  const known = await tx.candidature.findUnique({ where: { studentId_offerId: { studentId, offerId: offer.id } } })
  if (known && known.status !== 'draft') throw ALREADY_APPLIED
  if (known) return known.id
  const data = { studentId, offerId: offer.id, campaignId: offer.campaignId }
  const { id } = await tx.candidature.create({ data: { ...data, createdAt: ctx.now } })
  await record(tx, ctx, { noun: 'Candidature', recordId: id, verb: 'create', role: 'student', after: data })
  return id
}

/** Creates and submits at once: a refused submission leaves nothing behind. */
export async function applyTo({ tx, ctx }: Place, offer: Offer, pieces: Pieces): Promise<string> {
  const id = await draftFor({ tx, ctx }, offer)
  for (const column of ['cvFileId', 'letterFileId'] as const) await ownUpload({ tx, ctx }, pieces[column], column)
  const { cvFileId, letterFileId, message } = pieces
  await tx.candidature.update({ where: { id }, data: { cvFileId, letterFileId, message: message ?? null } })
  await perform(ctx, 'Candidature', 'submit', id, {}, { tx })
  return id
}

/** What must hold at the very moment a candidature leaves the student’s hands. */
export async function refuseSubmission(
  { tx, ctx }: Place,
  candidature: { id: string; studentId: string; campaignId: string; offerId: string },
): Promise<void> {
  await refuseLate(tx, candidature.campaignId, candidature.studentId, ctx.now)
  const offer = await tx.offer.findUniqueOrThrow({ where: { id: candidature.offerId }, include: { campaign: true } })
  if (offer.status !== 'published') throw OFFER_CLOSED
  // One submission of a student at a time: two tabs must not both be the last one allowed
  await tx.$queryRaw(Prisma.sql`SELECT id FROM "Student" WHERE id = ${candidature.studentId}::uuid FOR UPDATE`)
  if (await isPlaced(tx, candidature)) throw ALREADY_PLACED
  const { studentId, campaignId } = candidature
  const active = await tx.candidature.count({ where: { studentId, campaignId, status: { in: [...ACTIVE] } } })
  if (active >= offer.campaign.maxCandidatures) throw tooMany(offer.campaign.maxCandidatures)
}

/** An internship already found in this campaign closes the door to others. */
export const isPlaced = async (tx: Tx, where: { studentId: string; campaignId: string }): Promise<boolean> => {
  const { studentId, campaignId } = where
  return (
    (await tx.placement.count({ where: { studentId, campaignId, status: { notIn: ['cancelled', 'not_done'] } } })) > 0
  )
}

/** Only one’s own upload may be attached: the id of somebody else’s file opens nothing. */
async function ownUpload({ tx, ctx }: Place, fileId: string, column: keyof Pieces): Promise<void> {
  const personId = ctx.actor.kind === 'person' ? ctx.actor.personId : null
  const file = await tx.storedFile.findUnique({ where: { id: fileId } })
  if (!file || file.uploadedById !== personId) throw refuse.invalid({ [column]: FILE_LOST })
}

const FILE_LOST = {
  fr: 'Ce fichier n’est plus disponible : déposez-le à nouveau.',
  en: 'This file is gone: upload it again.',
}
const ALREADY_APPLIED = refuse.conflict('already_applied', {
  fr: 'Vous avez déjà candidaté à cette offre. Retrouvez-la dans vos candidatures.',
  en: 'You have already applied to this offer. Find it among your candidatures.',
})
const ALREADY_PLACED = refuse.conflict('already_placed', {
  fr: 'Vous avez déjà une affectation dans cette campagne.',
  en: 'You already have a placement in this campaign.',
})
const OFFER_CLOSED = refuse.conflict('offer_closed', {
  fr: 'Cette offre ne reçoit plus de candidature. Votre brouillon est conservé.',
  en: 'This offer takes no more candidatures. Your draft is kept.',
})
const tooMany = (limit: number) =>
  refuse.conflict('too_many_candidatures', {
    fr: `Vous avez déjà ${limit} candidatures en cours, le maximum de cette campagne. Retirez-en une pour en soumettre une autre.`,
    en: `You already have ${limit} live candidatures, the most this campaign allows. Withdraw one to submit another.`,
  })
