import { endView } from '../../src/domain/core/view-as.ts'
import { declarePage } from '../verbs.ts'

/** The one thing that somebody who looks through another’s eyes may send: it gives them their own back. */
export function leavePage(): void {
  declarePage({
    name: 'leaveView',
    methods: ['POST'],
    right: (actor) => actor.kind === 'person' && actor.impersonatorId !== undefined,
    handle: async (_request, ctx) => {
      await endView(ctx)
      return { notice: null }
    },
  })
}
