import { type Context, loadActor } from '../../access/actor.ts'
import { folded, likePattern } from '../../access/search.ts'
import { isId } from '../../access/select.ts'
import { read } from '../../platform/db.ts'
import { refuse } from '../../platform/errors.ts'
import { readsComments, STAFF } from './comment-access.ts'

const MOST_MENTIONS = 20

type Colleague = { accountId: string; personId: string; name: string }

/** Colleagues whose name holds these letters and who may read this record; nobody else is ever named. */
export async function colleagues(ctx: Context, noun: string, id: string, letters: string): Promise<Colleague[]> {
  if (!(await readsComments(ctx, noun, id))) throw refuse.notFound()
  const named = `${STAFF_TODAY} AND ${folded(`(p."firstName" || ' ' || p."lastName")`)} LIKE $3 ${BY_NAME}`
  const found = await read<Colleague>(named, [[...STAFF], ctx.now, likePattern(letters.slice(0, 60))])
  return (await readers(ctx, noun, id, found)).slice(0, 8)
}

// Somebody who does not exist, who has left and who may not read the record are one: left out, without a word
export async function whoMayRead(ctx: Context, noun: string, id: string, ids: string[]): Promise<string[]> {
  const asked = [...new Set(ids.filter(isId))].slice(0, MOST_MENTIONS)
  if (asked.length === 0) return []
  const found = await read<Colleague>(`${STAFF_TODAY} AND p.id = ANY($3::uuid[]) ${BY_NAME}`, [
    [...STAFF],
    ctx.now,
    asked,
  ])
  return (await readers(ctx, noun, id, found)).map(({ personId }) => personId)
}

const STAFF_TODAY = `
  SELECT a.id AS "accountId", p.id AS "personId", p."firstName" || ' ' || p."lastName" AS name
  FROM "Account" a JOIN "Person" p ON p.id = a."personId"
  WHERE a.status = 'active' AND EXISTS (
    SELECT FROM "RoleAssignment" r WHERE r."personId" = p.id AND r.role::text = ANY($1)
      AND r."startsOn" <= $2::timestamptz::date AND (r."endsOn" IS NULL OR r."endsOn" >= $2::timestamptz::date))`
const BY_NAME = `ORDER BY p."lastName", p."firstName", p.id LIMIT 40`

async function readers(ctx: Context, noun: string, id: string, people: Colleague[]): Promise<Colleague[]> {
  const able = await Promise.all(people.map((one) => mayStillRead(ctx, one.accountId, noun, id)))
  return people.filter((_, i) => able[i])
}

/** Asked again when they are told: a right may have gone meanwhile. */
export async function mayStillRead(ctx: Context, accountId: string, noun: string, id: string): Promise<boolean> {
  const actor = await loadActor(accountId)
  return actor !== null && readsComments({ ...ctx, actor }, noun, id)
}
