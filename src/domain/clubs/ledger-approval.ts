import { type Actor, hasRole } from '../../access/actor.ts'
import { refuse } from '../../platform/errors.ts'
import { daysOf } from '../../platform/settings.ts'
import type { Place } from './ledger-entry.ts'
import { hasReceipts, type Opened } from './ledger-entry.ts'
import { effectOf } from './ledger-kinds.ts'

type Power = 'union' | 'lead' | 'treasurer'

/** Whoever wrote an entry does not approve it, and the larger what leaves the box, the higher the hand that lets it go. */
export async function insistOnApprover(place: Place, entry: Opened): Promise<void> {
  const { ctx } = place
  if (ctx.actor.kind !== 'person') return
  if (entry.kind === 'transfer_in') throw ELSEWHERE
  if (entry.authorId === ctx.actor.personId) throw OWN
  const power = powerOf(ctx.actor, entry.clubId)
  if (power === 'union') return
  if (await oneHoldsBoth(place, entry.clubId)) throw BOTH
  const needed = await neededFor(place, entry)
  if (needed === 'union') throw TOO_LARGE
  if (needed === 'lead' && power !== 'lead') throw LEAD_ONLY
}

/** Money that comes in is confirmed by any second person; what leaves is a matter of sum. */
async function neededFor(place: Place, entry: Opened): Promise<Power> {
  const leaving = -effectOf(entry.kind, entry.amount)
  if (leaving <= 0) return 'treasurer'
  if (leaving > (await daysOf('cash.leadLimit'))) return 'union'
  if (leaving > (await daysOf('cash.treasurerLimit'))) return 'lead'
  return entry.kind !== 'expense' || (await hasReceipts(place.tx, entry.id)) ? 'treasurer' : 'lead'
}

function powerOf(actor: Actor, clubId: string): Power | null {
  if (hasRole(actor, 'admin', 'union_executive')) return 'union'
  const holds = (post: 'lead' | 'treasurer') =>
    actor.kind === 'person' && actor.clubs.some((seat) => seat.clubId === clubId && seat.post === post)
  if (hasRole(actor, 'club_lead') && holds('lead')) return 'lead'
  return hasRole(actor, 'club_treasurer') && holds('treasurer') ? 'treasurer' : null
}

async function oneHoldsBoth({ tx, ctx }: Place, clubId: string): Promise<boolean> {
  const seats = await tx.clubMember.findMany({
    where: {
      ...{ clubId, personId: { not: null }, post: { in: ['lead', 'treasurer'] }, startsOn: { lte: ctx.now } },
      OR: [{ endsOn: null }, { endsOn: { gte: ctx.now } }],
    },
    select: { personId: true, post: true },
  })
  return seats.some(({ personId, post }) => seats.some((other) => other.personId === personId && other.post !== post))
}

const OWN = refuse.conflict('own_entry', {
  fr: 'L’auteur ne peut pas approuver : une autre personne du bureau, ou l’Amicale, doit le faire.',
  en: 'The author cannot approve: somebody else of the bureau, or the student union, must do it.',
})
const BOTH = refuse.conflict('both_posts', {
  fr: 'Une même personne tient les deux postes, responsable et trésorier : c’est l’Amicale qui approuve.',
  en: 'One person holds both posts, lead and treasurer: the student union approves.',
})
const TOO_LARGE = refuse.conflict('union_approves', {
  fr: 'Cette somme dépasse ce que le club approuve seul : demandez à l’Amicale.',
  en: 'This sum is beyond what the club approves alone: ask the student union.',
})
const LEAD_ONLY = refuse.conflict('lead_approves', {
  fr: 'Cette somme est approuvée par le responsable du club, ou la pièce manque : joignez-la, ou demandez-lui.',
  en: 'This sum is approved by the lead of the club, or its receipt is missing: attach it, or ask them.',
})
const ELSEWHERE = refuse.conflict('transfer_in', {
  fr: 'Un transfert reçu s’approuve dans la caisse qui l’envoie : rien à faire ici.',
  en: 'A transfer received is approved in the box that sends it: nothing to do here.',
})
