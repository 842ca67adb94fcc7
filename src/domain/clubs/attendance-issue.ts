import type { Activity, AttendanceCode } from '@prisma/client'
import type { Context } from '../../access/actor.ts'
import { later } from '../../platform/clock.ts'
import { hmac, randomToken } from '../../platform/crypto.ts'
import type { Tx } from '../../platform/db.ts'
import { refuse } from '../../platform/errors.ts'
import { typedCode } from './attendance-code.ts'
import { crockford } from './receipt.ts'

type Place = { tx: Tx; ctx: Context }

/** Where the attendance of an activity stands: never opened, open until the code expires, closed. */
export type Openness = { state: 'unopened' | 'open' | 'closed'; code: AttendanceCode | null }

/** The latest generation says it all; a code that expired closed the attendance by itself. */
export async function opennessOf(tx: Pick<Tx, 'attendanceCode'>, activityId: string, now: Date): Promise<Openness> {
  const code = await tx.attendanceCode.findFirst({ where: { activityId }, orderBy: { generation: 'desc' } })
  if (!code) return { state: 'unopened', code }
  return { state: isLive(code, now) ? 'open' : 'closed', code }
}

/** From its first instant to its last, the last one excluded: three hours are three hours. */
export const isLive = (code: Pick<AttendanceCode, 'opensAt' | 'expiresAt' | 'revokedAt'>, now: Date): boolean =>
  code.revokedAt === null && code.opensAt <= now && now < code.expiresAt

/** A new generation; the one before opens nothing from this instant. Only its digest is kept. */
export async function issue({ tx, ctx }: Place, activity: Activity, reason: string | null): Promise<AttendanceCode> {
  const last = await tx.attendanceCode.findFirst({
    where: { activityId: activity.id },
    orderBy: { generation: 'desc' },
  })
  await revoke({ tx, ctx }, activity.id)
  const generation = (last?.generation ?? 0) + 1
  const salt = randomToken(16)
  const opensAt = ctx.now
  const code = typedCode({ activityId: activity.id, salt, generation, opensAt })
  return tx.attendanceCode.create({
    data: {
      ...{ activityId: activity.id, generation, salt, opensAt, reason },
      codeHash: hmac('attendance-audit', `${activity.id} ${code}`),
      expiresAt: later(opensAt, { minutes: activity.codeMinutes }),
      issuedById: ctx.actor.kind === 'person' ? ctx.actor.personId : null,
      createdAt: ctx.now,
    },
  })
}

export const revoke = ({ tx, ctx }: Place, activityId: string): Promise<unknown> =>
  tx.attendanceCode.updateMany({ where: { activityId, revokedAt: null }, data: { revokedAt: ctx.now } })

/** A cancelled activity takes back what its codes had opened. */
export const killGrants = ({ tx, ctx }: Place, activityId: string): Promise<unknown> =>
  tx.attendanceGrant.updateMany({
    where: { activityId, usedAt: null, hardUntil: { gt: ctx.now } },
    data: { hardUntil: ctx.now, expiresAt: ctx.now },
  })

/** Seven characters that nobody mistakes for others: the address on the board. */
export const newSlug = (): string => crockford(7)

export async function insistOpen(tx: Tx, activityId: string, now: Date): Promise<AttendanceCode> {
  const { state, code } = await opennessOf(tx, activityId, now)
  if (state !== 'open' || !code) throw NOT_OPEN
  return code
}

const NOT_OPEN = refuse.conflict('attendance_closed', {
  fr: 'L’émargement n’est pas ouvert : démarrez l’activité, ou rouvrez l’émargement avec un motif.',
  en: 'Attendance is not open: start the activity, or reopen attendance with a reason.',
})
