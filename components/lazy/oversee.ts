// The administration’s own pages: one person in a hundred opens them
export { AuditPage } from '../oversee/audit-page.tsx'
export { HealthPage } from '../oversee/health-page.tsx'
export { JobsPage } from '../oversee/jobs-page.tsx'
export { OutboxPage } from '../oversee/outbox-page.tsx'
export { RightsPage } from '../oversee/rights-page.tsx'
export { SettingsPage } from '../oversee/settings-page.tsx'
