import type { Tx } from '../../platform/db.ts'
import { factsOf } from './legal/facts.ts'

/** Writes down what the planning of the internship promises, so that lists compare it with what was approved. */
export async function countPlannedHours(tx: Tx, placementId: string): Promise<void> {
  const { presence, plannedHours } = await factsOf(tx, placementId)
  const planned = presence?.hours.toFixed(2) ?? null
  if (planned === (plannedHours?.toFixed(2) ?? null)) return
  await tx.placement.update({ where: { id: placementId }, data: { plannedHours: planned } })
}
