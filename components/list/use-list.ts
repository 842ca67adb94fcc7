import React from 'react'
import { get, Refused, resourcePath } from '../api.ts'
import { useDesk } from '../shell/context.ts'
import type { ListAnswer } from '../state.ts'

export type Loaded = {
  answer: ListAnswer | null
  loading: boolean
  problem: string | null
  missing: boolean
  reload: () => void
  /** How many times it was asked again: what is beside the rows may have changed with them */
  turn: number
}

/** The rows of an address. While the next page comes, the present one stays on screen. */
export function useList(model: string, search: string): Loaded {
  const { t } = useDesk()
  const [answer, setAnswer] = React.useState<ListAnswer | null>(null)
  const [loading, setLoading] = React.useState(true)
  const [refusal, setRefusal] = React.useState<Error | null>(null)
  const [turn, setTurn] = React.useState(0)
  React.useLayoutEffect(() => setAnswer(null), [model])
  React.useEffect(() => {
    const stop = new AbortController()
    setLoading(true)
    get<ListAnswer>(`${resourcePath(model, 'list')}?${search}`, stop.signal)
      .then((next) => {
        setAnswer(next)
        setRefusal(null)
      })
      .catch((error: Error) => !stop.signal.aborted && setRefusal(error))
      .finally(() => !stop.signal.aborted && setLoading(false))
    return () => stop.abort()
  }, [model, search, turn])
  const refused = refusal instanceof Refused ? refusal : null
  return {
    answer,
    loading,
    problem: refusal ? (refused?.answer.notice?.message ?? t.networkError) : null,
    missing: refused?.status === 404,
    reload: () => setTurn((now) => now + 1),
    turn,
  }
}
