import React from 'react'
import { Link } from 'react-router-dom'
import { get, recordPath } from '../api.ts'
import { useDesk } from '../shell/context.ts'
import { Icon } from '../shell/icon.tsx'
import { useLiveComments } from './live.ts'
import type { MarginAnswer } from './state.ts'
import { useWords } from './text.ts'

const NOTHING: MarginAnswer = { comments: null, alerts: [] }

/** What stands beside a record; asked once when it opens, and again when somebody speaks or acts. */
export function useMargin(model: string, id: string, turn: number): MarginAnswer {
  const { state } = useDesk()
  const asked = state.models[model]?.comments === true || state.models.Alert !== undefined
  const [margin, setMargin] = React.useState(NOTHING)
  const [said, setSaid] = React.useState(0)
  useLiveComments({ noun: model, id }, () => setSaid((now) => now + 1))
  // Something new asks again
  React.useEffect(() => {
    if (!asked) return
    const stop = new AbortController()
    // What is beside the record never takes the record away
    get<MarginAnswer>(recordPath(model, id, 'margin'), stop.signal)
      .then(setMargin)
      .catch(() => undefined)
    return () => stop.abort()
  }, [asked, model, id, turn, said])
  return margin
}

/** On the record that an alert is about. */
export function RecordAlerts({ alerts }: { alerts: MarginAnswer['alerts'] }) {
  const say = useWords()
  if (alerts.length === 0) return null
  return (
    <section className="banner record-alerts" aria-label={say.recordAlerts(alerts.length)}>
      <Icon name="AlertTriangle" />
      <div>
        <strong>{say.recordAlerts(alerts.length)}</strong>
        <ul>
          {alerts.map((alert) => (
            <li key={alert.id}>
              <Link to={`/admin/resources/Alert/records/${alert.id}/show`}>{alert.title}</Link>{' '}
              <span className={`chip tone-${alert.tone}`}>{alert.severityLabel}</span>{' '}
              <span className="muted">{alert.owner ? say.ownedBy(alert.owner) : say.unowned}</span>
            </li>
          ))}
        </ul>
      </div>
    </section>
  )
}
