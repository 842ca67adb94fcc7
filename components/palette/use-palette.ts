import React from 'react'
import { get } from '../api.ts'
import type { Me } from '../state.ts'
import { recentIds } from './recent.ts'
import type { PaletteAnswer, RecentAnswer } from './state.ts'

type Search = { answer: PaletteAnswer | null; busy: boolean; failed: boolean; retry: () => void }

export const SHORTEST = 2
const PAUSE_MS = 120

/** What the server finds for these words, a moment after the last letter; a question that is overtaken is cancelled. */
export function useSearch(text: string): Search {
  const words = text.trim()
  const [answer, setAnswer] = React.useState<PaletteAnswer | null>(null)
  const [busy, setBusy] = React.useState(false)
  const [failed, setFailed] = React.useState(false)
  const [turn, setTurn] = React.useState(0)
  React.useEffect(() => {
    setFailed(false)
    setBusy(words.length >= SHORTEST)
    if (words.length < SHORTEST) return setAnswer(null)
    const stop = new AbortController()
    const later = setTimeout(async () => {
      try {
        setAnswer(await get<PaletteAnswer>(`/pages/palette?q=${encodeURIComponent(words)}`, stop.signal))
        setBusy(false)
      } catch {
        if (stop.signal.aborted) return
        setFailed(true)
        setBusy(false)
      }
    }, PAUSE_MS)
    return () => {
      clearTimeout(later)
      stop.abort()
    }
  }, [words, turn])
  return { answer, busy, failed, retry: () => setTurn((now) => now + 1) }
}

export function useRecent(me: Me): RecentAnswer['recent'] {
  const [recent, setRecent] = React.useState<RecentAnswer['recent']>([])
  React.useEffect(() => {
    const ids = recentIds(me)
    if (ids.length === 0) return
    const stop = new AbortController()
    get<RecentAnswer>(`/pages/palette?recent=${encodeURIComponent(ids.join(','))}`, stop.signal)
      .then((answer) => setRecent(answer.recent))
      .catch(() => undefined)
    return () => stop.abort()
  }, [])
  return recent
}
