import React from 'react'
import { Link } from 'react-router-dom'
import { STATUSES, toneOf } from './counts.tsx'
import type { ImportState, ProblemState, RowState, Status } from './state.ts'
import type { ImportWords } from './text.ts'

type Filter = 'all' | 'read' | Status

const PAGE = 100

/** The rows of the file with what is to be read about each; those that need a person come first. */
export function RowsTable({ state, say }: { state: ImportState; say: ImportWords }) {
  const worth = state.rows.some(isWorthReading)
  const [filter, setFilter] = React.useState<Filter>(worth ? 'read' : 'all')
  const [most, setMost] = React.useState(PAGE)
  const rows = state.rows.filter((row) => matches(row, filter))
  const choose = (next: Filter) => {
    setFilter(next)
    setMost(PAGE)
  }
  return (
    <div className="card import-card">
      <Filters state={state} filter={filter} choose={choose} say={say} />
      <table className="import-rows">
        <thead>
          <tr>
            <th scope="col">{say.line}</th>
            <th scope="col">{say.what}</th>
            <th scope="col">{say.said}</th>
          </tr>
        </thead>
        <tbody>
          {rows.slice(0, most).map((row) => (
            <RowLine
              key={row.line}
              row={row}
              status={(state.step === 'done' ? say.statusDone : say.status)[row.status]}
              say={say}
            />
          ))}
        </tbody>
      </table>
      {rows.length > most && (
        <button type="button" className="button" onClick={() => setMost(most + PAGE)}>
          {say.more}
        </button>
      )}
      {state.hidden > 0 && <p className="muted">{say.hidden(state.hidden)}</p>}
    </div>
  )
}

const isWorthReading = (row: RowState): boolean => row.status === 'error' || row.warnings.length > 0
const matches = (row: RowState, filter: Filter): boolean =>
  filter === 'all' || (filter === 'read' ? isWorthReading(row) : row.status === filter)

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1)

type FiltersProps = { state: ImportState; filter: Filter; choose: (filter: Filter) => void; say: ImportWords }

function Filters({ state, filter, choose, say }: FiltersProps) {
  const { counts } = state
  if (!counts) return null
  const labels = state.step === 'done' ? say.done : say.counts
  const toRead = state.rows.filter(isWorthReading).length
  const choices: [Filter, string, number][] = [
    ['read', say.toRead, toRead],
    ...STATUSES.map((status): [Filter, string, number] => [status, capital(labels[status]), counts[status]]),
    ['all', say.all, state.total],
  ]
  return (
    <div className="import-filters">
      {choices
        .filter(([name, , count]) => count > 0 || name === 'all')
        .map(([name, label, count]) => (
          <button
            key={name}
            type="button"
            className="chip-button"
            aria-pressed={filter === name}
            onClick={() => choose(name)}
          >
            {label} <span>{count.toLocaleString('fr-FR')}</span>
          </button>
        ))}
      {counts.warnings > 0 && <span className="chip tone-amber">{say.warnings(counts.warnings)}</span>}
    </div>
  )
}

const RowLine = ({ row, status, say }: { row: RowState; status: string; say: ImportWords }) => (
  <tr className={`import-row line-${toneOf(row.status)}`}>
    <td data-label={say.line}>{row.line}</td>
    <th scope="row">
      {row.href ? <Link to={row.href}>{row.title || '—'}</Link> : row.title || '—'}{' '}
      <span className={`chip tone-${toneOf(row.status)}`}>{status}</span>
    </th>
    <td>
      <ul className="said">
        {row.problems.map((problem) => (
          <Said key={`${problem.column} ${problem.why}`} problem={problem} tone="danger" />
        ))}
        {row.warnings.map((problem) => (
          <Said key={problem.why} problem={{ ...problem, column: null, value: '' }} tone="warn" />
        ))}
        {row.changes.map((change) => (
          <li key={change.label}>
            <span className="muted">{change.label} :</span> <del>{change.before || say.emptyValue}</del> →{' '}
            <ins>{change.after}</ins>
          </li>
        ))}
        {row.notes.length > 0 && (
          <li className="muted">
            <details>
              <summary>{say.notes(row.notes.length)}</summary>
              {row.notes.map((note) => (
                <p key={`${note.column} ${note.why}`}>
                  {note.column} : {note.why}
                </p>
              ))}
            </details>
          </li>
        )}
      </ul>
    </td>
  </tr>
)

/** Where, what was written there, and why it will not do. */
const Said = ({ problem, tone }: { problem: ProblemState; tone: string }) => (
  <li className={`said-${tone}`}>
    {problem.column && (
      <>
        <strong>{problem.column}</strong> {problem.value && <q>{problem.value}</q>} —{' '}
      </>
    )}
    {problem.why}
  </li>
)
