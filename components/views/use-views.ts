import React from 'react'
import { get } from '../api.ts'
import type { ViewsAnswer } from './state.ts'

const known = new Map<string, ViewsAnswer>()

export type Views = { answer: ViewsAnswer | null; failed: boolean; reload: () => void }

/** The views of a list, fetched when somebody needs them: the menu opens, or an address names one. */
export function useViews(model: string, wanted: boolean): Views {
  const [answer, setAnswer] = React.useState<ViewsAnswer | null>(known.get(model) ?? null)
  const [failed, setFailed] = React.useState(false)
  const [turn, setTurn] = React.useState(0)
  React.useEffect(() => {
    if (!wanted) return
    const stop = new AbortController()
    get<ViewsAnswer>(`/pages/views?model=${encodeURIComponent(model)}`, stop.signal)
      .then((next) => {
        known.set(model, next)
        setAnswer(next)
        setFailed(false)
      })
      .catch(() => !stop.signal.aborted && setFailed(true))
    return () => stop.abort()
  }, [model, wanted, turn])
  return { answer, failed, reload: () => setTurn((now) => now + 1) }
}
