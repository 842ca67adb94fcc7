import type React from 'react'
import { useNavigate } from 'react-router-dom'
import { useDesk } from '../shell/context.ts'
import { useLazy } from '../use-lazy.ts'

type Lazy = typeof import('../lazy/work.tsx')

/** Fetched when it is opened; a network that fails leads back to the first page, which says so. */
function Later({ show }: { show: (part: Lazy) => React.ReactNode }) {
  const { t } = useDesk()
  const navigate = useNavigate()
  const part = useLazy<Lazy>('work', true, () => navigate('/admin'))
  return part ? show(part) : <p className="muted screen">{t.loading}</p>
}

/** Pages of everybody’s day, by the name that the server declares. */
export const workPages: Record<string, React.ComponentType> = {
  notifications: () => <Later show={({ NotificationsPage }) => <NotificationsPage />} />,
  preferences: () => <Later show={({ PreferencesPage }) => <PreferencesPage />} />,
  alerts: () => <Later show={({ AlertsPage }) => <AlertsPage />} />,
}

export const CommentsLater = (props: React.ComponentProps<Lazy['Comments']>) => (
  <Later show={({ Comments }) => <Comments {...props} />} />
)
