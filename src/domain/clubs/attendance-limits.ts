import { isIPv6 } from 'node:net'
import { later } from '../../platform/clock.ts'
import { hmac } from '../../platform/crypto.ts'
import { read, write } from '../../platform/db.ts'
import { Refusal } from '../../platform/errors.ts'

/** Who knocks: a browser that keeps our cookie, or an address and the name its browser gives itself. */
export type Knocker = {
  /** The name we gave this browser, when it sends it back by itself */
  did: string | null
  /** The same, or what the form it was given says */
  phone: string | null
  ip: string
  agent: string
}

export const deviceHash = (did: string): string => hmac('attendance-device', did)

/** An address is kept under a key of the month: neither readable, nor comparable for ever. */
export const addressHash = (ip: string, now: Date): string =>
  hmac(`attendance-address/${now.toISOString().slice(0, 7)}`, neighbourhood(ip))

/** Wrong codes in a row before somebody waits: five from a phone, twenty where the phone cannot be told apart. */
const FREE = { device: 5, address: 20 }
const WINDOW_SECONDS = 600

const counted = ({ did, ip, agent }: Knocker) =>
  did
    ? { subject: deviceHash(did), free: FREE.device }
    : { subject: hmac('attendance-device', `${neighbourhood(ip)} ${agent}`), free: FREE.address }

/**
 * L1. Counted before the code is looked at, in one statement: a hundred guesses sent together are a hundred guesses. A
 * right code calls `forgiveDevice`; what could not be judged, `takeBackDevice`.
 */
export async function countTry(who: Knocker, now: Date): Promise<void> {
  const { subject, free } = counted(who)
  const rows = await write(COUNT, [SCOPE, subject, now, free, WINDOW_SECONDS])
  if (rows.length > 0) return
  const [row] = await read<{ until: Date }>('SELECT until FROM "Throttle" WHERE scope = $1 AND subject = $2', [
    SCOPE,
    subject,
  ])
  throw slowDown(Math.max(1, Math.ceil(((row?.until.getTime() ?? 0) - now.getTime()) / 1000)))
}

const SCOPE = 'attendance'

// 30, 60, 120 … 600 seconds after the fifth wrong code, the sixth, the seventh
const COUNT = `
  INSERT INTO "Throttle" AS t (scope, subject, failures, "lastAt", expire)
  VALUES ($1, $2, 1, $3::timestamptz, $3::timestamptz + make_interval(secs => $5))
  ON CONFLICT (scope, subject) DO UPDATE SET
    failures = CASE WHEN t.expire <= $3 THEN 1 ELSE t.failures + 1 END,
    until = CASE WHEN t.expire > $3 AND t.failures + 1 >= $4
      THEN $3::timestamptz + make_interval(secs => least(600, 30 * power(2, t.failures + 1 - $4))) END,
    "lastAt" = $3, expire = $3::timestamptz + make_interval(secs => $5)
  WHERE t.until IS NULL OR t.until <= $3 OR t.expire <= $3
  RETURNING failures`

export async function forgiveDevice(who: Knocker): Promise<void> {
  await write('DELETE FROM "Throttle" WHERE scope = $1 AND subject = $2', [SCOPE, counted(who).subject])
}

export async function takeBackDevice(who: Knocker): Promise<void> {
  const undo =
    'UPDATE "Throttle" SET failures = greatest(0, failures - 1), until = NULL WHERE scope = $1 AND subject = $2'
  await write(undo, [SCOPE, counted(who).subject])
}

/** From here on, whoever types from this address shows a second of work first. Nobody is blocked. */
export const NEAR_MANY = 150
/** The organiser is told, then typing closes for this generation: the QR goes on. */
export const WRONG_ALERT = 300
export const WRONG_CLOSED = 1_000

/** L2 and L3: wrong codes around, from this address in ten minutes and against this generation in all. */
export async function wrongAround(activityId: string, codeId: string, ip: string, now: Date) {
  const [row] = await read<{ near: number; wrong: number }>(
    `SELECT (SELECT count(*) FROM "AttendanceTry" WHERE "activityId" = $1 AND "ipHash" = $3 AND at > $4)::int AS near,
       (SELECT count(*) FROM "AttendanceTry" WHERE "codeId" = $2)::int AS wrong`,
    [activityId, codeId, addressHash(ip, now), later(now, { seconds: -WINDOW_SECONDS })],
  )
  return row ?? { near: 0, wrong: 0 }
}

/** An IPv6 household owns a whole /64: it counts as one address. */
function neighbourhood(ip: string): string {
  const plain = ip.replace(/^::ffff:(?=\d+\.)/, '').replace(/%.*$/, '')
  if (!isIPv6(plain)) return plain
  const [head = '', tail = ''] = plain.split('::')
  const [left, right] = [head.split(':').filter(Boolean), tail.split(':').filter(Boolean)]
  const zeros = plain.includes('::') ? Array.from({ length: 8 - left.length - right.length }, () => '0') : []
  return [...left, ...zeros, ...right].slice(0, 4).join(':')
}

const slowDown = (seconds: number) =>
  new Refusal(
    'too_many',
    429,
    {
      fr: `Plusieurs codes erronés de suite. Réessayez dans ${seconds} s, ou scannez le QR de l’écran.`,
      en: `Several wrong codes in a row. Try again in ${seconds} s, or scan the QR on the screen.`,
    },
    { detail: { retryAfter: seconds } },
  )
