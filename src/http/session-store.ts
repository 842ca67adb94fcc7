import { type SessionData, Store } from 'express-session'
import { type ActorRow, actorOf, actorSql } from '../access/actor.ts'
import { now } from '../platform/clock.ts'
import { sha256 } from '../platform/crypto.ts'
import { read, write } from '../platform/db.ts'

/**
 * Sessions in PostgreSQL, under the digest of the cookie: a copy of the table logs nobody in.
 * A session whose account changed password or was disabled is not found any more (`epoch`).
 */
export class SessionStore extends Store {
  override get(sid: string, done: (error: unknown, session?: SessionData | null) => void): void {
    answer(findSession(sid), done)
  }

  override set(sid: string, session: SessionData, done?: (error?: unknown) => void): void {
    answer(saveSession(sid, session), done)
  }

  override destroy(sid: string, done?: (error?: unknown) => void): void {
    answer(write('DELETE FROM session WHERE sid = $1', [sha256(sid)]), done && ((error) => done(error)))
  }

  /** express-session calls this after every read; the door decides itself when a visit is worth a write. */
  override touch(_sid: string, _session: SessionData, done?: () => void): void {
    done?.()
  }
}

/** Pushes the end of the session back; the caller sees to it that this is at most once a minute. */
export async function prolong(sid: string, endsAt: number): Promise<void> {
  await write('UPDATE session SET expire = to_timestamp($2 / 1000.0) WHERE sid = $1', [sha256(sid), endsAt])
}

/** This session has just shown a password or a code. Written beside the rest: nothing else of the session moves. */
export async function noteProof(sid: string, at: Date): Promise<void> {
  const merge = `UPDATE session SET sess = sess || jsonb_build_object('provedAt', $2::bigint) WHERE sid = $1`
  await write(merge, [sha256(sid), at.getTime()])
}

async function findSession(sid: string): Promise<SessionData | null> {
  const [row] = await read<{ sess: SessionData; expire: Date; actor: ActorRow | null }>(FIND, [sha256(sid), now()])
  if (!row) return null
  const { actor } = row
  // A function: nothing of who acts today is ever written with the session
  return { ...row.sess, endsAt: row.expire.getTime(), whoActs: () => (actor ? actorOf(actor) : null) }
}

/** Among these sessions, by the digest of their cookie, those that still open a door. */
export async function sessionsStillOpen(sids: string[]): Promise<Set<string>> {
  const rows = await read<{ sid: string }>(STILL_OPEN, [sids, now()])
  return new Set(rows.map((row) => row.sid))
}

const STILL_OPEN = `
  SELECT s.sid FROM session s JOIN "Account" a ON a.id = s."accountId"
  WHERE s.sid = ANY($1) AND s.expire > $2 AND a.status = 'active' AND a.epoch = (s.sess->>'epoch')::int
    AND s.sess->>'stage' = 'open'`

// Who acts is read with the session, in the same instant: both are asked at every request
const FIND = `
  SELECT kept.sess, kept.expire, row_to_json(who) AS actor FROM session kept JOIN "Account" owner ON owner.id = kept."accountId"
    LEFT JOIN LATERAL (${actorSql('kept."accountId"', '$2')}) who ON kept.sess->>'stage' = 'open'
  WHERE kept.sid = $1 AND kept.expire > $2 AND owner.status = 'active' AND owner.epoch = (kept.sess->>'epoch')::int`

async function saveSession(sid: string, session: SessionData): Promise<void> {
  await write(SAVE, [sha256(sid), JSON.stringify(session), session.accountId ?? null, session.endsAt ?? 0])
}

const SAVE = `
  INSERT INTO session (sid, sess, "accountId", expire) VALUES ($1, $2, $3, to_timestamp($4 / 1000.0))
  ON CONFLICT (sid) DO UPDATE SET sess = excluded.sess, "accountId" = excluded."accountId", expire = excluded.expire`

function answer<T>(work: Promise<T>, done?: (error: unknown, result?: T) => void): void {
  work.then(
    (result) => done?.(null, result),
    (error: unknown) => done?.(error),
  )
}
