import React from 'react'
import { Link } from 'react-router-dom'
import { type Answer, Refused } from '../api.ts'
import { sayDay } from '../fields/format.ts'
import { needsForm, sendVerb, VerbForm } from '../form/verb-form.tsx'
import { OverseePage, Pages } from '../oversee/parts.tsx'
import { useFilters, usePage } from '../oversee/use-page.ts'
import { useDesk } from '../shell/context.ts'
import { Icon } from '../shell/icon.tsx'
import type { VerbState } from '../state.ts'
import type { AlertState, AlertsAnswer } from './state.ts'
import { useWords } from './text.ts'
import { Views } from './views.tsx'

const VIEWS = ['mine', 'unowned', 'open', 'snoozed', 'closed'] as const
type View = (typeof VIEWS)[number]

/** Where alerts are worked through: whose they are, the gravest first, each with what may be done now. */
export function AlertsPage() {
  const say = useWords()
  const [params, go] = useFilters()
  const loaded = usePage<AlertsAnswer>('alerts', params.toString())
  const { answer } = loaded
  const view = VIEWS.find((one) => one === answer?.view) ?? 'open'
  return (
    <OverseePage title={say.alerts} help={say.alertsHelp} loaded={loaded}>
      <Views
        label={say.alerts}
        views={VIEWS.map((name) => ({
          ...{ name, label: say.views[name] },
          ...(answer && name !== 'closed' && { count: answer.counts[name] ?? 0 }),
        }))}
        current={view}
        choose={(name) => go({ view: name })}
      />
      {answer?.total === 0 && <Empty view={view} unowned={answer.counts.unowned ?? 0} go={go} />}
      {answer?.groups.map((group) => (
        <section key={group.severity} className="alerts" aria-label={group.label}>
          <h2>
            <span className={`chip tone-${group.tone}`}>{group.label}</span>
          </h2>
          <ul>
            {group.alerts.map((alert) => (
              <Alert key={alert.id} alert={alert} tone={group.tone} done={loaded.reload} />
            ))}
          </ul>
        </section>
      ))}
      {answer && <Pages at={answer} go={go} />}
    </OverseePage>
  )
}

function Empty({ view, unowned, go }: { view: View; unowned: number; go: (values: Record<string, string>) => void }) {
  const say = useWords()
  return (
    <div className="empty">
      <Icon name="CheckCircle" size={28} />
      <p>{say.noAlert[view]}</p>
      {view === 'mine' && unowned > 0 && (
        <button type="button" className="button" onClick={() => go({ view: 'unowned' })}>
          {say.seeUnowned}
        </button>
      )}
    </div>
  )
}

function Alert({ alert, tone, done }: { alert: AlertState; tone: string; done: () => void }) {
  const say = useWords()
  const { state } = useDesk()
  const day = (value: string) => sayDay(value, state.locale)
  return (
    <li className={`card alert tone-line-${tone}`}>
      <h3>
        <Link to={`/admin/resources/Alert/records/${alert.id}/show`}>{alert.title}</Link>
      </h3>
      {alert.about && (
        <p>
          <span className="muted">{alert.about.label} : </span>
          {alert.about.href ? <Link to={alert.about.href}>{alert.about.title}</Link> : <em>{say.hidden}</em>}
        </p>
      )}
      {alert.advice && <p className="muted">{alert.advice}</p>}
      <p className="alert-facts">
        <span>
          <Icon name="User" size={14} />
          {alert.mine ? say.ownedByMe : alert.owner ? say.ownedBy(alert.owner) : say.unowned}
        </span>
        {alert.dueOn && (
          <span>
            <Icon name="Calendar" size={14} />
            {say.due(day(alert.dueOn))}
          </span>
        )}
        {alert.snoozedUntil && (
          <span>
            <Icon name="Clock" size={14} />
            {say.until(day(alert.snoozedUntil))}
          </span>
        )}
        {alert.closeReason && <span>{say.closedFor(alert.closeReason)}</span>}
      </p>
      <Verbs alert={alert} done={done} />
    </li>
  )
}

const ORDER = ['take', 'close', 'snooze', 'assign', 'reopen']

function Verbs({ alert, done }: { alert: AlertState; done: () => void }) {
  const { state, t, notify } = useDesk()
  const [verb, setVerb] = React.useState<VerbState | null>(null)
  const [busy, setBusy] = React.useState(false)
  const known = state.models.Alert?.verbs ?? []
  const verbs = ORDER.flatMap((name) => known.filter((one) => one.name === name && alert.verbs.includes(name)))
  const target = { id: alert.id, version: alert.version }
  const after = (answer: Answer) => {
    setVerb(null)
    if (answer.notice) notify(answer.notice)
    done()
  }
  const act = async (one: VerbState) => {
    if (needsForm(one)) return setVerb(one)
    setBusy(true)
    try {
      after(await sendVerb('Alert', one, target, {}))
    } catch (error) {
      notify({ type: 'error', message: error instanceof Refused ? error.message : t.networkError })
    } finally {
      setBusy(false)
    }
  }
  return (
    <div className="head-actions">
      {verbs.map((one, rank) => (
        <button
          key={one.name}
          type="button"
          className={rank === 0 ? 'button primary' : 'button'}
          disabled={busy}
          aria-label={`${one.label} : ${alert.title}`}
          onClick={() => act(one)}
        >
          {one.label}
        </button>
      ))}
      {verb && <VerbForm model="Alert" verb={verb} target={target} close={() => setVerb(null)} done={after} />}
    </div>
  )
}
