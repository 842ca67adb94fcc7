import React from 'react'
import { useSearchParams } from 'react-router-dom'
import { type Answer, get, post, Refused } from '../api.ts'
import { useDesk } from '../shell/context.ts'

export type Loaded<T> = { answer: T | null; problem: string | null; missing: boolean; reload: () => void }

/** What a page of the administration shows, asked again every `everyMs` while somebody looks at it. */
export function usePage<T>(name: string, search = '', everyMs = 0): Loaded<T> {
  const { t } = useDesk()
  const [answer, setAnswer] = React.useState<T | null>(null)
  const [refusal, setRefusal] = React.useState<Error | null>(null)
  const [turn, setTurn] = React.useState(0)
  React.useEffect(() => {
    const stop = new AbortController()
    const load = () =>
      get<T>(`/pages/${name}${search ? `?${search}` : ''}`, stop.signal)
        .then((next) => {
          setAnswer(next)
          setRefusal(null)
        })
        .catch((error: Error) => !stop.signal.aborted && setRefusal(error))
    void load()
    const timer = everyMs > 0 ? setInterval(() => document.hidden || void load(), everyMs) : undefined
    return () => {
      stop.abort()
      clearInterval(timer)
    }
  }, [name, search, everyMs, turn])
  const refused = refusal instanceof Refused ? refusal : null
  return {
    answer,
    problem: refusal ? (refused?.message ?? t.networkError) : null,
    missing: refused?.status === 404,
    reload: () => setTurn((now) => now + 1),
  }
}

/** Sends, says what came of it, and does not send twice. */
export function useSend(): {
  busy: boolean
  send: <T extends Answer>(path: string, values: Values) => Promise<T | null>
} {
  const { t, notify } = useDesk()
  const [busy, setBusy] = React.useState(false)
  const sending = React.useRef(false)
  const send = async <T extends Answer>(path: string, values: Values): Promise<T | null> => {
    if (sending.current) return null
    sending.current = true
    setBusy(true)
    try {
      const answer = await post<T>(path, values)
      if (answer.notice) notify(answer.notice)
      return answer
    } catch (error) {
      notify({ type: 'error', message: error instanceof Refused ? saidBy(error) : t.networkError })
      return null
    } finally {
      sending.current = false
      setBusy(false)
    }
  }
  return { busy, send }
}

type Values = Record<string, unknown>

/** A sentence beside a field says more than the one above them all. */
export function saidBy(error: Refused): string {
  const [first] = Object.values(error.answer.record?.errors ?? {})
  return first?.message ?? error.message
}

/** The filters of a page, kept in its address; whatever changes, the first page comes back. */
export function useFilters(): [URLSearchParams, (values: Record<string, string | null>) => void] {
  const [params, setParams] = useSearchParams()
  const go = (values: Record<string, string | null>) => {
    const next = new URLSearchParams(params)
    if (!('page' in values)) next.delete('page')
    for (const [name, value] of Object.entries(values)) value ? next.set(name, value) : next.delete(name)
    setParams(next)
  }
  return [params, go]
}
