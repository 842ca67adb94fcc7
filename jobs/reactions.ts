import type { Event } from '@prisma/client'
import { runAs, system } from '../src/access/actor.ts'
import { prisma } from '../src/platform/db.ts'
import { handle } from '../src/platform/queue.ts'
import { coreReactions } from './core/reactions.ts'
import { alertReactions } from './internships/alerts.ts'
import { internshipReactions } from './internships/reactions.ts'

/** What follows an event. At least once: everything here is safe to run twice. */
export type Reaction = (event: Event) => Promise<void>

// `Noun.verb` → what follows; one line per domain
const reactions: Record<string, Reaction[]> = { ...internshipReactions, ...alertReactions, ...coreReactions }

/** Every event passes here once it is committed; most are only history. */
export function reactionJobs(): void {
  handle('reaction', async ({ eventId }) => {
    const event = await prisma().event.findUnique({ where: { id: String(eventId) } })
    if (event) await react(event)
  })
}

async function react(event: Event): Promise<void> {
  const name = `${event.noun}.${event.verb}`
  for (const reaction of reactions[name] ?? []) await runAs(system(`suite de ${name}`), () => reaction(event))
}
