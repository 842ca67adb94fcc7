import type { Event } from '@prisma/client'
import { z } from 'zod'
import { printArchive } from '../../src/domain/clubs/archive.ts'
import { printReport } from '../../src/domain/clubs/report.ts'
import { transaction } from '../../src/platform/db.ts'
import { enqueue, handle } from '../../src/platform/queue.ts'
import { tellRun } from './tell-run.ts'

/** The report of an activity is printed by a worker, never while somebody waits. */
export function clubRunJobs(): void {
  handle('activity.report', ({ activityId }) => printReport(String(activityId)), { expireInSeconds: 120 })
  handle('club.archive', ({ archiveId }) => printArchive(String(archiveId)), { expireInSeconds: 120 })
}

const report = (event: Event) =>
  transaction(async (tx) => {
    await enqueue(tx, 'activity.report', { activityId: event.recordId }, { key: event.id })
  })

const archive = (event: Event) =>
  transaction(async (tx) => {
    const { archiveId } = z.object({ archiveId: z.uuid() }).parse(event.after)
    await enqueue(tx, 'club.archive', { archiveId }, { key: event.id })
  })

export const clubRunReactions: Record<string, ((event: Event) => Promise<void>)[]> = {
  'Activity.finish': [report],
  'Club.handOver': [archive],
  'Activity.cancel': [tellRun],
  'Activity.approveCancellation': [tellRun],
  'Activity.refuseCancellation': [tellRun],
  'ActionProgramme.submit': [tellRun],
  'ActionProgramme.requestChanges': [tellRun],
  'ActionProgramme.validate': [tellRun],
  'Task.create': [tellRun],
  'Meeting.create': [tellRun],
}
