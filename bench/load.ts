import type { Answer, Visitor } from './visitor.ts'

export type Measure = { perSecond: number; p50: number; p95: number; requests: number }
export type Ask = (visitor: Visitor, turn: number) => Promise<Answer>

/** Everybody asks again as soon as they are answered, for so many seconds after a short warm-up. One wrong answer stops it. */
export async function load(visitors: Visitor[], ask: Ask, seconds = 4, warmUp = 1): Promise<Measure> {
  let turn = 0
  const times: number[] = []
  const start = performance.now() + warmUp * 1_000
  const end = start + seconds * 1_000
  const keepAsking = async (visitor: Visitor) => {
    for (let at = performance.now(); at < end; at = performance.now()) {
      const { status, body } = await ask(visitor, turn++)
      if (status >= 300) throw new Error(`HTTP ${status}: ${String(body).slice(0, 300)}`)
      if (at >= start) times.push(performance.now() - at)
    }
  }
  await Promise.all(visitors.map(keepAsking))
  return summed(times, (performance.now() - start) / 1_000)
}

function summed(times: number[], seconds: number): Measure {
  const sorted = times.toSorted((a, b) => a - b)
  const at = (share: number) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0
  return { perSecond: times.length / seconds, p50: at(0.5), p95: at(0.95), requests: times.length }
}
