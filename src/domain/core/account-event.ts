import type { Context } from '../../access/actor.ts'
import { type Happening, record } from '../../kit/event.ts'
import type { Tx } from '../../platform/db.ts'

export type AccountVerb =
  | 'invite'
  | 'acceptInvitation'
  | 'requestReset'
  | 'changePassword'
  | 'enrolSecondFactor'
  | 'useRecoveryCode'
  | 'resetSecondFactor'

/** What happened to an account, never with which password or code. */
export const noteAccount = (tx: Tx, ctx: Context, accountId: string, verb: AccountVerb, change: Change = {}) =>
  record(tx, ctx, { noun: 'Account', recordId: accountId, verb, role: roleUsed(ctx), ...change })

type Change = Pick<Happening, 'before' | 'after'>

/** Someone who opens their own account does so before they have a role. */
const roleUsed = ({ actor }: Context): string =>
  actor.kind === 'system' ? 'system' : (actor.roles[0]?.role ?? 'owner')
