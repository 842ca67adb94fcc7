import { Link } from 'react-router-dom'
import { Section } from './run-parts.tsx'
import type { ClubRow, ClubsAnswer } from './run-state.ts'
import type { RunWords } from './run-text.ts'

/** Clubs side by side; on a telephone each becomes a card. Every figure opens its list. */
export function Comparison({ answer, say }: { answer: ClubsAnswer; say: RunWords }) {
  const { rows } = answer
  const heads = rows[0]?.cells.map(({ label }) => label) ?? []
  return (
    <Section title={say.compare}>
      <div className="table-box">
        <table className="rows run-compare" aria-label={say.compare}>
          <thead>
            <tr>
              {[say.chooseClub, say.rate, say.toDate, say.outside, ...heads].map((head) => (
                <th key={head} scope="col">
                  {head}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <Row key={row.id} row={row} say={say} />
            ))}
          </tbody>
        </table>
      </div>
    </Section>
  )
}

function Row({ row, say }: { row: ClubRow; say: RunWords }) {
  return (
    <tr>
      <td data-label={say.chooseClub}>
        <Link to={`/admin/resources/Club/records/${row.id}/show`}>{row.name}</Link>
      </td>
      <td data-label={say.rate}>
        <div>
          <Link to={row.href} aria-label={`${row.name}, ${say.rate} : ${row.rate}`}>
            {row.rate}
          </Link>
          <small className="muted">{row.rateText}</small>
        </div>
      </td>
      <td data-label={say.toDate}>{row.toDate}</td>
      <td data-label={say.outside}>{row.outside || '—'}</td>
      {row.cells.map(({ label, value, hint, href, tone }) => (
        <td key={label} data-label={label}>
          <div>
            <Link to={href} aria-label={`${row.name}, ${label} : ${value}`}>
              {value}
            </Link>
            {hint && <small className={tone === 'red' ? 'run-red' : 'muted'}>{hint}</small>}
          </div>
        </td>
      ))}
    </tr>
  )
}
