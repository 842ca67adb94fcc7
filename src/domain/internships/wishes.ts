import type { Context } from '../../access/actor.ts'
import { isId } from '../../access/select.ts'
import type { Tx } from '../../platform/db.ts'
import { refuse } from '../../platform/errors.ts'
import { refuseLate } from './application-window.ts'

/** A student’s wishes travel as the ids of the offers, the favourite first. */
export const listed = (offers: string | undefined): string[] =>
  (offers ?? '')
    .split(',')
    .map((id) => id.trim())
    .filter(Boolean)

/** How many offers a student may rank in one campaign. */
export const MOST_WISHES = 20

/** Until applications close; each offer once, online, and of this campaign. */
export async function refuseWishes(tx: Tx, ctx: Context, campaignId: string, offers: string[]): Promise<void> {
  const studentId = studentOf(ctx)
  await refuseLate(tx, campaignId, studentId, ctx.now)
  if (offers.length > MOST_WISHES) throw TOO_MANY
  if (new Set(offers).size !== offers.length || !offers.every(isId)) throw TWICE
  const known = await tx.offer.findMany({ where: { id: { in: offers }, campaignId }, select: { status: true } })
  if (known.length !== offers.length || known.some(({ status }) => !ONLINE.has(status))) throw OFFLINE
}

/** Replaces the whole list; what the event keeps of it: the titles, in order. */
export async function keepWishes(tx: Tx, ctx: Context, campaignId: string, offers: string[]) {
  const studentId = studentOf(ctx)
  await tx.preference.deleteMany({ where: { studentId, campaignId } })
  const createdAt = ctx.now
  await tx.preference.createMany({
    data: offers.map((offerId, i) => ({ studentId, campaignId, offerId, rank: i + 1, createdAt })),
  })
  return { wishes: offers.length }
}

export function studentOf({ actor }: Context): string {
  if (actor.kind !== 'person' || !actor.studentId) throw NOT_STUDENT
  return actor.studentId
}

const ONLINE = new Set<string>(['published', 'filled'])

const NOT_STUDENT = refuse.conflict('not_student', {
  fr: 'Seul un étudiant classe ses vœux.',
  en: 'Only a student ranks their wishes.',
})
const TOO_MANY = refuse.conflict('too_many_wishes', {
  fr: `Vous pouvez classer ${MOST_WISHES} offres au plus : retirez-en, puis enregistrez.`,
  en: `You may rank at most ${MOST_WISHES} offers: remove some, then save.`,
})
const TWICE = refuse.conflict('wish_twice', {
  fr: 'Une offre est deux fois dans la liste : gardez-la une fois, puis enregistrez.',
  en: 'An offer is twice in the list: keep it once, then save.',
})
const OFFLINE = refuse.conflict('wish_offline', {
  fr: 'Une de ces offres n’est plus en ligne : rechargez la page, retirez-la, puis enregistrez.',
  en: 'One of these offers is no longer online: reload the page, remove it, then save.',
})
