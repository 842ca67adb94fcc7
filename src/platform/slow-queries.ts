import type { PoolClient } from 'pg'
import { now } from './clock.ts'

/** A statement that took long, without a single value: what was asked, when, for how long. */
export type SlowQuery = { at: string; ms: number; sql: string }

const SLOW_MS = 200
const KEPT = 50
const LONGEST_TEXT = 600

const slow: SlowQuery[] = []

/** The last fifty of this process, newest first. */
export const slowQueries = (): SlowQuery[] => [...slow]

/** Times every statement of a connection, whoever sends it: our own SQL, the client, a slice of an export. */
export function watchSlowQueries(client: PoolClient): void {
  const query = client.query.bind(client) as (...args: unknown[]) => unknown
  const timed = (...args: unknown[]): unknown => {
    const start = performance.now()
    const done = () => keepIfSlow(args[0], performance.now() - start)
    const last = args.at(-1)
    if (typeof last === 'function') {
      args[args.length - 1] = (...answer: unknown[]) => {
        done()
        return Reflect.apply(last, undefined, answer)
      }
      return query(...args)
    }
    const answer = query(...args)
    if (answer instanceof Promise) answer.then(done, done)
    return answer
  }
  Reflect.set(client, 'query', timed)
}

function keepIfSlow(asked: unknown, ms: number): void {
  if (ms < SLOW_MS) return
  slow.unshift({ at: now().toISOString(), ms: Math.round(ms), sql: wordsOf(asked) })
  slow.length = Math.min(slow.length, KEPT)
}

/** Values travel apart; whatever a text still quotes is blotted out. */
export function wordsOf(asked: unknown): string {
  const text = typeof asked === 'string' ? asked : textOf(asked)
  return text
    .replace(/'(?:[^']|'')*'/g, "'…'")
    .replace(/\s+/g, ' ')
    .trim()
    .slice(0, LONGEST_TEXT)
}

const textOf = (asked: unknown): string =>
  typeof asked === 'object' && asked !== null && 'text' in asked ? String(asked.text) : '?'
