import { declarePage } from '../verbs.ts'
import { recentOf } from './recent.ts'
import { findEverywhere } from './search.ts'

/** What Ctrl-K asks: words looked for in everything that this person may read, or the names of what they opened last. */
export function palettePage(): void {
  declarePage({
    name: 'palette',
    methods: ['GET'],
    right: (actor) => actor.kind === 'person',
    handle: async ({ query }, ctx) => {
      if (query.recent !== undefined) return { ...(await recentOf(ctx, query.recent)) }
      return { ...(await findEverywhere(ctx, query.q ?? '')) }
    },
  })
}
