import { randomUUID } from 'node:crypto'
import { loadActor } from '../../src/access/actor.ts'
import { printCashPaper } from '../../src/domain/clubs/cash-paper.ts'
import { now } from '../../src/platform/clock.ts'
import { handle } from '../../src/platform/queue.ts'

/** The printed state of a cash box, with the rights that whoever asked still has. */
export function cashJobs(): void {
  handle('cash.paper', async ({ boxId, year, turn, accountId }) => {
    const actor = await loadActor(String(accountId))
    if (!actor) return
    const ctx = { actor, now: now(), requestId: randomUUID(), ip: null, readOnly: false }
    await printCashPaper(ctx, { boxId: String(boxId), year: String(year), turn: String(turn) })
  })
}
