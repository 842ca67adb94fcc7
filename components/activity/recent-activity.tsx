import React from 'react'
import { Link } from 'react-router-dom'
import { get } from '../api.ts'
import { useDesk } from '../shell/context.ts'
import { Icon } from '../shell/icon.tsx'
import { ActivityDays } from './activity-days.tsx'
import type { ActivityAnswer } from './state.ts'
import { activityWords } from './text.ts'

/** The last lines of it, on the first page, once the numbers are there; one that fails takes nothing else with it. */
export function RecentActivity() {
  const { state } = useDesk()
  const say = activityWords(state.locale)
  const [answer, setAnswer] = React.useState<ActivityAnswer | null>(null)
  React.useEffect(() => {
    const stop = new AbortController()
    get<ActivityAnswer>('/pages/activity?few=1', stop.signal)
      .then(setAnswer)
      .catch(() => undefined)
    return () => stop.abort()
  }, [])
  if (!answer || answer.lines.length === 0) return null
  return (
    <>
      <h2 className="section">{say.title}</h2>
      <div className="card activity">
        <ActivityDays lines={answer.lines} level={3} />
        <Link className="activity-all" to="/admin/pages/activity">
          {say.seeAll} <Icon name="ArrowRight" size={15} />
        </Link>
      </div>
    </>
  )
}
