import type { Draw, Drawn } from './draw.ts'

/** What the council is shown of a draw: how well people were served, and where too many wanted too few seats. */
export type Fairness = {
  students: number
  placed: number
  pinned: number
  /** Wished for something and got nothing */
  unplaced: number
  withoutWish: number
  /** How many obtained their first wish, their second… */
  byRank: Record<string, number>
  /** Of those who obtained a wish; null when nobody did */
  meanRank: number | null
  seats: number
  seatsLeft: number
  /** The most wanted: first wishes for each seat, highest first */
  wanted: { offerId: string; seats: number; firstWishes: number; wishes: number }[]
}

const MOST_WANTED = 10

export function fairnessOf({ wishes, seats }: Draw, drawn: Drawn[]): Fairness {
  const placed = drawn.filter((one) => one.offerId !== null)
  const ranks = placed.flatMap((one) => one.rank ?? [])
  const free = [...seats.values()].reduce((sum, one) => sum + Math.max(0, one), 0)
  const silent = drawn.filter((one) => one.offerId === null && wishes.get(one.studentId)?.length === 0)
  return {
    students: drawn.length,
    placed: placed.length,
    pinned: drawn.filter((one) => one.isPinned).length,
    unplaced: drawn.length - placed.length - silent.length,
    withoutWish: silent.length,
    byRank: Object.fromEntries(
      [
        ...Map.groupBy(
          ranks.sort((a, b) => a - b),
          String,
        ),
      ].map(([r, all]) => [r, all.length]),
    ),
    meanRank:
      ranks.length === 0 ? null : Number((ranks.reduce((sum, rank) => sum + rank, 0) / ranks.length).toFixed(2)),
    seats: free,
    seatsLeft: free - placed.length,
    wanted: mostWanted(wishes, seats),
  }
}

function mostWanted(wishes: Draw['wishes'], seats: Draw['seats']): Fairness['wanted'] {
  const counted = new Map<string, { first: number; any: number }>()
  for (const wished of wishes.values())
    for (const [i, offerId] of wished.entries()) {
      const now = counted.get(offerId) ?? { first: 0, any: 0 }
      counted.set(offerId, { first: now.first + (i === 0 ? 1 : 0), any: now.any + 1 })
    }
  return [...counted]
    .map(([offerId, { first, any }]) => ({ offerId, seats: seats.get(offerId) ?? 0, firstWishes: first, wishes: any }))
    .sort((a, b) => b.firstWishes / Math.max(1, b.seats) - a.firstWishes / Math.max(1, a.seats))
    .slice(0, MOST_WANTED)
}
