import React from 'react'
import { Link } from 'react-router-dom'
import { recordPath } from '../api.ts'
import { useSend } from '../oversee/use-page.ts'
import { useDesk } from '../shell/context.ts'
import { Icon } from '../shell/icon.tsx'
import type { Laurels, NextActivity, Rate, Stat, TaskLine, TopState } from './run-state.ts'
import { runWords } from './run-text.ts'
import './run.css'

const useWords = () => runWords(useDesk().state.locale)

export function Section({ title, children, action }: { title: string; children: React.ReactNode; action?: Way }) {
  const id = React.useId()
  return (
    <section className="card run-section" aria-labelledby={id}>
      <header>
        <h2 id={id}>{title}</h2>
        {action && (
          <Link className="button" to={action.href}>
            {action.label}
          </Link>
        )}
      </header>
      {children}
    </section>
  )
}

type Way = { href: string; label: string }

export const Empty = ({ children }: { children: string }) => <p className="muted run-empty">{children}</p>

/** A share as a bar, its figures in words beside it; what it leaves out is one tap away. */
export function Rates({ rates }: { rates: Rate[] }) {
  const say = useWords()
  return (
    <div className="run-rates">
      {rates.map(({ label, value, percent, text, tip, href }) => (
        <div key={label} className="run-rate">
          <p>
            <span>{label}</span>
            <Link to={href} aria-label={`${label} : ${value}`}>
              <strong>{value}</strong>
            </Link>
          </p>
          <div className="run-bar" aria-hidden="true">
            <span style={{ width: `${Math.min(100, percent ?? 0)}%` }} />
          </div>
          <p className="muted">{text}</p>
          <details>
            <summary aria-label={say.explain(label)}>
              <Icon name="HelpCircle" size={16} />
            </summary>
            <p className="muted">{tip}</p>
          </details>
        </div>
      ))}
    </div>
  )
}

export const Stats = ({ stats }: { stats: Stat[] }) => (
  <ul className="run-stats">
    {stats.map(({ label, value, hint, href, tone }) => (
      <li key={label}>
        <Link to={href} className={`run-stat tone-edge-${tone}`}>
          <span>{label}</span>
          <strong>{value}</strong>
          {hint && <small>{hint}</small>}
        </Link>
      </li>
    ))}
  </ul>
)

/** Tasks that are done in one tap; what is overdue says so in a word and in red. */
export function Tasks({ tasks, done, empty }: { tasks: TaskLine[]; done: () => void; empty: string }) {
  const say = useWords()
  const { busy, send } = useSend()
  const complete = async (id: string) => {
    if (await send(recordPath('Task', id, 'complete'), {})) done()
  }
  if (tasks.length === 0) return <Empty>{empty}</Empty>
  return (
    <ul className="run-lines">
      {tasks.map((task) => (
        <li key={task.id} className={task.isLate ? 'run-late' : ''}>
          <div>
            <Link to={task.href}>{task.name}</Link>
            <p className="muted">
              {task.isLate && <span className="chip tone-red">{say.overdue}</span>}{' '}
              {[task.due && say.due(task.due), task.assignee && say.forWhom(task.assignee), task.activity]
                .filter(Boolean)
                .join(' · ')}
            </p>
          </div>
          {task.canComplete && (
            <button
              type="button"
              className="button"
              disabled={busy}
              aria-label={say.completeOne(task.name)}
              onClick={() => void complete(task.id)}
            >
              <Icon name="Check" size={16} /> {say.complete}
            </button>
          )}
        </li>
      ))}
    </ul>
  )
}

export function Top({ top }: { top: TopState }) {
  const say = useWords()
  return (
    <Section title={top.title}>
      {top.lines.length === 0 && <Empty>{say.noTop}</Empty>}
      <ul className="run-top">
        {top.lines.map(({ id, rank, name, hint, score, isOrganiser }) => (
          <li key={id}>
            <span className="run-rank">{rank}.</span>
            <div>
              <Link to={`/admin/resources/Participant/records/${id}/show`}>{name}</Link>{' '}
              {isOrganiser && <span className="chip tone-blue">{say.organiser}</span>}
              <small className="muted">{hint}</small>
            </div>
            <span className="run-score">{say.activities(score)}</span>
          </li>
        ))}
      </ul>
      {top.more > 0 && <p className="muted">{say.more(top.more)}</p>}
    </Section>
  )
}

export function Winners({ laurels }: { laurels: Laurels[] }) {
  const say = useWords()
  return (
    <Section title={say.winners}>
      {laurels.length === 0 && <Empty>{say.noWinners}</Empty>}
      {laurels.map(({ activityId, title, href, lines }) => (
        <div key={activityId} className="run-laurels">
          <h3>
            <Link to={href}>{title}</Link>
          </h3>
          <ul className="run-top">
            {lines.map(({ id, rank, name, hint }) => (
              <li key={id}>
                <span className="run-rank">{rank}.</span>
                <div>
                  {name}
                  {hint && <small className="muted">{hint}</small>}
                </div>
              </li>
            ))}
          </ul>
        </div>
      ))}
    </Section>
  )
}

/** What is next, and what one tap does to it now. */
export function Activities({ activities, empty }: { activities: NextActivity[]; empty: string }) {
  if (activities.length === 0) return <Empty>{empty}</Empty>
  return (
    <ul className="run-lines">
      {activities.map((activity, i) => (
        <li key={activity.id}>
          <div>
            <Link to={activity.href}>{activity.theme}</Link>
            <p className="muted">
              <span className={`chip tone-${activity.status.tone}`}>{activity.status.label}</span>{' '}
              {[activity.when, activity.place].filter(Boolean).join(' · ')}
            </p>
          </div>
          <Step activity={activity} isNext={i === 0} />
        </li>
      ))}
    </ul>
  )
}

function Step({ activity: { id, theme, step }, isNext }: { activity: NextActivity; isNext: boolean }) {
  const say = useWords()
  const { busy, send } = useSend()
  const live = `/admin/resources/Activity/records/${id}/show?tab=live`
  const start = async () => {
    if (await send(recordPath('Activity', id, 'start'), {})) window.location.assign(live)
  }
  if (step === 'resume')
    return (
      <Link className="button primary" to={live}>
        {say.resume}
      </Link>
    )
  if (step === 'place')
    return (
      <Link className="button" to={`/admin/resources/Activity/records/${id}/edit`}>
        {say.setPlace}
      </Link>
    )
  if (step !== 'start') return null
  return (
    <button
      type="button"
      className={isNext ? 'button primary' : 'button'}
      disabled={busy}
      aria-label={say.started(theme)}
      onClick={() => void start()}
    >
      {say.start}
    </button>
  )
}
