import React from 'react'
import { Link } from 'react-router-dom'
import { get, resourcePath } from '../api.ts'
import { useDesk } from '../shell/context.ts'
import type { RecentState } from './state.ts'
import type { ImportWords } from './text.ts'

/** The last imports of this screen: to go on with one, to follow one that works, to take one back. */
export function RecentImports({ name, say }: { name: string; say: ImportWords }) {
  const { state } = useDesk()
  const [recent, setRecent] = React.useState<RecentState[]>([])
  React.useEffect(() => {
    const stop = new AbortController()
    get<{ recent: RecentState[] }>(resourcePath(name, 'import'), stop.signal)
      .then((answer) => setRecent(answer.recent))
      // Without them the file can still be sent
      .catch(() => undefined)
    return () => stop.abort()
  }, [name])
  if (recent.length === 0) return null
  const day = new Intl.DateTimeFormat(state.locale === 'en' ? 'en-GB' : 'fr-FR', {
    dateStyle: 'medium',
    timeStyle: 'short',
  })
  return (
    <div className="card import-card">
      <h2>{say.recent}</h2>
      <ul className="import-recent">
        {recent.map((one) => (
          <li key={one.id}>
            <Link to={`/admin/resources/${name}/actions/import?import=${one.id}`}>{one.fileName}</Link>
            <span className={`chip tone-${one.tone ?? 'grey'}`}>{one.status}</span>
            <span className="muted">
              {day.format(new Date(one.at))} · {say.tally(one.counts)}
            </span>
          </li>
        ))}
      </ul>
    </div>
  )
}
