import type { Event } from '@prisma/client'
import { z } from 'zod'
import { runAs, system } from '../src/access/actor.ts'
import { prisma, transaction } from '../src/platform/db.ts'
import { enqueue, handle } from '../src/platform/queue.ts'
import { clubRunReactions } from './clubs/run.ts'
import { coreReactions } from './core/reactions.ts'
import { alertReactions } from './internships/alerts.ts'
import { internshipReactions } from './internships/reactions.ts'

/** What follows an event. At least once: everything here is safe to run twice. */
export type Reaction = (event: Event) => Promise<void>

// `Noun.verb` → what follows; one line per domain
const reactions: Record<string, Reaction[]> = {
  ...internshipReactions,
  ...alertReactions,
  ...coreReactions,
  ...clubRunReactions,
}

/** Every event passes here once it is committed; most are only history. */
export function reactionJobs(): void {
  handle('reaction', async ({ eventId }) => {
    const event = await prisma().event.findUnique({ where: { id: String(eventId) } })
    if (event) await react(event)
  })
  // A thousand records written at once leave one job: it passes on those that something follows, each by itself
  handle('reactions', async ({ eventIds }) => {
    const ids = z.array(z.uuid()).parse(eventIds)
    const events = await prisma().event.findMany({
      where: { id: { in: ids } },
      select: { id: true, noun: true, verb: true },
    })
    for (const { id, noun, verb } of events) {
      if (!reactions[`${noun}.${verb}`]) continue
      await transaction((tx) => enqueue(tx, 'reaction', { eventId: id }, { key: `reaction:${id}` }))
    }
  })
}

async function react(event: Event): Promise<void> {
  const name = `${event.noun}.${event.verb}`
  for (const reaction of reactions[name] ?? []) await runAs(system(`suite de ${name}`), () => reaction(event))
}
