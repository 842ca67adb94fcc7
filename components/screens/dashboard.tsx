import React from 'react'
import { Link } from 'react-router-dom'
import { RecentActivity } from '../activity/recent-activity.tsx'
import { get } from '../api.ts'
import { Charts } from '../charts/charts.tsx'
import { sayDay } from '../fields/format.ts'
import { useDesk } from '../shell/context.ts'
import { Icon } from '../shell/icon.tsx'
import { useTitle } from '../shell/use-title.ts'
import type { DashboardAnswer, DashboardCard, DashboardList } from '../state.ts'

/** What waits for this person, then where things stand; every number opens its rows. */
export function Dashboard() {
  const { t } = useDesk()
  const [answer, setAnswer] = React.useState<DashboardAnswer | null>(null)
  const [failed, setFailed] = React.useState(false)
  useTitle(t.home)
  React.useEffect(() => {
    const stop = new AbortController()
    get<DashboardAnswer>('/dashboard', stop.signal)
      .then(setAnswer)
      .catch(() => !stop.signal.aborted && setFailed(true))
    return () => stop.abort()
  }, [])
  if (failed) return <p className="banner banner-error screen">{t.networkError}</p>
  if (!answer) return <p className="muted screen">{t.loading}</p>
  const waiting = answer.cards.filter((card) => card.action && card.count > 0)
  const others = answer.cards.filter((card) => !card.action)
  return (
    <section className="screen" aria-labelledby="screen-title">
      <h1 id="screen-title">{answer.greeting}</h1>
      <h2 className="section">{t.todo}</h2>
      {waiting.length === 0 ? (
        <p className="calm">
          <Icon name="CheckCircle" /> {t.nothingTodo}
        </p>
      ) : (
        <Cards cards={waiting} />
      )}
      {answer.lists.map((list) => (
        <Shortlist key={list.title} list={list} />
      ))}
      {others.length > 0 && (
        <>
          <h2 className="section">{t.overview}</h2>
          <Cards cards={others} />
        </>
      )}
      <Charts />
      <RecentActivity />
    </section>
  )
}

const Cards = ({ cards }: { cards: DashboardCard[] }) => {
  const { state } = useDesk()
  return (
    <ul className="cards">
      {cards.map((card) => (
        <li key={card.title}>
          <Link className={`todo tone-line-${card.count > 0 ? card.tone : 'none'}`} to={card.href}>
            <span className="todo-count">{card.count.toLocaleString(state.locale)}</span>
            <span className="todo-title">{card.title}</span>
            <span className="muted">{card.hint}</span>
            {card.action && (
              <span className="todo-action">
                {card.action} <Icon name="ArrowRight" size={15} />
              </span>
            )}
          </Link>
        </li>
      ))}
    </ul>
  )
}

function Shortlist({ list }: { list: DashboardList }) {
  const { t, state } = useDesk()
  if (list.rows.length === 0) return null
  return (
    <section className="card shortlist" aria-label={list.title}>
      <h2>
        {list.title}
        <Link to={list.href}>{t.seeList}</Link>
      </h2>
      <ul>
        {list.rows.map((row) => (
          <li key={row.href}>
            <Link to={row.href}>{row.title}</Link>
            <span className="muted">{row.hint}</span>
            {row.on && <time dateTime={row.on}>{sayDay(row.on, state.locale)}</time>}
          </li>
        ))}
      </ul>
    </section>
  )
}
