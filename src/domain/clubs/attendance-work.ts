import { createHash } from 'node:crypto'
import { hmac, sameText } from '../../platform/crypto.ts'
import { addressHash } from './attendance-limits.ts'

/**
 * A second of work, asked where many codes failed from one address: cheap for one person, dear for whoever tries thousands.
 * Nothing is kept: the challenge is worked out again. A browser that cannot compute waits instead.
 */
export const WORK_BITS = 14
export const WAIT_SECONDS = 2

export const challengeFor = (slug: string, ip: string, now: Date): string =>
  hmac('attendance-work', `${slug} ${addressHash(ip, now)} ${slotOf(now)}`).slice(0, 24)

/** « I waited »: an instant that we signed. */
export const waitingNote = (slug: string, ip: string, now: Date): string => {
  const at = String(now.getTime())
  return `${at}.${hmac('attendance-wait', `${slug} ${addressHash(ip, now)} ${at}`).slice(0, 24)}`
}

export function isWorked(given: string | undefined, slug: string, ip: string, now: Date): boolean {
  if (!given) return false
  const [at = '', mark = ''] = given.split('.')
  if (mark) return hasWaited(at, mark, slug, ip, now)
  return [0, -1].some((slots) => isProof(challengeFor(slug, ip, new Date(now.getTime() + slots * SLOT_MS)), given))
}

const SLOT_MS = 300_000
const slotOf = (now: Date): number => Math.floor(now.getTime() / SLOT_MS)

function hasWaited(at: string, mark: string, slug: string, ip: string, now: Date): boolean {
  const expected = hmac('attendance-wait', `${slug} ${addressHash(ip, now)} ${at}`).slice(0, 24)
  const waited = now.getTime() - Number(at)
  return sameText(expected, mark) && waited >= WAIT_SECONDS * 1000 && waited < SLOT_MS
}

function isProof(challenge: string, nonce: string): boolean {
  if (!/^\d{1,12}$/.test(nonce)) return false
  const digest = createHash('sha256').update(`${challenge}.${nonce}`).digest()
  return digest.readUInt32BE(0) >>> (32 - WORK_BITS) === 0
}
