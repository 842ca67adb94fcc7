import type React from 'react'
import { later } from '../later.tsx'

type Lazy = typeof import('../lazy/oversee.ts')

/** The administration’s pages, by the name that the server declares. */
export const overseePages: Record<string, React.ComponentType> = {
  rights: later('oversee', (part: Lazy) => part.RightsPage),
  audit: later('oversee', (part: Lazy) => part.AuditPage),
  jobs: later('oversee', (part: Lazy) => part.JobsPage),
  outbox: later('oversee', (part: Lazy) => part.OutboxPage),
  settings: later('oversee', (part: Lazy) => part.SettingsPage),
  health: later('oversee', (part: Lazy) => part.HealthPage),
}
