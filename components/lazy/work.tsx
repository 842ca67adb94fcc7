// What people open from the bell, the menu or a tab: the words between colleagues, the alerts, the preferences
export { AlertsPage } from '../work/alerts-page.tsx'
export { Comments } from '../work/comments.tsx'
export { NotificationsPage } from '../work/notifications-page.tsx'
export { PreferencesPage } from '../work/preferences-page.tsx'
