import React from 'react'
import { OverseePage } from '../oversee/parts.tsx'
import { useFilters, usePage, useSend } from '../oversee/use-page.ts'
import { useDesk } from '../shell/context.ts'
import { Icon } from '../shell/icon.tsx'
import { DayLine } from './week-day.tsx'
import type { DayState, WeekAnswer } from './week-state.ts'
import { weekWords } from './week-text.ts'
import './week.css'

/** Seven days from a telephone: Enter goes on, one button keeps, one hands in. */
export function WeekPage() {
  const { state } = useDesk()
  const say = weekWords(state.locale)
  const [params, go] = useFilters()
  const loaded = usePage<WeekAnswer>('week', params.toString())
  const { answer } = loaded
  return (
    <OverseePage title={say.week} help={answer?.placement?.title ?? say.weekHelp} loaded={loaded}>
      {answer && !answer.placement && (
        <div className="empty">
          <h2>{say.none}</h2>
          <p className="muted">{say.noneHelp}</p>
        </div>
      )}
      {answer?.placement && (
        <Week key={answer.monday + turnOf(answer)} answer={answer} go={(week) => go({ week })} saved={loaded.reload} />
      )}
    </OverseePage>
  )
}

const turnOf = ({ days }: WeekAnswer): string => days.map((day) => day.status?.value ?? '-').join()

type Props = { answer: WeekAnswer; go: (monday: string) => void; saved: () => void }

function Week({ answer, go, saved }: Props) {
  const { state } = useDesk()
  const say = weekWords(state.locale)
  const { busy, send } = useSend()
  const [days, setDays] = React.useState(answer.days)
  const change = (at: number, change: Partial<DayState>) =>
    setDays((now) => now.map((day, i) => (i === at ? { ...day, ...change } : day)))
  const keep = async (submit: boolean) => {
    const sent = days.map(({ day, hours, content, isAbsent }) => ({ day, hours, content, isAbsent }))
    if (await send('/pages/week', { days: JSON.stringify(sent), submit: String(submit) })) saved()
  }
  const total = days.reduce((sum, day) => sum + Number(day.hours.replace(',', '.') || 0), 0)
  const number = (value: number) => value.toLocaleString(state.locale)
  const over = total > answer.cap
  return (
    <form
      className="week"
      onSubmit={(event) => {
        event.preventDefault()
        void keep(false)
      }}
    >
      <div className="week-head">
        <button type="button" className="button" onClick={() => go(answer.previous)} aria-label={say.previous}>
          <Icon name="ChevronLeft" size={18} />
        </button>
        <h2>{say.of(shown(answer.monday))}</h2>
        <button
          type="button"
          className="button"
          disabled={!answer.next}
          onClick={() => answer.next && go(answer.next)}
          aria-label={say.next}
        >
          <Icon name="ChevronRight" size={18} />
        </button>
      </div>
      {answer.planned !== null && <p className="muted">{say.sum(number(answer.approved), number(answer.planned))}</p>}
      {days.map((day, i) => (
        <DayLine key={day.day} day={day} before={days[i - 1]} change={(next) => change(i, next)} />
      ))}
      <div className="week-foot">
        <p className={over ? 'week-total over' : 'week-total'} aria-live="polite">
          {say.total(number(total), number(answer.cap))}
        </p>
        <button type="submit" className="button" disabled={busy}>
          {say.save}
        </button>
        <button type="button" className="button primary" disabled={busy} onClick={() => void keep(true)}>
          {say.submit}
        </button>
      </div>
    </form>
  )
}

const shown = (day: string): string => day.split('-').reverse().join('/')
