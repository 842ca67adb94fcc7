import { auditPage } from './audit.ts'
import { healthPage } from './health.ts'
import { jobsPage } from './jobs.ts'
import { leavePage } from './leave.ts'
import { outboxPage } from './outbox.ts'
import { rightsPage } from './rights.ts'
import { settingsPage } from './settings.ts'

/** The administration’s own pages, in the order of the menu. */
export function overseePages(): void {
  rightsPage()
  auditPage()
  jobsPage()
  outboxPage()
  settingsPage()
  healthPage()
  leavePage()
}
