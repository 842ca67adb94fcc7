import { type Actor, type Context, hasRole, type Role } from '../../access/actor.ts'
import { isModel, type ModelName, models } from '../../access/model.ts'
import { mayEver } from '../../access/rights.ts'
import { find, type Run } from '../../access/select.ts'
import { read } from '../../platform/db.ts'

/**
 * What the school’s own people say to each other about a record. Whoever may read the record in one of these roles reads
 * and writes them; a student or a company never does, even when they read the record itself.
 */
export const STAFF: readonly Role[] = ['admin', 'internship_officer', 'school_tutor']

export const mayComment = (actor: Actor): boolean => hasRole(actor, ...STAFF)

/** What the house keeps of itself is nobody’s subject of conversation. */
const MUTE = new Set<ModelName>(['Notification', 'SavedView', 'Setting', 'Account', 'RoleAssignment'])

const isCommentable = (name: string): name is ModelName =>
  models.some((model) => model.name === name && !model.internal && !model.appendOnly && !MUTE.has(model.name))

/** May this person ever read comments on such records? */
export const mayCommentOn = (actor: Actor, name: ModelName): boolean =>
  isCommentable(name) && mayComment(actor) && mayEver(asStaff(actor), name, 'read')

// Somebody may be a tutor here and a student there: only what they read as staff counts
const asStaff = (actor: Actor): Actor =>
  actor.kind === 'person' ? { ...actor, roles: actor.roles.filter(({ role }) => STAFF.includes(role)) } : actor

export async function readsComments(ctx: Context, noun: string, id: string, run: Run = read): Promise<boolean> {
  if (!isModel(noun) || ctx.actor.kind !== 'person' || !mayCommentOn(ctx.actor, noun)) return false
  return (await find({ ...ctx, actor: asStaff(ctx.actor) }, noun, id, run)) !== null
}

/** The role in which somebody speaks, as the log keeps it. */
export const staffRole = ({ actor }: Context): string =>
  (actor.kind === 'person' && actor.roles.find(({ role }) => STAFF.includes(role))?.role) || 'system'

/** How many there are; null for whoever does not read them. */
export async function commentCount(ctx: Context, noun: string, id: string): Promise<number | null> {
  if (!(await readsComments(ctx, noun, id))) return null
  const [row] = await read<{ n: number }>(
    'SELECT count(*)::int AS n FROM "Comment" WHERE noun = $1 AND "recordId" = $2',
    [noun, id],
  )
  return row?.n ?? 0
}
