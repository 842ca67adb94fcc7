import type { Context } from '../../access/actor.ts'
import { record } from '../../kit/event.ts'
import { transaction } from '../../platform/db.ts'
import { activityAt } from './attendance-validate.ts'

/** Somebody sent a presence that no code opened: nothing is saved, and the activity’s history says it was tried. */
export async function noteStranger(ctx: Context, at: string): Promise<void> {
  const activityId = await activityAt(at)
  if (!activityId) return
  await transaction(async (tx) => {
    await record(tx, ctx, { noun: 'Activity', recordId: activityId, verb: 'refusePresence', role: 'system', after: {} })
  })
}
