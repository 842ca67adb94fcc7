import { now } from '../../platform/clock.ts'
import type { Tx } from '../../platform/db.ts'
import { reportOf } from './report.ts'

/** Says how far the work is, outside its transactions: whoever looks sees it move. The first call starts the clock. */
export function paced(db: Tx, id: string): (done: number) => Promise<void> {
  let since: { since: string; from: number } | null = null
  return async (done) => {
    since ??= { since: now().toISOString(), from: done }
    const { report } = await db.importRun.findUniqueOrThrow({ where: { id }, select: { report: true } })
    const next = { ...reportOf(report), progress: done, ...since }
    await db.importRun.updateMany({
      where: { id, status: { in: ['draft', 'running', 'undoing'] } },
      data: { report: next },
    })
  }
}

export type Pace = { perSecond: number | null; seconds: number | null }

/** Rows a second and seconds left, once there is something to work them out from. */
export function paceOf(report: { since: string | null; from: number; progress: number }, total: number): Pace {
  const spent = report.since === null ? 0 : (now().getTime() - Date.parse(report.since)) / 1_000
  const done = report.progress - report.from
  if (spent < 1 || done <= 0) return { perSecond: null, seconds: null }
  const perSecond = done / spent
  return { perSecond: Math.round(perSecond), seconds: Math.ceil((total - report.progress) / perSecond) }
}
