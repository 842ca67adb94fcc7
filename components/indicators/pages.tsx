import type React from 'react'
import { useNavigate } from 'react-router-dom'
import { useDesk } from '../shell/context.ts'
import { useLazy } from '../use-lazy.ts'

type Lazy = typeof import('../lazy/steer.tsx')

/** Fetched when it is opened; a network that fails leads back to the first page, which says so. */
function Later({ show }: { show: (part: Lazy) => React.ReactNode }) {
  const { t } = useDesk()
  const navigate = useNavigate()
  const part = useLazy<Lazy>('steer', true, () => navigate('/admin'))
  return part ? show(part) : <p className="muted screen">{t.loading}</p>
}

/** Pages by the name that the server declares. */
export const steerPages: Record<string, React.ComponentType> = {
  duplicates: () => <Later show={({ DuplicatesPage }) => <DuplicatesPage />} />,
  morning: () => <Later show={({ MorningPage }) => <MorningPage />} />,
  indicators: () => <Later show={({ IndicatorsPage }) => <IndicatorsPage />} />,
}
