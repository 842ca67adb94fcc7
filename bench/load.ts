import type { Answer, Visitor } from './visitor.ts'

export type Measure = {
  perSecond: number
  p50: number
  p95: number
  /** Processor time of one request, database included, in ms: what remains true on a busy machine */
  work: number | null
}
export type Ask = (visitor: Visitor, turn: number) => Promise<Answer>

/** Everybody asks again as soon as they are answered, for so many seconds after a short warm-up. One wrong answer stops it. */
export async function load(visitors: Visitor[], ask: Ask, workSoFar: () => number | null): Promise<Measure> {
  const [seconds, warmUp] = [4, 1]
  let turn = 0
  let spent: number | null = null
  let asked = 0
  const times: number[] = []
  const start = performance.now() + warmUp * 1_000
  const closes = start + seconds * 1_000
  const keepAsking = async (visitor: Visitor) => {
    for (let at = performance.now(); at < closes; at = performance.now()) {
      if (at >= start && asked++ === 0) spent = workSoFar()
      const { status, body } = await ask(visitor, turn++)
      if (status >= 300) throw new Error(`HTTP ${status}: ${String(body).slice(0, 300)}`)
      if (at >= start) times.push(performance.now() - at)
    }
  }
  await Promise.all(visitors.map(keepAsking))
  const end = workSoFar()
  const work = spent === null || end === null ? null : (end - spent) / asked
  return { ...summed(times, (performance.now() - start) / 1_000), work }
}

function summed(times: number[], seconds: number): Omit<Measure, 'work'> {
  const sorted = times.toSorted((a, b) => a - b)
  const at = (share: number) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0
  return { perSecond: times.length / seconds, p50: at(0.5), p95: at(0.95) }
}
