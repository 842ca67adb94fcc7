import React from 'react'
import { get, Refused, recordPath } from '../api.ts'
import { Input } from '../fields/input.tsx'
import { saidBy } from '../oversee/use-page.ts'
import type { Opened } from '../record/record-tabs.tsx'
import { useDesk } from '../shell/context.ts'
import type { StateAtAnswer } from './state.ts'
import '../template/rare.css'
import { stateAtWords } from './text.ts'

/** A day is chosen, the record is shown as it was, what has changed since first. */
export function StateAtPanel({ name, record }: Opened) {
  const { t, state } = useDesk()
  const words = stateAtWords(state.locale)
  const [day, setDay] = React.useState('')
  const [all, setAll] = React.useState(false)
  const [answer, setAnswer] = React.useState<StateAtAnswer | null>(null)
  const [problem, setProblem] = React.useState<string | null>(null)
  const see = (event: React.FormEvent) => {
    event.preventDefault()
    get<{ state: StateAtAnswer }>(`${recordPath(name, record.id, 'stateAt')}?day=${encodeURIComponent(day)}`)
      .then((found) => {
        setProblem(null)
        setAnswer(found.state)
      })
      .catch((error: unknown) => setProblem(error instanceof Refused ? saidBy(error) : t.networkError))
  }
  return (
    <div>
      <form className="card what-if-one" onSubmit={see}>
        <p className="muted">{words.help}</p>
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
        <p className="muted">{words.pack}</p>
      </form>
      {answer?.day && (
        <section className="effect" aria-live="polite">
          {answer.records.length === 0 && <p>{words.nothing}</p>}
          {answer.records.length > 0 && (
            <label className="check">
              <input type="checkbox" checked={all} onChange={(event) => setAll(event.target.checked)} /> {words.all}
            </label>
          )}
          {answer.records.map((one, i) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: two records may bear the same title
            <One key={i} one={one} all={all} />
          ))}
        </section>
      )}
    </div>
  )
}

type OneProps = { one: StateAtAnswer['records'][number]; all: boolean }

function One({ one, all }: OneProps) {
  const { state } = useDesk()
  const words = stateAtWords(state.locale)
  const facts = one.facts.filter((fact) => all || fact.past !== fact.now)
  return (
    <>
      <h2 className="section">
        {one.noun} — {one.title} <span className="muted">({one.changed ? words.changed : words.same})</span>
      </h2>
      {facts.length > 0 && (
        <div className="table-box">
          <table className="rows">
            <thead>
              <tr>
                {[words.fact, words.past, words.now].map((label) => (
                  <th key={label} scope="col">
                    {label}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {facts.map((fact) => (
                <tr key={fact.label}>
                  <td data-label={words.fact}>{fact.label}</td>
                  <td data-label={words.past}>{fact.past}</td>
                  <td data-label={words.now}>{fact.now}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </>
  )
}
