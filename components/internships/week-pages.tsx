import type React from 'react'
import { useNavigate } from 'react-router-dom'
import { useDesk } from '../shell/context.ts'
import { useLazy } from '../use-lazy.ts'

type Lazy = typeof import('../lazy/journal.tsx')

/** Fetched when it is opened; a network that fails leads back to the first page, which says so. */
function Later({ show }: { show: (part: Lazy) => React.ReactNode }) {
  const { t } = useDesk()
  const navigate = useNavigate()
  const part = useLazy<Lazy>('journal', true, () => navigate('/admin'))
  return part ? show(part) : <p className="muted screen">{t.loading}</p>
}

/** Pages by the name that the server declares. */
export const weekPages: Record<string, React.ComponentType> = {
  week: () => <Later show={({ WeekPage }) => <WeekPage />} />,
  weeks: () => <Later show={({ WeeksPage }) => <WeeksPage />} />,
}
