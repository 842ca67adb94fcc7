import { Prisma, type Tx } from '../../platform/db.ts'
import { refuse } from '../../platform/errors.ts'
import { follow } from './follow.ts'

type Place = Parameters<typeof follow>[0]

/**
 * Takes one seat or refuses, in a single conditional update: of two people on the last seat one wins, whatever the
 * second. A proposal holds a seat as much as a placement does.
 */
export async function takeSeat(place: Place, offerId: string): Promise<void> {
  const [offer] = await place.tx.$queryRaw<Taken[]>(Prisma.sql`
    UPDATE "Offer" SET taken = taken + 1
    WHERE id = ${offerId}::uuid AND taken < seats AND status IN ('published', 'filled', 'suspended', 'expired')
    RETURNING taken, seats, status::text`)
  if (!offer) throw FULL
  if (offer.taken === offer.seats && offer.status === 'published')
    await follow(place, 'Toutes les places sont prises')('Offer', 'fill', offerId)
}

/** Gives the seat back, then to the first on the waiting list. */
export async function releaseSeat(place: Place, offerId: string): Promise<void> {
  const [offer] = await place.tx.$queryRaw<Taken[]>(Prisma.sql`
    UPDATE "Offer" SET taken = taken - 1 WHERE id = ${offerId}::uuid AND taken > 0 RETURNING taken, seats, status::text`)
  if (offer?.status === 'filled') await follow(place, 'Une place s’est libérée')('Offer', 'free', offerId)
  if (offer && PROMOTING.includes(offer.status)) await promoteNext(place, offerId)
}

type Taken = { taken: number; seats: number; status: string }
const PROMOTING = ['published', 'filled', 'expired']

async function promoteNext(place: Place, offerId: string): Promise<void> {
  const next = await firstWaiting(place.tx, offerId)
  if (next)
    await follow(place, 'Une place s’est libérée : premier de la liste d’attente')('Candidature', 'propose', next)
}

async function firstWaiting(tx: Tx, offerId: string): Promise<string | null> {
  const next = await tx.candidature.findFirst({
    where: { offerId, status: 'waiting_list' },
    orderBy: [{ rank: { sort: 'asc', nulls: 'last' } }, { submittedAt: 'asc' }, { id: 'asc' }],
    select: { id: true },
  })
  return next?.id ?? null
}

export const FULL = refuse.conflict('offer_full', {
  fr: 'Toutes les places de cette offre sont prises ou proposées. Mettez ce candidat en liste d’attente : il recevra la première place libérée.',
  en: 'All seats of this offer are taken or proposed. Put this candidate on the waiting list: they get the first seat freed.',
})
