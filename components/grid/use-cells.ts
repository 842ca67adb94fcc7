import React from 'react'
import { type Answer, get, post, Refused, recordPath } from '../api.ts'
import { saidBy } from '../oversee/use-page.ts'
import { useDesk } from '../shell/context.ts'
import type { FieldState, RecordJson } from '../state.ts'
import { useGridWords } from './text.ts'

/** A cell that does not yet hold what was typed in it. `stale`: somebody wrote something else there meanwhile. */
export type Pending = { value: unknown; status: 'saving' | 'refused' | 'stale'; message: string }

export type CellStore = {
  pending: Map<string, Pending>
  /** Heard by those who do not see the cell */
  said: string
  latest: (record: RecordJson) => RecordJson
  save: (record: RecordJson, field: FieldState, value: unknown) => void
  drop: (record: RecordJson, field: FieldState) => void
}

export const keyOf = (record: RecordJson, field: FieldState): string => `${record.id}.${field.name}`

/** Saves each cell by itself, at the version of its row; cells of one row wait for each other. What is refused stays typed. */
export function useCells(name: string): CellStore {
  const { t } = useDesk()
  const say = useGridWords()
  const [pending, setPending] = React.useState<Map<string, Pending>>(new Map())
  const [rows, setRows] = React.useState<Map<string, RecordJson>>(new Map())
  const [said, setSaid] = React.useState('')
  const known = React.useRef(new Map<string, RecordJson>())
  const queues = React.useRef(new Map<string, Promise<void>>())

  const put = (key: string, next: Pending | null) =>
    setPending((now) => {
      const map = new Map(now)
      next ? map.set(key, next) : map.delete(key)
      return map
    })
  const latest = (record: RecordJson): RecordJson => newer(known.current.get(record.id) ?? rows.get(record.id), record)
  const learn = (record: RecordJson) => {
    known.current.set(record.id, record)
    setRows((now) => new Map(now).set(record.id, record))
  }
  const send = async (record: RecordJson, field: FieldState, value: unknown, again: boolean): Promise<void> => {
    const key = keyOf(record, field)
    const base = latest(record)
    try {
      const sent = { [field.name]: value, version: base.params.version }
      const answer = await post<Answer>(recordPath(name, record.id, 'edit'), sent)
      if (answer.record) learn(answer.record)
      put(key, null)
      setSaid(say.saved(field.label, base.title))
    } catch (error) {
      if (!(error instanceof Refused)) return put(key, { value, status: 'refused', message: t.networkError })
      if (error.answer.code !== 'stale') return put(key, { value, status: 'refused', message: saidBy(error) })
      const { record: theirs } = await get<{ record: RecordJson }>(recordPath(name, record.id, 'show'))
      learn(theirs)
      const untouched = String(theirs.params[field.name] ?? '') === String(base.params[field.name] ?? '')
      // They changed another column of the row: this cell is still only mine
      if (untouched && again) return send(record, field, value, false)
      put(key, { value, status: 'stale', message: say.stale(String(theirs.params[field.name] ?? say.empty)) })
    }
  }
  const save = (record: RecordJson, field: FieldState, value: unknown) => {
    const key = keyOf(record, field)
    put(key, { value, status: 'saving', message: '' })
    const before = queues.current.get(record.id) ?? Promise.resolve()
    const turn = before
      .then(() => send(record, field, value, true))
      .catch(() => put(key, { value, status: 'refused', message: t.networkError }))
    queues.current.set(record.id, turn)
  }
  useLeaveWarning(pending.size > 0)
  return { pending, said, latest, save, drop: (record, field) => put(keyOf(record, field), null) }
}

/** A list read again may be fresher than what a save brought back. */
function newer(kept: RecordJson | undefined, record: RecordJson): RecordJson {
  return kept && Number(kept.params.version ?? 0) >= Number(record.params.version ?? 0) ? kept : record
}

function useLeaveWarning(busy: boolean): void {
  React.useEffect(() => {
    if (!busy) return
    const warn = (event: BeforeUnloadEvent) => event.preventDefault()
    window.addEventListener('beforeunload', warn)
    return () => window.removeEventListener('beforeunload', warn)
  }, [busy])
}
