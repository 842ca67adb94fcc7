import { read } from '../platform/db.ts'
import type { ClubPost, Context, PersonActor, Role } from './actor.ts'
import { type ModelName, modelOf, quoted } from './model.ts'
import { type Grant, grants } from './rights.ts'
import { scopeOf } from './scope.ts'
import { compile, Params, type Where } from './where.ts'

/**
 * The rules of access asked the other way round: not “what may this person”, but “who may, on this record”. A rule is
 * written for a person; here it is written for nobody in particular, and the ids of that nobody become columns.
 */
const STAND_INS = {
  person: '00000000-0000-4000-8000-00000000a001',
  student: '00000000-0000-4000-8000-00000000a002',
  contact: '00000000-0000-4000-8000-00000000a003',
  department: '00000000-0000-4000-8000-00000000a004',
} as const

/** A post in a club opens rights of its own: each has a stand-in for the clubs where somebody holds it. */
const POSTS: Record<ClubPost, string> = {
  lead: '00000000-0000-4000-8000-00000000b001',
  deputy: '00000000-0000-4000-8000-00000000b002',
  secretary: '00000000-0000-4000-8000-00000000b003',
  treasurer: '00000000-0000-4000-8000-00000000b004',
  communication: '00000000-0000-4000-8000-00000000b005',
  member: '00000000-0000-4000-8000-00000000b006',
}

export type StandIn = keyof typeof STAND_INS | 'club'

/** Whose id this is, when it is nobody’s in particular. */
export function standIn(value: unknown): StandIn | null {
  const one: unknown = Array.isArray(value) ? value[0] : value
  if (Object.values(POSTS).some((id) => id === one)) return 'club'
  const found = Object.entries(STAND_INS).find(([, id]) => id === one)
  return found ? (found[0] as StandIn) : null
}

/** One way in which holders of a role come to a record; where a department counts, whether theirs is named. */
export type Way = { where: Where; fields: Set<string>; department?: boolean }

export function waysOf(role: Role, model: ModelName, action: string): Way[] {
  const [anywhere, inTheirs] = [false, true].map((department) =>
    grants(anyoneAs(role, department), model, action).flatMap(split),
  )
  if (!anywhere || !inTheirs || sameWays(anywhere, inTheirs)) return anywhere ?? []
  return [
    ...anywhere.map((way) => ({ ...way, department: false })),
    ...inTheirs.map((way) => ({ ...way, department: true })),
  ]
}

const anyoneAs = (role: Role, department: boolean): PersonActor => ({
  kind: 'person',
  accountId: STAND_INS.person,
  personId: STAND_INS.person,
  name: '',
  email: '',
  locale: 'fr',
  roles: [{ role, departmentId: department ? STAND_INS.department : null }],
  studentId: STAND_INS.student,
  contactIds: [STAND_INS.contact],
  clubs: Object.entries(POSTS).map(([post, clubId]) => ({ clubId, post: post as ClubPost })),
})

/** A rule that says “or” holds several reasons: each is judged, and told, for itself. */
function split({ rows, fields }: Grant): Way[] {
  const { OR: either, ...others } = rows
  if (!Array.isArray(either) || Object.keys(others).length > 0) return [{ where: rows, fields }]
  return (either as Where[]).map((where) => ({ where, fields }))
}

const sameWays = (a: Way[], b: Way[]): boolean =>
  JSON.stringify(a.map((way) => way.where)) === JSON.stringify(b.map((way) => way.where))

export type Holder = { id: string; name: string | null; ways: number[] }
type Found = { id: string; name: string; named: boolean; total: number } & Record<string, unknown>

/**
 * Who, among the holders of this role, comes to this record by any of these ways: one statement for all of them. Whom the
 * asker may not read has no name; `known` leaves those out.
 */
export async function holdersOf(
  ctx: Context,
  about: { model: ModelName; id: string },
  role: Role,
  ways: Way[],
  { known = false, limit = 20 } = {},
): Promise<{ holders: Holder[]; total: number }> {
  if (ways.length === 0) return { holders: [], total: 0 }
  const model = modelOf(about.model)
  const params = new AnyoneParams()
  const id = params.add(about.id)
  const people = peopleOf(params.add(role), params.add(ctx.now))
  const tests = ways.map((way) => `(${compile(model, way.where, params)}${onDepartment(way)})`)
  const named = compile(modelOf('Person'), scopeOf(ctx.actor, modelOf('Person'), 'read', NAME), params, 'p')
  const rows = await read<Found>(
    `WITH p AS (${people}), found AS (
       SELECT p.id, p."lastName", p."firstName", bool_or(${named}) AS named,
         ${tests.map((test, i) => `bool_or(${test}) AS w${i}`).join(', ')}
       FROM p CROSS JOIN ${quoted(model.table)} t
       WHERE t.id = ${id} AND (${tests.join(' OR ')})${known ? ` AND (${named})` : ''} GROUP BY 1, 2, 3)
     SELECT *, "firstName" || ' ' || "lastName" AS name, (count(*) OVER ())::int AS total
     FROM found ORDER BY named DESC, "lastName", "firstName", id LIMIT ${params.add(limit)}`,
    params.values,
  )
  return {
    total: rows[0]?.total ?? 0,
    holders: rows.map((row) => ({
      id: row.id,
      name: row.named ? row.name : null,
      ways: ways.flatMap((_, i) => (row[`w${i}`] === true ? [i] : [])),
    })),
  }
}

const NAME = ['lastName', 'firstName']

const onDepartment = ({ department }: Way): string =>
  department === undefined ? '' : ` AND p."$department" IS ${department ? 'NOT NULL' : 'NULL'}`

// As loadActor() sees them: an open account, a role of today, posts still held
const peopleOf = (role: string, now: string): string => `
  SELECT person.*, student.id AS "$student", assigned."departmentId" AS "$department",
    ARRAY(SELECT c.id FROM "CompanyContact" c WHERE c."personId" = person.id AND c."isActive") AS "$contacts"${postsOf(now)}
  FROM "RoleAssignment" assigned JOIN "Person" person ON person.id = assigned."personId"
    JOIN "Account" a ON a."personId" = person.id AND a.status = 'active'
    LEFT JOIN "Student" student ON student."personId" = person.id
  WHERE assigned.role = ${role}::"Role" AND assigned."startsOn" <= ${now}::timestamptz::date
    AND (assigned."endsOn" IS NULL OR assigned."endsOn" >= ${now}::timestamptz::date)`

const postsOf = (now: string): string =>
  Object.keys(POSTS)
    .map(
      (post) => `,
    ARRAY(SELECT m."clubId" FROM "ClubMember" m WHERE m."personId" = person.id AND m.post = '${post}'
      AND m."startsOn" <= ${now}::timestamptz::date
      AND (m."endsOn" IS NULL OR m."endsOn" >= ${now}::timestamptz::date)) AS "$${post}"`,
    )
    .join('')

const COLUMNS: Record<keyof typeof STAND_INS, string> = {
  person: 'p.id',
  student: 'p."$student"',
  contact: 'p."$contacts"',
  department: 'p."$department"',
}

/** Ids of nobody in particular are those of the person at hand. */
class AnyoneParams extends Params {
  override add(value: unknown): string {
    const stand = standIn(value)
    if (stand === 'club') return clubsHeld([value].flat())
    return stand ? COLUMNS[stand] : super.add(value)
  }
}

const clubsHeld = (ids: unknown[]): string =>
  `(${Object.entries(POSTS)
    .filter(([, id]) => ids.includes(id))
    .map(([post]) => `p."$${post}"`)
    .join(' || ')})`
