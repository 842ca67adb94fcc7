import React from 'react'
import { useSearchParams } from 'react-router-dom'
import { get, post, Refused, resourcePath } from '../api.ts'
import { useDesk } from '../shell/context.ts'
import type { Filter, ImportState } from './state.ts'

export type Import = {
  state: ImportState | null
  loading: boolean
  sending: boolean
  problem: string | null
  send: (step: string, values?: Record<string, unknown>) => Promise<boolean>
  forget: () => void
  /** Which rows of the report, and which page of them */
  look: (rows: Filter, page: number) => void
  say: (problem: string) => void
}

const POLL_MS = 1_000
const WORKING: ImportState['step'][] = ['checking', 'running', 'undoing']

/** The import this address names. The server keeps every step: a reload, an expired session or another tab lose nothing. */
export function useImport(name: string): Import {
  const { t } = useDesk()
  const [params, setParams] = useSearchParams()
  const id = params.get('import')
  const [state, setState] = React.useState<ImportState | null>(null)
  const [problem, setProblem] = React.useState<string | null>(null)
  const [sending, setSending] = React.useState(false)
  const busy = React.useRef(false)
  const path = resourcePath(name, 'import')
  const explain = (error: unknown) => setProblem(error instanceof Refused ? error.message : t.networkError)

  const load = React.useCallback(
    (signal: AbortSignal) =>
      get<{ import: ImportState }>(`${path}?import=${id}`, signal).then((answer) => setState(answer.import)),
    [path, id],
  )
  const known = state?.id === id
  React.useEffect(() => {
    if (!id || known) return
    const stop = new AbortController()
    load(stop.signal).catch((error) => !stop.signal.aborted && explain(error))
    return () => stop.abort()
  }, [id, known, load])
  useProgress(state, load)

  const send: Import['send'] = async (step, values = {}) => {
    // A second click before the first answer is the same click
    if (busy.current) return false
    busy.current = true
    setSending(true)
    setProblem(null)
    try {
      const answer = await post<{ import: ImportState }>(path, { step, ...(id ? { import: id } : {}), ...values })
      setState(answer.import)
      setParams({ import: answer.import.id }, { replace: true })
      return true
    } catch (error) {
      explain(error)
      return false
    } finally {
      busy.current = false
      setSending(false)
    }
  }
  const look: Import['look'] = (rows, page) => {
    get<{ import: ImportState }>(`${path}?import=${id}&rows=${rows}&page=${page}`)
      .then((answer) => setState(answer.import))
      .catch(explain)
  }
  const forget = () => {
    setState(null)
    setProblem(null)
    setParams({})
  }
  return {
    state: known ? state : null,
    loading: id !== null && !known && !problem,
    sending,
    problem,
    send,
    forget,
    look,
    say: setProblem,
  }
}

/** Long work is asked after until it is done. */
function useProgress(state: ImportState | null, load: (signal: AbortSignal) => Promise<void>): void {
  const working = state !== null && WORKING.includes(state.step)
  React.useEffect(() => {
    if (!working) return
    const stop = new AbortController()
    const timer = setInterval(() => void load(stop.signal).catch(() => undefined), POLL_MS)
    return () => {
      stop.abort()
      clearInterval(timer)
    }
  }, [working, load])
}
