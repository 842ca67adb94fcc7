import { alertsPage } from './alerts.ts'
import { commentActions } from './comments.ts'
import { marginAction } from './margin.ts'
import { noticesPage } from './notices.ts'
import { preferencesPage } from './preferences.ts'

/** What people work with every day: their bell, their alerts, what they say to each other. */
export function workPages(): void {
  noticesPage()
  preferencesPage()
  alertsPage()
  commentActions()
  marginAction()
}
