import React from 'react'
import { get, Refused, recordPath } from '../api.ts'
import { useDesk } from '../shell/context.ts'

/** What the tab of a record asks its action for; asked again when the question changes. */
export function usePanel<T>(model: string, id: string, action: string, query = '') {
  const { t } = useDesk()
  const [answer, setAnswer] = React.useState<T | null>(null)
  const [problem, setProblem] = React.useState<string | null>(null)
  React.useEffect(() => {
    const stop = new AbortController()
    get<T>(`${recordPath(model, id, action)}?${query}`, stop.signal)
      .then((found) => {
        setProblem(null)
        setAnswer(found)
      })
      .catch((error: unknown) => {
        if (!stop.signal.aborted) setProblem(error instanceof Refused ? error.message : t.networkError)
      })
    return () => stop.abort()
  }, [model, id, action, query, t])
  return { answer, problem, setAnswer }
}
