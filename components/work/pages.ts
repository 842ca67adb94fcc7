import type React from 'react'
import { later } from '../later.tsx'

type Lazy = typeof import('../lazy/work.tsx')

/** Pages of everybody’s day, by the name that the server declares. */
export const workPages: Record<string, React.ComponentType> = {
  notifications: later('work', (part: Lazy) => part.NotificationsPage),
  preferences: later('work', (part: Lazy) => part.PreferencesPage),
  alerts: later('work', (part: Lazy) => part.AlertsPage),
}

export const CommentsLater = later('work', (part: Lazy) => part.Comments)
