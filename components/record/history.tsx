import React from 'react'
import { get, recordPath } from '../api.ts'
import { sayInstant } from '../fields/format.ts'
import { useDesk } from '../shell/context.ts'
import type { HistoryEntry } from '../state.ts'
import { Changes } from './changes.tsx'

/** Who did what, when, in which role and why; each change as before → after. */
export function History({ model, id }: { model: string; id: string }) {
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
        <Entry key={entry.id} entry={entry} />
      ))}
    </ol>
  )
}

function Entry({ entry }: { entry: HistoryEntry }) {
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
    </li>
  )
}
