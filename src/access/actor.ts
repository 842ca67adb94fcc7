import { AsyncLocalStorage } from 'node:async_hooks'
import { randomUUID } from 'node:crypto'
import type { ClubPost, Role } from '@prisma/client'
import { now } from '../platform/clock.ts'
import { read } from '../platform/db.ts'

export type { ClubPost, Role }

/** A person as they stand at this instant: reloaded on every request, so that a removed role is gone at the next click. */
export type PersonActor = {
  kind: 'person'
  accountId: string
  personId: string
  name: string
  email: string
  locale: 'fr' | 'en'
  roles: Assignment[]
  studentId: string | null
  /** The company contacts that this person is, while in post, and those they stand in for */
  contactIds: string[]
  /** The posts that this person holds in clubs, while their term lasts */
  clubs: ClubSeat[]
  impersonatorId?: string
  /** Acts through a link, without an account: over these records, or over every row of the contact it was sent to */
  byLink?: { model: string; id: string }[] | 'everything'
}

/** A job acts under its own name and says why. */
export type SystemActor = { kind: 'system'; reason: string }
export type Actor = PersonActor | SystemActor
export type Assignment = { role: Role; departmentId: string | null }
export type ClubSeat = { clubId: string; post: ClubPost }

export type Context = {
  actor: Actor
  now: Date
  requestId: string
  ip: string | null
  /** GET and HEAD: nothing may be written */
  readOnly: boolean
  /** When this session last showed a password or a code: what is grave asks for less than ten minutes */
  provedAt?: Date | null
  /** The session behind the request, by the digest of its cookie */
  sid?: string
  /** The acting person is seen through by somebody else, until then; nothing may be written */
  viewedUntil?: Date
  /** A past told again, as seeds do: it enters the history, and nobody is written to about it */
  replayed?: true
}

const storage = new AsyncLocalStorage<Context>()

export const runAs = <T>(context: Context, work: () => T): T => storage.run(context, work)

/** Absent means a door forgot to say who acts: fail closed. */
export function current(): Context {
  const context = storage.getStore()
  if (!context) throw new Error('No acting person: enter runAs() after the body is parsed')
  return context
}

export const system = (reason: string): Context => ({
  actor: { kind: 'system', reason },
  now: now(),
  requestId: randomUUID(),
  ip: null,
  readOnly: false,
})

export const hasRole = (actor: Actor, ...roles: Role[]): boolean =>
  actor.kind === 'person' && actor.roles.some((assignment) => roles.includes(assignment.role))

export type ActorRow = Omit<PersonActor, 'kind' | 'locale' | 'roles' | 'clubs'> & {
  locale: string
  roles: Assignment[] | null
  clubs: ClubSeat[] | null
}

/** Null when the account is not active: the session is over. Roles count from their first to their last day, both included. */
export async function loadActor(accountId: string): Promise<PersonActor | null> {
  const [row] = await read<ActorRow>(ACTOR, [accountId, now()])
  return row ? actorOf(row) : null
}

export const actorOf = (row: ActorRow): PersonActor => ({
  ...row,
  kind: 'person',
  locale: row.locale === 'en' ? 'en' : 'fr',
  roles: row.roles ?? [],
  clubs: row.clubs ?? [],
})

/** SQL of who acts: `account` and `at` are what stands for the account and the instant in the statement around it. */
export const actorSql = (account: string, at: string): string => `
  SELECT a.id AS "accountId", p.id AS "personId", p."firstName" || ' ' || p."lastName" AS name, a.email, a.locale,
    s.id AS "studentId",
    (SELECT json_agg(json_build_object('clubId', m."clubId", 'post', m.post) ORDER BY m.id) FROM "ClubMember" m
      WHERE m."personId" = p.id AND m."startsOn" <= ${at}::timestamptz::date
        AND (m."endsOn" IS NULL OR m."endsOn" >= ${at}::timestamptz::date)) AS clubs,
    ARRAY(WITH own AS (SELECT c.id FROM "CompanyContact" c WHERE c."personId" = p.id AND c."isActive")
      SELECT id::text FROM own UNION
      SELECT away.id::text FROM "CompanyContact" away JOIN own ON away."replacedById" = own.id ORDER BY 1) AS "contactIds",
    (SELECT json_agg(json_build_object('role', r.role, 'departmentId', r."departmentId") ORDER BY r.id)
       FROM "RoleAssignment" r
      WHERE r."personId" = p.id AND r."startsOn" <= ${at}::timestamptz::date
        AND (r."endsOn" IS NULL OR r."endsOn" >= ${at}::timestamptz::date)) AS roles
  FROM "Account" a JOIN "Person" p ON p.id = a."personId" LEFT JOIN "Student" s ON s."personId" = p.id
  WHERE a.id = ${account} AND a.status = 'active'`

const ACTOR = actorSql('$1', '$2')
