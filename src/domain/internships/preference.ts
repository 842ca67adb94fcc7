import { defineCheck } from '../../kit/check.ts'
import type { Text } from '../../platform/catalogue.ts'
import type { Tx } from '../../platform/db.ts'
import { refuseLate } from './application-window.ts'
import { MOST_WISHES } from './wishes.ts'

/** A wish is for an offer of its campaign that students can see, while applications are open. */
defineCheck('Preference', async ({ tx, ctx, before, after }): Promise<Record<string, Text>> => {
  const wish = after ?? before
  if (!wish) return {}
  const [studentId, campaignId] = [String(wish.studentId), String(wish.campaignId)]
  await refuseLate(tx, campaignId, studentId, ctx.now)
  if (!after) return {}
  const wrong = await notWished(tx, String(after.offerId), campaignId)
  if (wrong) return { offerId: wrong }
  return Number(after.rank) < 1 || Number(after.rank) > MOST_WISHES ? { rank: TOO_MANY } : {}
})

async function notWished(tx: Tx, offerId: string, campaignId: string): Promise<Text | null> {
  const offer = await tx.offer.findUnique({ where: { id: offerId } })
  if (offer?.campaignId !== campaignId) return ELSEWHERE
  return offer.status === 'published' || offer.status === 'filled' ? null : OFFLINE
}

const ELSEWHERE = {
  fr: 'Cette offre n’est pas de cette campagne.',
  en: 'This offer is not of this campaign.',
}
const OFFLINE = {
  fr: 'Cette offre n’est plus en ligne : choisissez-en une autre.',
  en: 'This offer is no longer online: choose another.',
}
const TOO_MANY = { fr: `Le rang va de 1 à ${MOST_WISHES}.`, en: `The rank goes from 1 to ${MOST_WISHES}.` }
