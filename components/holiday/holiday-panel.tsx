import React from 'react'
import { Link } from 'react-router-dom'
import { type Answer, get, post, Refused, recordPath, resourcePath } from '../api.ts'
import { Input } from '../fields/input.tsx'
import { saidBy } from '../oversee/use-page.ts'
import type { Opened } from '../record/record-tabs.tsx'
import { useDesk } from '../shell/context.ts'
import type { HolidayAnswer } from './state.ts'
import '../template/rare.css'
import { holidayWords } from './text.ts'

/** A feast decreed late: its effect is seen first, then saved with one button. */
export function HolidayPanel({ name, record, changed }: Opened) {
  const { t, state, notify } = useDesk()
  const words = holidayWords(state.locale)
  const isCalendar = name === 'HolidayCalendar'
  const [day, setDay] = React.useState('')
  const [title, setTitle] = React.useState('')
  const [impact, setImpact] = React.useState<HolidayAnswer | null>(null)
  const [problem, setProblem] = React.useState<string | null>(null)
  const said = (error: unknown) => setProblem(error instanceof Refused ? saidBy(error) : t.networkError)
  const see = (event: React.FormEvent) => {
    event.preventDefault()
    get<{ impact: HolidayAnswer }>(`${recordPath(name, record.id, 'impact')}?day=${encodeURIComponent(day)}`)
      .then((answer) => {
        setProblem(null)
        setImpact(answer.impact)
      })
      .catch(said)
  }
  const save = async () => {
    if (!impact?.asked) return
    try {
      const fresh = { calendarId: impact.calendarId, day: impact.asked, name: title, _idem: crypto.randomUUID() }
      const answer = isCalendar
        ? await post<Answer>(resourcePath('Holiday', 'new'), fresh)
        : await post<Answer>(recordPath(name, record.id, 'edit'), { day: impact.asked, version: record.params.version })
      if (answer.notice) notify(answer.notice)
      changed()
    } catch (error) {
      said(error)
    }
  }
  return (
    <div>
      <form className="card what-if-one" onSubmit={see}>
        <p className="muted">{isCalendar ? words.addHelp : words.moveHelp}</p>
        {isCalendar && (
          <Input
            field={{ name: 'name', label: words.name, kind: 'text' }}
            value={title}
            onChange={(value) => setTitle(String(value ?? ''))}
          />
        )}
        <Input
          field={{ name: 'day', label: words.day, kind: 'date' }}
          value={day}
          error={problem ?? undefined}
          onChange={(value) => setDay(String(value ?? ''))}
        />
        <div className="form-actions">
          <button type="submit" className="button primary" disabled={day === ''}>
            {words.see}
          </button>
        </div>
      </form>
      {impact?.asked && (
        <section className="effect" aria-live="polite">
          {impact.lines.length === 0 ? <p>{words.none(impact.country)}</p> : <Lines impact={impact} />}
          {impact.maySave && (
            <div className="form-actions">
              <button type="button" className="button" disabled={isCalendar && title.trim() === ''} onClick={save}>
                {isCalendar ? words.add : words.save}
              </button>
            </div>
          )}
          <p className="muted">{words.after}</p>
        </section>
      )}
    </div>
  )
}

function Lines({ impact }: { impact: HolidayAnswer }) {
  const { state } = useDesk()
  const words = holidayWords(state.locale)
  const columns = [words.placement, words.old, words.next, words.cap, words.capNext]
  return (
    <>
      <p>{words.some(impact.lines.length)}</p>
      <div className="table-box">
        <table className="rows">
          <thead>
            <tr>
              {columns.map((label, i) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: two columns bear the same words
                <th key={i} scope="col">
                  {label}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {impact.lines.map((line) => (
              <tr key={line.id}>
                <td data-label={words.placement}>
                  <Link className="row-link" to={`/admin/resources/Placement/records/${line.id}/show`}>
                    {line.title}
                  </Link>
                  {line.isSigned && <p className="muted">{words.signed}</p>}
                </td>
                <td data-label={words.old}>{line.old} h</td>
                <td data-label={words.next}>{line.next} h</td>
                <td data-label={words.cap}>{line.capOld}</td>
                <td data-label={words.capNext}>{line.capNew}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </>
  )
}
