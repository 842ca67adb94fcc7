import React from 'react'
import { get, post, Refused, recordPath } from '../api.ts'
import { useSend } from '../oversee/use-page.ts'
import { useDesk } from '../shell/context.ts'
import type { LiveAnswer, ShownCode } from './live-state.ts'

const POLL_MS = 15_000
const TURN_MS = 10_000

export type Live = {
  answer: LiveAnswer | null
  problem: string | null
  /** Seconds left of the code, by the server’s clock */
  left: number
  shown: ShownCode | null
  busy: boolean
  act: (verb: string, values?: Record<string, unknown>) => Promise<boolean>
  show: () => void
  hide: () => void
  reload: () => void
}

/** The attendance of one activity, asked again every 15 seconds and after each act. */
export function useLive(id: string): Live {
  const { t, notify } = useDesk()
  const path = recordPath('Activity', id, 'live')
  const [answer, setAnswer] = React.useState<LiveAnswer | null>(null)
  const [problem, setProblem] = React.useState<string | null>(null)
  const [shown, setShown] = React.useState<ShownCode | null>(null)
  const [turn, setTurn] = React.useState(0)
  const { busy, send } = useSend()
  const saidBy = (error: unknown) => (error instanceof Refused ? error.message : t.networkError)

  React.useEffect(() => {
    const stop = new AbortController()
    const load = () =>
      get<{ live: LiveAnswer }>(path, stop.signal)
        .then(({ live }) => {
          setAnswer(live)
          setProblem(null)
        })
        .catch((error: unknown) => !stop.signal.aborted && setProblem(saidBy(error)))
    void load()
    const timer = setInterval(() => document.hidden || void load(), POLL_MS)
    return () => {
      stop.abort()
      clearInterval(timer)
    }
  }, [path, turn])

  const fetchCode = () =>
    post<{ shown: ShownCode }>(path, {})
      .then((said) => setShown(said.shown))
      .catch((error: unknown) => notify({ type: 'error', message: saidBy(error) }))

  const isShown = shown !== null
  const generation = answer?.generation
  const state = answer?.state
  React.useEffect(() => {
    if (!isShown) return
    if (state !== 'open') return setShown(null)
    void fetchCode()
    if (!answer?.rotates) return
    const timer = setInterval(() => void fetchCode(), TURN_MS)
    return () => clearInterval(timer)
  }, [isShown, generation, state])

  const reload = () => setTurn((now) => now + 1)
  return {
    ...{ answer, problem, shown, busy, reload, left: useLeft(answer) },
    show: () => void fetchCode(),
    hide: () => setShown(null),
    act: async (verb, values = {}) => {
      const done = await send(recordPath('Activity', id, verb), values)
      if (done) reload()
      return done !== null
    },
  }
}

/** Counted down from what the server said, by the time that passed here: a clock that is wrong by an hour counts right. */
function useLeft(answer: LiveAnswer | null): number {
  const [left, setLeft] = React.useState(0)
  React.useEffect(() => {
    if (!answer) return
    const since = performance.now()
    const tick = () => setLeft(Math.max(0, Math.round(answer.left - (performance.now() - since) / 1000)))
    tick()
    const timer = setInterval(tick, 1_000)
    return () => clearInterval(timer)
  }, [answer])
  return left
}

/** `2 h 14 min`, then `9 min`, then `45 s`. */
export function spoken(seconds: number): string {
  const [hours, minutes] = [Math.floor(seconds / 3600), Math.floor((seconds % 3600) / 60)]
  if (hours > 0) return `${hours} h ${String(minutes).padStart(2, '0')} min`
  return minutes > 0 ? `${minutes} min ${String(seconds % 60).padStart(2, '0')} s` : `${seconds} s`
}
