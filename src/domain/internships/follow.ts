import type { Context } from '../../access/actor.ts'
import type { ModelName } from '../../access/model.ts'
import { type Performed, perform } from '../../kit/command.ts'
import type { Tx } from '../../platform/db.ts'

type Place = { tx: Tx; ctx: Context }

/**
 * What follows from somebody’s act is done in the same transaction by the system, which says why: the student who
 * accepts has no right over the waiting list that moves up.
 */
export const follow =
  ({ tx, ctx }: Place, why: string) =>
  (model: ModelName, verb: string, id: string, input: Record<string, unknown> = {}): Promise<Performed> =>
    perform({ ...ctx, actor: { kind: 'system', reason: why } }, model, verb, id, input, { tx, reason: why })
