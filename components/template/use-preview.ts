import React from 'react'
import { get, post, Refused } from '../api.ts'
import { saidBy } from '../oversee/use-page.ts'
import { useDesk } from '../shell/context.ts'
import type { PreviewAnswer } from './state.ts'

const QUIET_MS = 900
const ASK_MS = 700
const LATE_MS = 12_000

type Preview = {
  busy: boolean
  late: boolean
  /** What is wrong in the text, by line */
  wrong: string | null
  problem: string | null
  pdf: string | null
  picture: string | null
}

const NOTHING: Preview = { busy: true, late: false, wrong: null, problem: null, pdf: null, picture: null }

/** The page of what is being written, asked of the worker when the typing stops; the last one stays until the next is there. */
export function usePreview(path: string, body: string, recordId: string | null): Preview {
  const { t } = useDesk()
  const [preview, setPreview] = React.useState<Preview>(NOTHING)
  React.useEffect(() => {
    const stop = new AbortController()
    const say = (more: Partial<Preview>) => !stop.signal.aborted && setPreview((now) => ({ ...now, ...more }))
    const run = async () => {
      say({ busy: true, late: false, problem: null })
      try {
        const { text } = await post<{ text: { turn: string } }>(path, { body, recordId: recordId ?? '' })
        say({ wrong: null })
        say(await finished(path, text.turn, stop.signal, () => say({ late: true })))
      } catch (error) {
        const sentence = error instanceof Refused ? saidBy(error) : t.networkError
        say({ busy: false, wrong: sentence })
      }
    }
    const timer = setTimeout(run, QUIET_MS)
    return () => {
      clearTimeout(timer)
      stop.abort()
    }
  }, [path, body, recordId, t])
  return preview
}

async function finished(path: string, turn: string, signal: AbortSignal, late: () => void): Promise<Partial<Preview>> {
  for (let waited = 0; !signal.aborted; waited += ASK_MS) {
    await new Promise((next) => setTimeout(next, ASK_MS))
    if (signal.aborted) break
    const { text } = await get<{ text: PreviewAnswer }>(`${path}?turn=${turn}`, signal)
    const { status, pdf, picture, problem } = text
    if (status === 'failed') return { busy: false, late: false, problem }
    if (status === 'done') return { busy: false, late: false, pdf, picture }
    if (waited > LATE_MS) late()
  }
  return {}
}
