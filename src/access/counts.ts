import { now } from '../platform/clock.ts'
import { onCommit, read } from '../platform/db.ts'

type Remembered = { n: number; until: number }

const counts = new Map<string, Remembered>()
const DEAR_MS = 5
const KEEP_MS = 10_000
const ROOM = 500
let writes = 0

/** Nobody counts 200,000 rows again for turning a page: a dear count lasts ten seconds, or until this process writes. */
export async function rememberedCount(sql: string, values: unknown[]): Promise<number> {
  const key = `${sql}\n${JSON.stringify(values)}`
  const known = counts.get(key)
  if (known && known.until > now().getTime()) return known.n
  const asked = performance.now()
  const before = writes
  const [row] = await read<{ n: number }>(sql, values)
  const n = row?.n ?? 0
  if (counts.size >= ROOM) counts.clear()
  // Counted while somebody wrote: perhaps without their row
  if (before === writes && performance.now() - asked >= DEAR_MS)
    counts.set(key, { n, until: now().getTime() + KEEP_MS })
  return n
}

// People see their own write at once. Another noun may count through the one that changed, so everything goes
onCommit(() => {
  writes += 1
  counts.clear()
})
