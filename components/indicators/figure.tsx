import { Link } from 'react-router-dom'
import { useDesk } from '../shell/context.ts'
import type { IndicatorWords } from './indicators-page.tsx'
import type { FigureState, RowState } from './state.ts'

type Props = { figure: FigureState; say: IndicatorWords }

/** One figure: its worth, the rows it comes from, its definition, and how it stands group by group. */
export function Figure({ figure, say }: Props) {
  const { title, definition, total, beside, groups } = figure
  return (
    <section className="card figure" aria-label={title} data-figure={figure.name}>
      <header>
        <h2>{title}</h2>
      </header>
      <p className={total.hidden ? 'muted figure-hidden' : 'figure-value'}>{total.value}</p>
      {beside && !total.hidden && (
        <p className="muted">
          {beside.label} : <Linked to={beside.href}>{beside.value}</Linked>
        </p>
      )}
      {!total.hidden && (
        <p>
          <Counted row={total} of={figure.of} />
        </p>
      )}
      <details className="definition">
        <summary>{say.defined}</summary>
        <p className="muted">{definition}</p>
      </details>
      {groups.length > 0 && (
        <details>
          <summary>{say.detail}</summary>
          <Groups figure={figure} say={say} />
        </details>
      )}
    </section>
  )
}

const Linked = ({ to, children }: { to?: string | undefined; children: string }) =>
  to ? <Link to={to}>{children}</Link> : <strong>{children}</strong>

/** Anonymous answers open no list. */
const Rows = ({ to, children }: { to: string; children: string }) => (to ? <Link to={to}>{children}</Link> : children)

function Counted({ row, of }: { row: RowState; of: string }) {
  const { state } = useDesk()
  const shown = (n: number) => n.toLocaleString(state.locale)
  return (
    <>
      {row.parts.map((part) => (
        <span key={part.label}>
          <Rows to={part.href}>{`${shown(part.n)} ${part.label}`}</Rows>
          {' · '}
        </span>
      ))}
      <Rows to={row.href}>{`${shown(row.n)} ${of}`}</Rows>
    </>
  )
}

function Groups({ figure, say }: Props) {
  const hasMedian = figure.groups.some((row) => row.median !== '')
  return (
    <div className="chart-table">
      <table>
        <caption className="hidden">{figure.title}</caption>
        <thead>
          <tr>
            <th scope="col">{figure.chart.by}</th>
            <th scope="col">{say.figure}</th>
            {hasMedian && <th scope="col">{say.median}</th>}
            <th scope="col">{figure.of}</th>
          </tr>
        </thead>
        <tbody>
          {figure.groups.map((row) => (
            <tr key={row.label}>
              <th scope="row">{row.label}</th>
              <td>{row.value}</td>
              {hasMedian && <td>{row.median}</td>}
              <td>{row.hidden ? '—' : <Counted row={row} of="" />}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
