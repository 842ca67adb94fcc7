import { sha256 } from '../../../platform/crypto.ts'

/** What a draw starts from. Ids only: it knows nobody’s name, so a name can weigh nothing. */
export type Draw = {
  /** The same seed, wishes, seats and reserved seats give the same result, on any machine */
  seed: string
  /** Offers wished for by each student, first wish first; somebody who wished for nothing is in it too */
  wishes: ReadonlyMap<string, readonly string[]>
  /** Seats still free, by offer */
  seats: ReadonlyMap<string, number>
  /** Seats the school keeps for somebody: student → offer */
  pins?: ReadonlyMap<string, string>
}

export type Drawn = {
  studentId: string
  /** From 1: who chose before whom */
  order: number
  offerId: string | null
  /** Of the wish obtained; null when nothing was, or when the school placed them elsewhere */
  rank: number | null
  isPinned: boolean
  /** Better wishes that were full, and who took the last seat: a place in the order, or 0 for a seat the school kept */
  full: { rank: number; offerId: string; filledAt: number }[]
}

/**
 * Everybody in turn takes the best wish that is left, in an order nobody chose (random serial dictatorship): lying
 * about one’s wishes never helps, and nobody can be moved up without moving somebody else down.
 * Seats that the school keeps are given first.
 */
export function draw({ seed, wishes, seats, pins = new Map() }: Draw): Drawn[] {
  const left = new Map(seats)
  const filledAt = new Map<string, number>()
  const take = (offerId: string, order: number) => {
    const rest = (left.get(offerId) ?? 0) - 1
    left.set(offerId, rest)
    if (rest === 0) filledAt.set(offerId, order)
  }
  for (const [offerId, free] of seats) if (free <= 0) filledAt.set(offerId, KEPT)
  for (const offerId of pins.values()) take(offerId, KEPT)
  return inOrder(seed, [...wishes.keys()]).map((studentId, i): Drawn => {
    const order = i + 1
    const wished = wishes.get(studentId) ?? []
    const pinned = pins.get(studentId)
    if (pinned) return { studentId, order, offerId: pinned, rank: rankOf(wished, pinned), isPinned: true, full: [] }
    const at = wished.findIndex((offerId) => (left.get(offerId) ?? 0) > 0)
    const offerId = wished[at] ?? null
    if (offerId) take(offerId, order)
    const missed = offerId ? wished.slice(0, at) : wished
    const full = missed.map((id, n) => ({ rank: n + 1, offerId: id, filledAt: filledAt.get(id) ?? KEPT }))
    return { studentId, order, offerId, rank: offerId ? at + 1 : null, isPinned: false, full }
  })
}

const KEPT = 0

const rankOf = (wished: readonly string[], offerId: string): number | null => {
  const at = wished.indexOf(offerId)
  return at < 0 ? null : at + 1
}

/** By the fingerprint of the seed and the student: no state to keep, and adding somebody does not reshuffle the others. */
const inOrder = (seed: string, studentIds: string[]): string[] =>
  studentIds
    .map((id) => ({ id, lot: sha256(`${seed}:${id}`) }))
    .sort((a, b) => (a.lot < b.lot ? -1 : 1))
    .map(({ id }) => id)
