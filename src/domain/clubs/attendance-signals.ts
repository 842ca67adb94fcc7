import type { SignalKind } from '@prisma/client'
import { later } from '../../platform/clock.ts'
import type { Tx } from '../../platform/db.ts'

/** Signals, never blocks: at three points somebody of the bureau looks, and decides. */
export const POINTS: Record<SignalKind, number> = {
  shared_phone: 3,
  namesake: 3,
  matricule: 3,
  late: 3,
  fast: 2,
  after_end: 2,
  same_words: 1,
  burst: 1,
}

export const TO_REVIEW = 3

export const sumOf = (kinds: SignalKind[]): number => kinds.reduce((sum, kind) => sum + POINTS[kind], 0)

type Coming = {
  activityId: string
  endsAt: Date | null
  validatedAt: Date
  suggestion: string | null
  ipHash: string
  now: Date
}

/** What may be seen without knowing anybody: too quick, too late, the same words, many from one place in a few seconds. */
export async function signalsOf(tx: Tx, coming: Coming): Promise<SignalKind[]> {
  const { now, activityId, suggestion } = coming
  const kinds: SignalKind[] = []
  if (now.getTime() - coming.validatedAt.getTime() < FASTEST_MS) kinds.push('fast')
  if (coming.endsAt && now > later(coming.endsAt, { minutes: 30 })) kinds.push('after_end')
  if (suggestion && suggestion.length >= SAME_WORDS) {
    const same = await tx.attendance.count({ where: { activityId, suggestion } })
    if (same > 0) kinds.push('same_words')
  }
  const since = later(now, { seconds: -BURST.seconds })
  const near = await tx.attendance.count({ where: { activityId, ipHash: coming.ipHash, receivedAt: { gt: since } } })
  if (near >= BURST.presences) kinds.push('burst')
  return kinds
}

const FASTEST_MS = 4_000
const SAME_WORDS = 12
const BURST = { seconds: 15, presences: 8 }
