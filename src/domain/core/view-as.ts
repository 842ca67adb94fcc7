import { type Context, hasRole, loadActor, type PersonActor } from '../../access/actor.ts'
import { record } from '../../kit/event.ts'
import { insistOnProof } from '../../kit/step-up.ts'
import { later, now, today } from '../../platform/clock.ts'
import { config } from '../../platform/config.ts'
import { read, type Tx, transaction } from '../../platform/db.ts'
import { Refusal, refuse } from '../../platform/errors.ts'

/** Long enough to see what somebody is talking about, too short to forget whose eyes these are. */
export const VIEW_MINUTES = 15

/** An administrator looking through somebody else’s eyes: what the door needs to know at each request. */
export type View = { id: string; actor: PersonActor; until: Date }

/** The view that this session has open, if it still may be: the person is reloaded, and so are the viewer’s own roles. */
export async function openView(sid: string, viewer: PersonActor): Promise<View | null> {
  if (!hasRole(viewer, 'admin')) return null
  const [row] = await read<{ id: string; accountId: string; until: Date }>(OPEN, [sid, viewer.personId, now()])
  const viewed = row ? await loadActor(row.accountId) : null
  if (!row || !viewed || hasRole(viewed, 'admin')) return null
  return { id: row.id, until: row.until, actor: { ...viewed, locale: viewer.locale, impersonatorId: viewer.personId } }
}

const OPEN = `
  SELECT i.id, a.id AS "accountId", i."endsAt" AS until
  FROM "Impersonation" i JOIN "Account" a ON a."personId" = i."viewedId"
  WHERE i.sid = $1 AND i."viewerId" = $2 AND i."endedAt" IS NULL AND i."endsAt" > $3
  ORDER BY i."startedAt" DESC LIMIT 1`

/** From now on, and for fifteen minutes, this session sees what that person sees and writes nothing. */
export async function startView(tx: Tx, ctx: Context, personId: string, reason: string): Promise<void> {
  insistOnProof(ctx)
  const { actor, sid } = ctx
  if (actor.kind !== 'person' || !sid || actor.personId === personId) throw refuse.notFound()
  const viewed = await viewedActor(tx, ctx, personId)
  const open = await tx.impersonation.count({ where: { sid, endedAt: null, endsAt: { gt: ctx.now } } })
  if (open > 0) throw new Refusal('view_open', 422, ONE_AT_A_TIME)
  const endsAt = later(ctx.now, { minutes: VIEW_MINUTES })
  const { id } = await tx.impersonation.create({
    data: { viewerId: actor.personId, viewedId: personId, reason, startedAt: ctx.now, endsAt, sid },
  })
  const through = { ...ctx, actor: { ...viewed, impersonatorId: actor.personId } }
  await record(tx, through, { noun: 'Impersonation', recordId: id, verb: 'start', role: 'admin', reason })
}

// An administrator’s eyes open everything, with somebody else’s name on it: never through those
async function viewedActor(tx: Tx, ctx: Context, personId: string): Promise<PersonActor> {
  const day = today(config.schoolTz, ctx.now)
  const admin = await tx.roleAssignment.count({
    where: { personId, role: 'admin', OR: [{ endsOn: null }, { endsOn: { gte: day } }] },
  })
  if (admin > 0) throw new Refusal('view_admin', 422, NOT_ADMIN)
  const account = await tx.account.findFirst({ where: { personId, status: 'active' }, select: { id: true } })
  const viewed = account ? await loadActor(account.id) : null
  if (!viewed) throw new Refusal('view_closed', 422, NO_ACCOUNT)
  return viewed
}

/** Asked for by the person who looks; `ctx` is the one of the door, with the viewed person’s name on it. */
export async function endView(ctx: Context): Promise<void> {
  const { actor, sid } = ctx
  if (actor.kind !== 'person' || !actor.impersonatorId || !sid) throw refuse.notFound()
  await transaction(async (tx) => {
    const open = await tx.impersonation.findMany({ where: { sid, endedAt: null }, select: { id: true } })
    for (const { id } of open) if (await closed(tx, id, ctx.now)) await noteEnd(tx, ctx, id)
  })
}

/** Those whose time is over without anybody clicking: closed, and said in the log like the others. */
export async function endOverdueViews(ctx: Context): Promise<number> {
  return transaction(async (tx) => {
    const overdue = await tx.impersonation.findMany({ where: { endedAt: null, endsAt: { lte: ctx.now } }, take: 200 })
    for (const view of overdue) {
      if (!(await closed(tx, view.id, view.endsAt))) continue
      await tx.event.create({
        data: {
          ...{ at: view.endsAt, actorId: view.viewedId, impersonatorId: view.viewerId, role: 'admin' },
          ...{ noun: 'Impersonation', recordId: view.id, verb: 'end', requestId: ctx.requestId },
        },
      })
    }
    return overdue.length
  })
}

const closed = async (tx: Tx, id: string, endedAt: Date): Promise<boolean> =>
  (await tx.impersonation.updateMany({ where: { id, endedAt: null }, data: { endedAt } })).count > 0

const noteEnd = (tx: Tx, ctx: Context, id: string) =>
  record(tx, ctx, { noun: 'Impersonation', recordId: id, verb: 'end', role: 'admin' })

const NOT_ADMIN = {
  fr: 'On ne regarde jamais à la place d’un administrateur. Demandez-lui de vous montrer son écran.',
  en: 'Nobody looks through an administrator’s eyes. Ask them to show you their screen.',
}
const ONE_AT_A_TIME = {
  fr: 'On ne regarde qu’à la place d’une personne à la fois. Choisissez-en une seule.',
  en: 'One looks through one person’s eyes at a time. Choose one only.',
}
const NO_ACCOUNT = {
  fr: 'Cette personne n’a pas de compte ouvert : elle ne voit rien. Invitez-la d’abord à se connecter.',
  en: 'This person has no open account: they see nothing. Invite them to log in first.',
}
