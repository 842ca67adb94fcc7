import React from 'react'
import { get, recordPath } from '../api.ts'
import { sayInstant } from '../fields/format.ts'
import { useDesk } from '../shell/context.ts'
import type { HistoryEntry } from '../state.ts'
import { WaysBack } from '../undo/ways-back.tsx'
import { Changes } from './changes.tsx'

/** Who did what, when, in which role and why; each change as before → after. */
export function History({ model, id, changed }: { model: string; id: string; changed: () => void }) {
  const { t } = useDesk()
  const [entries, setEntries] = React.useState<HistoryEntry[] | null>(null)
  React.useEffect(() => {
    const stop = new AbortController()
    get<{ history: HistoryEntry[] }>(recordPath(model, id, 'history'), stop.signal)
      .then((answer) => setEntries(answer.history))
      .catch(() => !stop.signal.aborted && setEntries([]))
    return () => stop.abort()
  }, [model, id])
  if (!entries) return <p className="muted">{t.loading}</p>
  if (entries.length === 0) return <p className="muted">{t.historyEmpty}</p>
  return (
    <ol className="history">
      {entries.map((entry) => (
        <Entry key={entry.id} entry={entry}>
          <WaysBack model={model} id={id} entry={entry} changed={changed} />
        </Entry>
      ))}
    </ol>
  )
}

function Entry({ entry, children }: { entry: HistoryEntry; children: React.ReactNode }) {
  const { t, state } = useDesk()
  return (
    <li>
      <p className="history-head">
        <strong>{entry.verb}</strong>
        <span className="muted">
          {t.by} {entry.actor}
          {entry.role && ` (${entry.role})`}
        </span>
        <time dateTime={entry.at}>{sayInstant(entry.at, state.locale, state.timezone)}</time>
      </p>
      {entry.reason && (
        <p className="history-reason">
          {t.reason} : {entry.reason}
        </p>
      )}
      <Changes changes={entry.changes} />
      {children}
    </li>
  )
}
