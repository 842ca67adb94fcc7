import type { AcademicRank } from '@prisma/client'

/** From the highest: who chairs when several sit. */
const ORDER: readonly AcademicRank[] = ['professor', 'associate', 'lecturer', 'professional']

export type Ranked = { id: string; rank: AcademicRank | null }

/** How high somebody stands, 0 at the top; whoever has no rank written stands below everybody. */
export const heightOf = ({ rank }: Pick<Ranked, 'rank'>): number => (rank === null ? ORDER.length : ORDER.indexOf(rank))

/** The member who should preside instead of the chair; nobody, as long as one of the two ranks is not known. */
export function outranks(jury: readonly Ranked[], chairId: string): Ranked | null {
  const chair = jury.find((one) => one.id === chairId)
  if (!chair || chair.rank === null) return null
  const above = jury.filter((one) => one.rank !== null && heightOf(one) < heightOf(chair))
  return above.toSorted((a, b) => heightOf(a) - heightOf(b))[0] ?? null
}
