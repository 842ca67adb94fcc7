import type React from 'react'
import { AuditPage } from './audit-page.tsx'
import { HealthPage } from './health-page.tsx'
import { JobsPage } from './jobs-page.tsx'
import { OutboxPage } from './outbox-page.tsx'
import { RightsPage } from './rights-page.tsx'
import { SettingsPage } from './settings-page.tsx'

/** The administration’s pages, by the name that the server declares. */
export const overseePages: Record<string, React.ComponentType> = {
  rights: RightsPage,
  audit: AuditPage,
  jobs: JobsPage,
  outbox: OutboxPage,
  settings: SettingsPage,
  health: HealthPage,
}
