import { setImmediate } from 'node:timers/promises'

/** Enough for few statements, little enough for a short transaction: nobody waits behind it. */
export const SLICE = 500

export function* slicesOf<T>(rows: T[]): Generator<T[]> {
  for (let at = 0; at < rows.length; at += SLICE) yield rows.slice(at, at + SLICE)
}

/** Other people’s requests get their turn between two slices. */
export const breathe = (): Promise<void> => setImmediate()
