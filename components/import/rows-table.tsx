import { Link } from 'react-router-dom'
import { STATUSES, toneOf } from './counts.tsx'
import type { Filter, ImportState, ProblemState, RowState } from './state.ts'
import type { ImportWords } from './text.ts'

type Props = { state: ImportState; say: ImportWords; look: (rows: Filter, page: number) => void }

/** The rows of the file with what is to be read about each, a page at a time; those that need a person come first. */
export function RowsTable({ state, say, look }: Props) {
  const words = state.step === 'check' ? say.status : say.statusDone
  const named = (row: RowState) => (row.undone ? say.rowUndone : words[row.status])
  return (
    <div className="card import-card">
      <Filters state={state} say={say} look={look} />
      <table className="import-rows">
        <thead>
          <tr>
            <th scope="col">{say.line}</th>
            <th scope="col">{say.what}</th>
            <th scope="col">{say.said}</th>
          </tr>
        </thead>
        <tbody>
          {state.rows.map((row) => (
            <RowLine key={row.line} row={row} status={named(row)} say={say} />
          ))}
        </tbody>
      </table>
      {state.pages > 1 && <Pages state={state} say={say} look={look} />}
    </div>
  )
}

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1)

function Filters({ state, say, look }: Props) {
  const { counts, undone } = state
  if (!counts) return null
  const labels = state.step === 'check' ? say.counts : say.done
  const choices: [Filter, string, number | null][] = [
    ['read', say.toRead, counts.error + counts.warnings],
    ['left', say.leftRows, undone?.left ?? 0],
    ...STATUSES.map((status): [Filter, string, number] => [status, capital(labels[status]), counts[status]]),
    ['all', say.all, null],
  ]
  return (
    <div className="import-filters">
      {choices
        .filter(([, , count]) => count !== 0)
        .map(([name, label, count]) => (
          <button
            key={name}
            type="button"
            className="chip-button"
            aria-pressed={state.filter === name}
            onClick={() => look(name, 1)}
          >
            {label} {count !== null && <span>{say.n(count)}</span>}
          </button>
        ))}
      {counts.warnings > 0 && <span className="chip tone-amber">{say.warnings(counts.warnings)}</span>}
    </div>
  )
}

/** The next page is read from its first row. */
const turn = (button: HTMLElement, go: () => void) => {
  button.closest('.import-card')?.scrollIntoView({ block: 'start' })
  go()
}

const Pages = ({ state, say, look }: Props) => (
  <nav className="import-pages" aria-label={say.pages}>
    <button
      type="button"
      className="button"
      disabled={state.page <= 1}
      onClick={(event) => turn(event.currentTarget, () => look(state.filter, state.page - 1))}
    >
      {say.before}
    </button>
    <span role="status">{say.pageOf(state.page, state.pages)}</span>
    <button
      type="button"
      className="button"
      disabled={state.page >= state.pages}
      onClick={(event) => turn(event.currentTarget, () => look(state.filter, state.page + 1))}
    >
      {say.after}
    </button>
  </nav>
)

const RowLine = ({ row, status, say }: { row: RowState; status: string; say: ImportWords }) => (
  <tr className={`import-row line-${row.undone ? 'grey' : toneOf(row.status)}`}>
    <td data-label={say.line}>{row.line}</td>
    <th scope="row">
      {row.href ? <Link to={row.href}>{row.title || '—'}</Link> : row.title || '—'}{' '}
      <span className={`chip tone-${row.undone ? 'grey' : toneOf(row.status)}`}>{status}</span>
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
