import type { Event } from '@prisma/client'
import { tellMentioned } from './mentions.ts'

/** What follows an event of the core, whatever the domain of the record. */
export const coreReactions: Record<string, ((event: Event) => Promise<void>)[]> = {
  'Comment.create': [tellMentioned],
  'Comment.update': [tellMentioned],
}
