import type React from 'react'
import { AlertsPage } from './alerts-page.tsx'
import { NotificationsPage } from './notifications-page.tsx'
import { PreferencesPage } from './preferences-page.tsx'

/** Pages of everybody’s day, by the name that the server declares. */
export const workPages: Record<string, React.ComponentType> = {
  notifications: NotificationsPage,
  preferences: PreferencesPage,
  alerts: AlertsPage,
}
