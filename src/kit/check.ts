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

/** A rule that several columns or records decide together: dates in order, the last administrator. */
export function defineCheck(model: ModelName, check: Check): void {
  checks.set(model, [...(checks.get(model) ?? []).filter((one) => one !== check), check])
}

export async function insistOnChecks(model: ModelName, change: Change): Promise<void> {
  for (const check of checks.get(model) ?? []) {
    const errors = await check(change)
    if (Object.keys(errors).length > 0) throw refuse.invalid(errors)
  }
}
