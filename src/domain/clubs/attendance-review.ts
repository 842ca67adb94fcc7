import type { Context } from '../../access/actor.ts'
import { permitted } from '../../access/select.ts'
import { perform } from '../../kit/command.ts'
import { within } from '../../kit/table.ts'
import type { Tx } from '../../platform/db.ts'

/** Every presence of this activity that waits, confirmed by its own verb: the history of each says by whom. */
export async function confirmAll({ tx, ctx }: { tx: Tx; ctx: Context }, activityId: string): Promise<number> {
  const waiting = await tx.attendance.findMany({ where: { activityId, status: 'to_confirm' }, select: { id: true } })
  const open = await permitted(
    ctx,
    'Attendance',
    'confirm',
    waiting.map(({ id }) => id),
    within(tx),
  )
  for (const id of open) await perform(ctx, 'Attendance', 'confirm', id, {}, { tx })
  return open.size
}
