import { now } from '../platform/clock.ts'
import { onCommit, read } from '../platform/db.ts'

/** How many; `about` when nobody counted them one by one: near that many, or more than that. */
export type Total = { total: number; about?: 'near' | 'more' }

type Kept = { found: unknown; until: number }

const known = new Map<string, Kept>()
const DEAR_MS = 5
const KEEP_MS = 10_000
const ROOM = 500
let writes = 0

/** Below, people see every unit; above, a planner knows enough. */
const CHEAP = 10_000

export const rememberedCount = (sql: string, values: unknown[]): Promise<number> =>
  remembered(sql, values, async () => {
    const [row] = await read<{ n: number }>(sql, values)
    return row?.n ?? 0
  })

/** The same for counts that come by group. */
export const rememberedRows = <T extends object>(sql: string, values: unknown[]): Promise<T[]> =>
  remembered(sql, values, () => read<T>(sql, values))

/** Counts as far as it is cheap. Beyond, what the planner expects, when it expects that many: through relations it does not. */
export const estimatedCount = (from: string, values: unknown[]): Promise<Total> =>
  remembered(`about ${from}`, values, () => estimate(from, values), isLong)

// Whoever turns the pages of a long list asks for it at every page
const isLong = (found: Total): boolean => found.about !== undefined

async function estimate(from: string, values: unknown[]): Promise<Total> {
  const capped = `SELECT count(*)::int AS n FROM (SELECT 1 ${from} LIMIT ${CHEAP + 1}) x`
  const [row] = await read<{ n: number }>(capped, values)
  const counted = row?.n ?? 0
  if (counted <= CHEAP) return { total: counted }
  const [plan] = await read<Plan>(`EXPLAIN (FORMAT JSON) SELECT 1 ${from}`, values)
  const expected = plan?.['QUERY PLAN'][0]?.Plan['Plan Rows'] ?? 0
  return expected > CHEAP ? { total: expected, about: 'near' } : { total: CHEAP, about: 'more' }
}

type Plan = { 'QUERY PLAN': { Plan: { 'Plan Rows': number } }[] }

/** Nobody counts 200,000 rows again for turning a page: a dear answer lasts ten seconds, or until this process writes. */
export async function remembered<T>(
  sql: string,
  values: unknown[],
  work: () => Promise<T>,
  isDear: (found: T) => boolean = () => false,
): Promise<T> {
  const key = `${sql}\n${JSON.stringify(values)}`
  const kept = known.get(key)
  if (kept && kept.until > now().getTime()) return kept.found as T
  // Whoever asks for the same meanwhile waits for the same answer, unless somebody wrote since it was asked
  const other = running.get(key)
  if (other?.before === writes) return other.answer as Promise<T>
  const answer = keeping(key, work, isDear)
  const mine = { before: writes, answer }
  running.set(key, mine)
  try {
    return await answer
  } finally {
    if (running.get(key) === mine) running.delete(key)
  }
}

const running = new Map<string, { before: number; answer: Promise<unknown> }>()

async function keeping<T>(key: string, work: () => Promise<T>, isDear: (found: T) => boolean): Promise<T> {
  const asked = performance.now()
  const before = writes
  const found = await work()
  if (known.size >= ROOM) known.clear()
  // Counted while somebody wrote: perhaps without their row
  if (before === writes && (isDear(found) || performance.now() - asked >= DEAR_MS))
    known.set(key, { found, until: now().getTime() + KEEP_MS })
  return found
}

// People see their own write at once. Another noun may count through the one that changed, so everything goes
onCommit(() => {
  writes += 1
  known.clear()
})
