import type { AnyModel } from '../access/model.ts'
import type { Tx } from '../platform/db.ts'
import { Refusal } from '../platform/errors.ts'
import { explained } from './constraint.ts'

/** What came of one of many: what was made of it, or why it was refused. */
export type Attempt<T> = { done: T } | { refusal: Refusal }

/** The refusal of one leaves the others alone; anything else stops them all. */
export function attempt<T>(work: () => T): Attempt<T> {
  try {
    return { done: work() }
  } catch (error) {
    if (error instanceof Refusal) return { refusal: error }
    throw error
  }
}

/** The next step, for those that were not refused so far; every one keeps its place. */
export async function onward<T, U>(
  tries: Attempt<T>[],
  step: (going: T[]) => Promise<Attempt<U>[]>,
): Promise<Attempt<U>[]> {
  const next = (await step(tries.flatMap((one) => ('done' in one ? [one.done] : [])))).values()
  return tries.map((one) => {
    if ('refusal' in one) return one
    const { value } = next.next()
    if (!value) throw new Error('A step answers for each record that it was given')
    return value
  })
}

/** What is wrong with each: an empty list of errors lets it go on. */
export const judged = <T>(items: T[], refusalOf: (item: T, index: number) => Refusal | null): Attempt<T>[] =>
  items.map((item, index) => {
    const refusal = refusalOf(item, index)
    return refusal ? { refusal } : { done: item }
  })

/**
 * Writes them all at once on a savepoint. When the whole is refused, its halves are tried, until whoever is at fault
 * stands alone with its own reason.
 */
export async function together<T, U>(
  tx: Tx,
  model: AnyModel,
  items: T[],
  write: (items: T[]) => Promise<U[]>,
  depth = 0,
): Promise<Attempt<U>[]> {
  if (items.length === 0) return []
  await tx.$executeRawUnsafe(`SAVEPOINT together_${depth}`)
  try {
    const done = await write(items)
    await tx.$executeRawUnsafe(`RELEASE SAVEPOINT together_${depth}`)
    return done.map((one) => ({ done: one }))
  } catch (error) {
    await tx.$executeRawUnsafe(`ROLLBACK TO SAVEPOINT together_${depth}`)
    const refusal = explained(error, model)
    if (!(refusal instanceof Refusal)) throw error
    if (items.length === 1) return [{ refusal }]
  }
  const half = Math.ceil(items.length / 2)
  const first = await together(tx, model, items.slice(0, half), write, depth + 1)
  return [...first, ...(await together(tx, model, items.slice(half), write, depth + 1))]
}
