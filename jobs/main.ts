import { closePdf } from '../src/platform/pdf.ts'
import { startQueue, stopQueue } from '../src/platform/queue.ts'
import { startSchedule } from '../src/platform/schedule.ts'
import { bulkJobs } from './bulk.ts'
import { cashJobs } from './clubs/cash.ts'
import { clubRunJobs } from './clubs/run.ts'
import { exportJobs } from './export.ts'
import { importJobs } from './import.ts'
import { assessJobs } from './internships/assess.ts'
import { agreementJobs } from './internships/freeze-agreement.ts'
import { allocationJobs } from './internships/publish-allocation.ts'
import { reactionJobs } from './reactions.ts'
import { schedules } from './schedule.ts'

/** What each queue does. Also called where nothing works yet: seeds and tests do the jobs themselves, with drainQueue(). */
export function registerJobs(): void {
  reactionJobs()
  importJobs()
  bulkJobs()
  exportJobs()
  cashJobs()
  agreementJobs()
  assessJobs()
  allocationJobs()
  clubRunJobs()
}

/** Opens the worker in this process; the answer stops it, after the jobs under way. */
export async function startWorker(): Promise<() => Promise<void>> {
  registerJobs()
  await startQueue({ work: true })
  const stopSchedule = startSchedule(schedules)
  return async () => {
    await stopSchedule()
    await stopQueue()
    await closePdf()
  }
}
