import type { Context } from '../../access/actor.ts'
import { refuse } from '../../platform/errors.ts'

/** The student who acts. The rows of the verb already keep others out; this keeps the types honest. */
export function studentOf(ctx: Context): string {
  if (ctx.actor.kind !== 'person' || !ctx.actor.studentId) throw refuse.notFound()
  return ctx.actor.studentId
}
