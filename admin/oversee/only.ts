import { type Actor, hasRole } from '../../src/access/actor.ts'
import { now } from '../../src/platform/clock.ts'

/** These pages are the administration’s: for anybody else they are as missing as a page that never was. */
export const isAdmin = (actor: Actor): boolean => hasRole(actor, 'admin')

const KEEP_MS = 10_000

/** One burst of questions to the database in ten seconds, however many tabs watch the page. */
export function atMostEveryTenSeconds<T>(work: () => Promise<T>): () => Promise<T> {
  let kept: { until: number; answer: Promise<T> } | null = null
  return () => {
    const at = now().getTime()
    if (!kept || kept.until <= at) {
      const answer = work()
      kept = { until: at + KEEP_MS, answer }
      // A failure is not kept: the next look asks again
      answer.catch(() => {
        kept = null
      })
    }
    return kept.answer
  }
}

export const pageOf = (query: Record<string, string>): number => {
  const page = Number.parseInt(query.page ?? '', 10)
  return Number.isFinite(page) && page >= 1 ? Math.min(page, 100_000) : 1
}

export const iso = (value: unknown): string | null =>
  value instanceof Date ? value.toISOString() : typeof value === 'string' ? value : null
