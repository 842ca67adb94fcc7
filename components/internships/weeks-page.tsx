import React from 'react'
import { Link } from 'react-router-dom'
import { recordPath } from '../api.ts'
import { OverseePage } from '../oversee/parts.tsx'
import { usePage, useSend } from '../oversee/use-page.ts'
import { useDesk } from '../shell/context.ts'
import type { WaitingWeek, WeeksAnswer } from './week-state.ts'
import { weekWords } from './week-text.ts'
import './week.css'

/** What trainees handed in: each week read at a glance and answered in one gesture. */
export function WeeksPage() {
  const { state } = useDesk()
  const say = weekWords(state.locale)
  const loaded = usePage<WeeksAnswer>('weeks')
  const weeks = loaded.answer?.weeks ?? []
  return (
    <OverseePage title={say.weeks} help={say.weeksHelp} loaded={loaded}>
      {weeks.length === 0 && (
        <div className="empty">
          <h2>{say.nothing}</h2>
          <p className="muted">{say.nothingHelp}</p>
        </div>
      )}
      <div className="weeks">
        {weeks.map((week) => (
          <Waiting key={week.placementId + week.monday} week={week} answered={loaded.reload} />
        ))}
      </div>
    </OverseePage>
  )
}

function Waiting({ week, answered }: { week: WaitingWeek; answered: () => void }) {
  const { state } = useDesk()
  const say = weekWords(state.locale)
  const { busy, send } = useSend()
  const [why, setWhy] = React.useState<string | null>(null)
  const answer = async (verb: string, values: Record<string, string>) => {
    if (await send(recordPath('Placement', week.placementId, verb), { week: week.monday, ...values })) answered()
  }
  const title = `${week.student} — ${say.of(shown(week.monday))}`
  const number = (value: number) => value.toLocaleString(state.locale)
  return (
    <section className="card week-waiting" aria-label={title}>
      <h2>
        <Link to={`/admin/resources/Placement/records/${week.placementId}/show`}>{title}</Link>
      </h2>
      <ul>
        {week.days.map((day) => (
          <li key={day.day}>
            <strong>{shown(day.day)}</strong>{' '}
            {day.isAbsent ? <span className="chip tone-amber">{say.absent}</span> : `${number(day.hours)} ${say.unit}`}{' '}
            — {day.content}
          </li>
        ))}
      </ul>
      <p className="week-total">
        {number(week.total)} {say.unit}
      </p>
      {why === null ? (
        <div className="form-actions">
          {week.verbs.includes('approveWeek') && (
            <button
              type="button"
              className="button primary"
              disabled={busy}
              aria-label={`${say.approve} — ${title}`}
              onClick={() => void answer('approveWeek', {})}
            >
              {say.approve}
            </button>
          )}
          {week.verbs.includes('rejectWeek') && (
            <button type="button" className="button" aria-label={`${say.reject} — ${title}`} onClick={() => setWhy('')}>
              {say.reject}
            </button>
          )}
        </div>
      ) : (
        <form
          onSubmit={(event) => {
            event.preventDefault()
            void answer('rejectWeek', { reason: why })
          }}
        >
          <label>
            <span>{say.why}</span>
            <textarea required rows={2} value={why} onChange={(event) => setWhy(event.target.value)} />
          </label>
          <div className="form-actions">
            <button type="submit" className="button danger" disabled={busy}>
              {say.send}
            </button>
            <button type="button" className="button" onClick={() => setWhy(null)}>
              {say.cancel}
            </button>
          </div>
        </form>
      )}
    </section>
  )
}

const shown = (day: string): string => day.split('-').reverse().join('/')
