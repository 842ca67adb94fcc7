import React from 'react'
import { useNavigate } from 'react-router-dom'
import { get, Refused } from '../api.ts'
import type { Drawing, View } from '../lazy/month.ts'
import { loadLazy } from '../load-lazy.ts'
import { useDesk } from '../shell/context.ts'
import type { Tone } from '../state.ts'
import type { CalendarAnswer, CalendarItem } from './state.ts'
import { calendarWords } from './text.ts'
import { usePlace } from './use-place.ts'

type Props = {
  label: string
  /** Where its items are asked for, with everything but the two days */
  path: string
  nothing: string
  answered?: (answer: CalendarAnswer) => void
  /** The address of a new record of that day */
  add?: (day: string) => string | null
}

/** A calendar of whatever `path` answers: the month on a wide screen, the days one below the other on a telephone. */
export function CalendarBox({ label, path, nothing, answered, add }: Props) {
  const { state, t } = useDesk()
  const say = calendarWords(state.locale)
  const go = useNavigate()
  const box = React.useRef<HTMLDivElement>(null)
  const drawing = React.useRef<Drawing | null>(null)
  const [answer, setAnswer] = React.useState<CalendarAnswer | null>(null)
  const [problem, setProblem] = React.useState<string | null>(null)
  const place = usePlace()
  const load = async (from: string, to: string): Promise<CalendarItem[]> => {
    const next = await get<CalendarAnswer>(`${path}${path.includes('?') ? '&' : '?'}from=${from}&to=${to}`)
    setAnswer(next)
    setProblem(null)
    answered?.(next)
    return next.items
  }
  // The calendar is drawn once; what it asks and where it leads may change under it
  const ways = React.useRef({ go, load, add, moved: place.moved })
  ways.current = { go, load, add, moved: place.moved }
  const { view, date } = React.useRef(place).current
  React.useEffect(() => {
    let gone = false
    loadLazy<typeof import('../lazy/month.ts')>('month')
      .then(({ drawCalendar }) => {
        if (gone || !box.current) return
        drawing.current = drawCalendar(box.current, {
          ...{ locale: state.locale, label, view, date, now: schoolNow(state.timezone) },
          words: {
            today: say.today,
            month: say.month,
            week: say.week,
            agenda: say.days,
            more: say.more,
            nothing,
            add: say.add,
          },
          load: (from, to) =>
            ways.current.load(from, to).catch((error: unknown) => {
              setProblem(error instanceof Refused ? error.message : t.networkError)
              return []
            }),
          open: (href) => ways.current.go(href),
          moved: (next: View, day: string) => ways.current.moved(next, day),
          add: (day) => ways.current.add?.(day) ?? null,
        })
      })
      .catch(() => setProblem(say.cannotLoad))
    return () => {
      gone = true
      drawing.current?.destroy()
      drawing.current = null
    }
  }, [state, label, view, date, nothing, say, t])
  // biome-ignore lint/correctness/useExhaustiveDependencies: another path is another question
  React.useEffect(() => drawing.current?.reload(), [path])
  return (
    <>
      {problem && (
        <p className="banner banner-error" role="alert">
          {problem}
        </p>
      )}
      {answer?.more && (
        <p className="banner" role="status">
          {say.tooMany}
        </p>
      )}
      <section className="card calendar" aria-label={label}>
        {!answer && !problem && <p className="muted">{t.loading}</p>}
        <div ref={box} />
        <Legend items={answer?.items ?? []} label={say.legend} />
      </section>
    </>
  )
}

function Legend({ items, label }: { items: CalendarItem[]; label: string }) {
  const states = new Map<string, Tone>()
  for (const { state, tone } of items) if (state) states.set(state, tone)
  if (states.size === 0) return null
  return (
    <ul className="calendar-legend" aria-label={label}>
      {[...states].map(([said, tone]) => (
        <li key={said} className={`chip tone-${tone}`}>
          {said}
        </li>
      ))}
    </ul>
  )
}

/** What a clock on the school’s wall says, in the form the calendar reads. */
const schoolNow = (timeZone: string): string => new Date().toLocaleString('sv-SE', { timeZone }).replace(' ', 'T')
