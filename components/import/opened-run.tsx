import React from 'react'
import { Navigate } from 'react-router-dom'
import { get, Refused, recordPath } from '../api.ts'
import type { ScreenProps } from '../screens/registry.ts'
import { useDesk } from '../shell/context.ts'

/** From the page of an import to its wizard, where it can be gone on with, read row by row, or taken back. */
export function OpenedRun({ name, id = '' }: ScreenProps) {
  const { t } = useDesk()
  const [href, setHref] = React.useState<string | null>(null)
  const [problem, setProblem] = React.useState<string | null>(null)
  React.useEffect(() => {
    const stop = new AbortController()
    get<{ href: string }>(recordPath(name, id, 'wizard'), stop.signal)
      .then((answer) => setHref(answer.href))
      .catch((error) => !stop.signal.aborted && setProblem(error instanceof Refused ? error.message : t.networkError))
    return () => stop.abort()
  }, [name, id, t.networkError])
  if (href) return <Navigate to={href} replace />
  return (
    <p className={problem ? 'banner banner-error' : 'muted'} role="status">
      {problem ?? t.loading}
    </p>
  )
}
