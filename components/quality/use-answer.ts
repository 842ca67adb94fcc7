import React from 'react'
import { get, Refused, recordPath } from '../api.ts'
import { useDesk } from '../shell/context.ts'

/** What a tab of a record asks for, once. */
export function useAnswer<T>(model: string, id: string, action: string): { answer: T | null; problem: string | null } {
  const { t } = useDesk()
  const [answer, setAnswer] = React.useState<T | null>(null)
  const [problem, setProblem] = React.useState<string | null>(null)
  React.useEffect(() => {
    const stop = new AbortController()
    get<T>(recordPath(model, id, action), stop.signal)
      .then(setAnswer)
      .catch((error: unknown) => {
        if (!stop.signal.aborted) setProblem(error instanceof Refused ? error.message : t.networkError)
      })
    return () => stop.abort()
  }, [model, id, action, t])
  return { answer, problem }
}
