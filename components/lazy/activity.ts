export { ActivityPage } from '../activity/activity-page.tsx'
