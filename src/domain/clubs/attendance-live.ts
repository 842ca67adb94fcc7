import { create } from 'qrcode'
import type { Context } from '../../access/actor.ts'
import { permitted } from '../../access/select.ts'
import { perform } from '../../kit/command.ts'
import { later } from '../../platform/clock.ts'
import { config } from '../../platform/config.ts'
import { prisma, read } from '../../platform/db.ts'
import { refuse } from '../../platform/errors.ts'
import { shownNow } from './attendance-code.ts'
import { opennessOf } from './attendance-issue.ts'

/** Of this very activity: whoever only reads it finds nothing here. */
export async function insistRuns(ctx: Context, activityId: string): Promise<void> {
  const open = await permitted(ctx, 'Activity', 'showCode', [activityId])
  if (!open.has(activityId)) throw refuse.notFound()
}

export type Shown = { code: string; url: string; qr: { path: string; size: number } }

/** The code as the room reads it. Who showed it is written once a quarter of an hour, not at each turn of a rotating code. */
export async function showCode(ctx: Context, activityId: string): Promise<Shown> {
  await insistRuns(ctx, activityId)
  const { code } = await opennessOf(prisma(), activityId, ctx.now)
  if (!code || !(await isKnownShown(ctx, activityId, code.opensAt)))
    await perform(ctx, 'Activity', 'showCode', activityId)
  const activity = await prisma().activity.findUniqueOrThrow({ where: { id: activityId } })
  const live = await opennessOf(prisma(), activityId, ctx.now)
  if (live.state !== 'open' || !live.code) throw refuse.notFound()
  const now = shownNow(live.code, activity.mode, ctx.now)
  const url = addressOf(activity.slug ?? activity.id)
  return { code: now.code, url, qr: drawn(`${url}#r=${now.room}`) }
}

export const addressOf = (slug: string): string => `${config.publicUrl}/e/${slug}`

async function isKnownShown({ actor, now }: Context, recordId: string, since: Date): Promise<boolean> {
  if (actor.kind !== 'person') return false
  const quarter = later(now, { minutes: -15 })
  const at = { gt: since > quarter ? since : quarter }
  const where = { noun: 'Activity', recordId, verb: 'showCode', actorId: actor.personId, at }
  return (await prisma().event.findFirst({ where, select: { id: true } })) !== null
}

/** The QR as one line of a drawing: a page shows it at any size, without an image to fetch. */
function drawn(text: string): { path: string; size: number } {
  const { modules } = create(text, { errorCorrectionLevel: 'M' })
  let path = ''
  for (let y = 0; y < modules.size; y++)
    for (let x = 0; x < modules.size; x++) if (modules.get(y, x)) path += `M${x} ${y}h1v1h-1z`
  return { path, size: modules.size }
}

/** Wrong codes against the generation on the screen: at three hundred the organiser is told, at a thousand typing closes. */
export async function wrongOf(codeId: string): Promise<number> {
  const [row] = await read<{ wrong: number }>(
    'SELECT count(*)::int AS wrong FROM "AttendanceTry" WHERE "codeId" = $1::uuid',
    [codeId],
  )
  return row?.wrong ?? 0
}

export type Twins = { one: string; other: string; names: [string, string]; details: [string, string] }

/**
 * People of this activity whose name resembles that of somebody who came to the club: looked at by hand, never merged by
 * resemblance. Two brothers are as near as two spellings.
 */
export const twinsOf = (activityId: string): Promise<Twins[]> =>
  read<Twins>(
    `WITH here AS (SELECT DISTINCT p.* FROM "Attendance" a JOIN "Participant" p ON p.id = a."participantId"
         WHERE a."activityId" = $1 AND p.status = 'active'),
       club AS (SELECT DISTINCT p.* FROM "Attendance" a JOIN "Participant" p ON p.id = a."participantId"
         JOIN "Activity" v ON v.id = a."activityId"
         WHERE v."clubId" = (SELECT "clubId" FROM "Activity" WHERE id = $1) AND p.status = 'active')
     SELECT h.id AS one, c.id AS other,
       json_build_array(h."lastName" || ' ' || h."firstName", c."lastName" || ' ' || c."firstName") AS names,
       json_build_array(h.programme || ' ' || h.level, c.programme || ' ' || c.level) AS details
     FROM here h JOIN club c ON c.id <> h.id AND similarity(h."nameKey", c."nameKey") >= 0.5
       AND (h.id < c.id OR NOT EXISTS (SELECT FROM here x WHERE x.id = c.id))
     ORDER BY similarity(h."nameKey", c."nameKey") DESC, h.id, c.id LIMIT 20`,
    [activityId],
  )
