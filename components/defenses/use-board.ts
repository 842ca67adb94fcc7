import React from 'react'
import { post } from '../api.ts'
import { useSend } from '../oversee/use-page.ts'
import { draftOf } from './draft.ts'
import type { CheckedAnswer, DefensesAnswer, Draft, LineState, Marks, SavedAnswer } from './state.ts'

const PATH = '/pages/defenses'
const PAUSE_MS = 250

/** The table as somebody is changing it: what differs, what clashes, and the three things the server does with it. */
export function useBoard({ answer, search, saved }: { answer: DefensesAnswer; search: string; saved: () => void }) {
  const { busy, send } = useSend()
  const [drafts, setDrafts] = React.useState(() => answer.lines.map(draftOf))
  const [marks, setMarks] = React.useState<Marks>(answer.marks)
  const [refused, setRefused] = React.useState<SavedAnswer['refused']>([])
  const [turn, setTurn] = React.useState(0)
  const body = (step: string) => ({ step, settings: search, drafts: JSON.stringify(drafts) })
  const sent = React.useRef(body)
  sent.current = body
  React.useEffect(() => {
    if (turn === 0) return
    let isStale = false
    const timer = setTimeout(() => {
      post<CheckedAnswer>(PATH, sent.current('check'))
        .then((checked) => !isStale && setMarks(checked.marks))
        // Saving judges it again: a network that fails here only leaves the marks as they were
        .catch(() => undefined)
    }, PAUSE_MS)
    return () => {
      isStale = true
      clearTimeout(timer)
    }
  }, [turn])
  const change = (id: string, next: Partial<Draft>) => {
    setDrafts((now) => now.map((draft) => (draft.id === id ? { ...draft, ...next } : draft)))
    setRefused((now) => now.filter((one) => one.id !== id))
    setTurn((now) => now + 1)
  }
  const propose = async () => {
    const found = await send<CheckedAnswer>(PATH, body('propose'))
    if (!found?.drafts) return
    setDrafts(found.drafts)
    setMarks(found.marks)
  }
  const save = async () => {
    const done = await send<SavedAnswer>(PATH, body('save'))
    if (!done) return
    setRefused(done.refused)
    if (done.refused.length === 0) saved()
  }
  const undo = () => {
    setDrafts(answer.lines.map(draftOf))
    setMarks(answer.marks)
    setRefused([])
  }
  const isChanged = (line: LineState) => {
    const draft = drafts.find((one) => one.id === line.id)
    return draft !== undefined && JSON.stringify(draftOf(draft)) !== JSON.stringify(draftOf(line))
  }
  return { busy, drafts, marks, refused, change, propose, save, undo, changed: answer.lines.filter(isChanged).length }
}

export type Board = ReturnType<typeof useBoard>
