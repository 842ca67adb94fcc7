import React from 'react'
import { get } from '../api.ts'

/** What an address of the API says, null while it comes; `turn` asks again. A refusal leaves nothing. */
export function useFetched<T>(path: string, turn = 0): { answer: T | null; failed: boolean } {
  const [answer, setAnswer] = React.useState<T | null>(null)
  const [failed, setFailed] = React.useState(false)
  React.useEffect(() => {
    const stop = new AbortController()
    setFailed(false)
    get<T>(path, stop.signal)
      .then(setAnswer)
      .catch(() => !stop.signal.aborted && setFailed(true))
    return () => stop.abort()
  }, [path, turn])
  return { answer, failed }
}
