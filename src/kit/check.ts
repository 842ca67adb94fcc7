import type { Context } from '../access/actor.ts'
import type { ModelName } from '../access/model.ts'
import type { Text } from '../platform/catalogue.ts'
import type { Tx } from '../platform/db.ts'
import { refuse } from '../platform/errors.ts'

/** A plain change about to be written: `before` is null on creation, `after` is null on removal. */
export type Change = {
  tx: Tx
  ctx: Context
  before: Record<string, unknown> | null
  after: Record<string, unknown> | null
}

/** What is wrong, by column; empty when the change may go on. */
export type Check = (change: Change) => Promise<Record<string, Text>> | Record<string, Text>

const checks = new Map<ModelName, Check[]>()
const looksElsewhere = new Set<ModelName>()

/**
 * A rule that several columns or records decide together: dates in order, the last administrator. `alone`: it looks at
 * nothing but the change, so that a thousand records may be judged before any is written.
 */
export function defineCheck(model: ModelName, check: Check, { alone = false } = {}): void {
  checks.set(model, [...(checks.get(model) ?? []).filter((one) => one !== check), check])
  if (!alone) looksElsewhere.add(model)
}

/** Whether many records of this model may be written in one statement. */
export const mayGoTogether = (model: ModelName): boolean => !looksElsewhere.has(model)

export async function insistOnChecks(model: ModelName, change: Change): Promise<void> {
  for (const check of checks.get(model) ?? []) {
    const errors = await check(change)
    if (Object.keys(errors).length > 0) throw refuse.invalid(errors)
  }
}
