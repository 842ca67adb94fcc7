import type { Role } from '@prisma/client'
import { now } from '../../platform/clock.ts'
import { write } from '../../platform/db.ts'

/** How long a session lives without a click, and at most: what a role can see decides (SECURITY 4.4). */
type Limits = { idleMinutes: number; absoluteHours: number }

const families: Limits = { idleMinutes: 60, absoluteHours: 24 }
const staff: Limits = { idleMinutes: 30, absoluteHours: 12 }
const moneyAndRights: Limits = { idleMinutes: 15, absoluteHours: 8 }

const limits: Record<Role, Limits> = {
  admin: moneyAndRights,
  club_treasurer: moneyAndRights,
  internship_officer: staff,
  school_tutor: staff,
  club_lead: staff,
  club_member: staff,
  union_executive: staff,
  company_tutor: families,
  student: families,
}

/** When a session ends if nobody clicks again; instants in milliseconds. With several roles, the strictest decides. */
export function sessionEnd(roles: Role[], startedAt: number, seenAt: number): number {
  const own = [families, ...roles.map((role) => limits[role])]
  const idle = Math.min(...own.map((limit) => limit.idleMinutes)) * MINUTE
  const absolute = Math.min(...own.map((limit) => limit.absoluteHours)) * 60 * MINUTE
  return Math.min(seenAt + idle, startedAt + absolute)
}

const MINUTE = 60_000

/** Someone is in: when, and no more than five sessions; on a sixth machine, the first is logged out. */
export async function noteArrival(accountId: string): Promise<void> {
  await write(
    `WITH arrived AS (UPDATE "Account" SET "lastLoginAt" = $2 WHERE id = $1)
     DELETE FROM session WHERE sid IN (
       SELECT sid FROM session WHERE "accountId" = $1 AND sess->>'stage' = 'open'
        ORDER BY (sess->>'startedAt')::bigint DESC OFFSET ${CONCURRENT_SESSIONS})`,
    [accountId, now()],
  )
}

const CONCURRENT_SESSIONS = 5
