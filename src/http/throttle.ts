import { isIPv6 } from 'node:net'
import { later, now } from '../platform/clock.ts'
import { hmac } from '../platform/crypto.ts'
import { read, write } from '../platform/db.ts'

/**
 * Who is counted: an account first (SECURITY 4.5), since a whole school sits behind one address.
 * Counters live in PostgreSQL, so that two processes agree.
 */
export type Counted = { scope: 'account' | 'device' | 'code' | 'proof'; subject: string }

/** What stops an attempt before it is looked at: seconds to wait, or a password to change by mail. */
export type Stop = { wait: number } | { mailOnly: true }

/**
 * Counts the attempt *before* it is verified, in one statement: a hundred guesses sent together are a hundred guesses.
 * Null: go on. A success must call `forgive`, an attempt that could not be verified `takeBack`.
 */
export async function startAttempt({ scope, subject }: Counted): Promise<Stop | null> {
  const [counted] = await write<{ failures: number }>(START, [scope, subject, now()])
  return counted ? null : whyStopped({ scope, subject })
}

export async function forgive({ scope, subject }: Counted): Promise<void> {
  await write('DELETE FROM "Throttle" WHERE scope = $1 AND subject = $2', [scope, subject])
}

export async function takeBack({ scope, subject }: Counted): Promise<void> {
  const undo = 'UPDATE "Throttle" SET failures = failures - 1, until = NULL WHERE scope = $1 AND subject = $2'
  await write(undo, [scope, subject])
}

// Five free attempts, then 1, 2, 4 … 60 seconds; at a hundred in a row, only a new password chosen by mail opens again.
const START = `
  INSERT INTO "Throttle" AS t (scope, subject, failures, "lastAt", expire)
  VALUES ($1, $2, 1, $3::timestamptz, $3::timestamptz + interval '1 day')
  ON CONFLICT (scope, subject) DO UPDATE SET
    failures = CASE WHEN t.expire <= $3 THEN 1 ELSE t.failures + 1 END,
    until = CASE WHEN t.expire > $3 AND t.failures >= 4
      THEN $3::timestamptz + make_interval(secs => least(60, power(2, t.failures - 4))) END,
    "lastAt" = $3, expire = $3::timestamptz + interval '1 day'
  WHERE t.expire <= $3 OR (t.failures < 100 AND coalesce(t.until <= $3, true))
  RETURNING failures`

async function whyStopped({ scope, subject }: Counted): Promise<Stop> {
  const find = 'SELECT failures, until FROM "Throttle" WHERE scope = $1 AND subject = $2'
  const [row] = await read<{ failures: number; until: Date | null }>(find, [scope, subject])
  if (row && row.failures >= 100) return { mailOnly: true }
  const left = (row?.until?.getTime() ?? 0) - now().getTime()
  return { wait: Math.max(1, Math.ceil(left / 1000)) }
}

/** One more account fails from this address. */
export async function noteFailureFrom(ip: string | undefined, subject: string): Promise<void> {
  await write(
    `INSERT INTO "Throttle" (scope, subject, failures, "lastAt", expire) VALUES ($1, $2, 1, $3, $4)
     ON CONFLICT (scope, subject) DO UPDATE SET "lastAt" = $3, expire = $4`,
    [addressScope(ip), subject, now(), later(now(), { minutes: 10 })],
  )
}

/** More than thirty different accounts failed from this address in ten minutes: its next attempts are slowed, never refused. */
export async function isTryingManyAccounts(ip: string | undefined): Promise<boolean> {
  const rows = await read('SELECT 1 AS one FROM "Throttle" WHERE scope = $1 AND expire > $2 LIMIT 31', [
    addressScope(ip),
    now(),
  ])
  return rows.length > 30
}

/** At most `most` times in the hour; false once that is used up. */
export async function takeOneAnHour(what: string, subject: string, most: number): Promise<boolean> {
  const rows = await write(
    `INSERT INTO "Throttle" AS t (scope, subject, failures, "lastAt", expire)
     VALUES ($1, $2, 1, $3::timestamptz, $3::timestamptz + interval '1 hour')
     ON CONFLICT (scope, subject) DO UPDATE SET
       failures = CASE WHEN t.expire <= $3 THEN 1 ELSE t.failures + 1 END, "lastAt" = $3,
       expire = CASE WHEN t.expire <= $3 THEN $3::timestamptz + interval '1 hour' ELSE t.expire END
     WHERE t.expire <= $3 OR t.failures < $4 RETURNING 1`,
    [what, subject, now(), most],
  )
  return rows.length > 0
}

/**
 * A bucket that leaks: so many at once, then so many a second. False when it is full. The level is kept in thousandths, so
 * that requests a few milliseconds apart leak too.
 */
export async function takeFromBucket(
  what: string,
  ip: string,
  { perSecond, burst }: { perSecond: number; burst: number },
): Promise<boolean> {
  const rows = await write(BUCKET, [what, hmac('address', neighbourhood(ip)), now(), perSecond, burst * 1_000])
  return rows.length > 0
}

const LEAKED = `greatest(0, t.failures - $4::float * greatest(0, extract(epoch from ($3::timestamptz - t."lastAt"))) * 1000)`

const BUCKET = `
  INSERT INTO "Throttle" AS t (scope, subject, failures, "lastAt", expire)
  VALUES ($1, $2, 1000, $3::timestamptz, $3::timestamptz + interval '1 hour')
  ON CONFLICT (scope, subject) DO UPDATE SET failures = (${LEAKED} + 1000)::int, "lastAt" = greatest(t."lastAt", $3),
    expire = $3::timestamptz + interval '1 hour'
  WHERE ${LEAKED} + 1000 <= $5
  RETURNING 1`

const addressScope = (ip: string | undefined): string => `address:${hmac('address', neighbourhood(ip ?? ''))}`

/** An IPv6 household owns a whole /64: it counts as one address. */
function neighbourhood(ip: string): string {
  const plain = ip.replace(/^::ffff:(?=\d+\.)/, '').replace(/%.*$/, '')
  if (!isIPv6(plain)) return plain
  const [head = '', tail = ''] = plain.split('::')
  const left = head.split(':').filter(Boolean)
  const right = tail.split(':').filter(Boolean)
  const zeros = plain.includes('::') ? Array.from({ length: 8 - left.length - right.length }, () => '0') : []
  return [...left, ...zeros, ...right]
    .slice(0, 4)
    .map((group) => Number.parseInt(group, 16).toString(16))
    .join(':')
}
