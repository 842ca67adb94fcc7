import React from 'react'
import { Link } from 'react-router-dom'
import { get, Refused, recordPath } from '../api.ts'
import type { Opened } from '../record/record-tabs.tsx'
import { useDesk } from '../shell/context.ts'
import type { FairnessAnswer } from './state.ts'
import { internshipWords } from './text.ts'
import './wishes-panel.css'

/** What the council asks: how many obtained their first wish, who got nothing, and which offers everybody wanted. */
export function FairnessPanel({ name, record }: Opened) {
  const { t, state } = useDesk()
  const words = internshipWords(state.locale)
  const [fairness, setFairness] = React.useState<FairnessAnswer | null>(null)
  const [problem, setProblem] = React.useState<string | null>(null)
  React.useEffect(() => {
    const stop = new AbortController()
    get<{ fairness: FairnessAnswer }>(recordPath(name, record.id, 'fairness'), stop.signal)
      .then((answer) => setFairness(answer.fairness))
      .catch((error: unknown) => {
        if (!stop.signal.aborted) setProblem(error instanceof Refused ? error.message : t.networkError)
      })
    return () => stop.abort()
  }, [name, record.id, t])
  if (!fairness) return <p className={problem ? 'banner banner-error' : 'muted'}>{problem ?? t.loading}</p>
  return (
    <div className="fairness">
      <Figures fairness={fairness} runId={record.id} />
      <h2>{words.byRank}</h2>
      <ByRank fairness={fairness} />
      <h2>{words.wanted}</h2>
      <Wanted fairness={fairness} />
    </div>
  )
}

/** Each figure that counts results opens them. */
function Figures({ fairness, runId }: { fairness: FairnessAnswer; runId: string }) {
  const { state } = useDesk()
  const words = internshipWords(state.locale)
  const results = `/admin/resources/AllocationResult?filters.runId=${runId}`
  const opens: Partial<Record<keyof typeof words.fairness, string>> = {
    students: results,
    placed: `${results}&filters.offerId~~empty=false`,
    pinned: `${results}&filters.isPinned=true`,
  }
  const names = Object.keys(words.fairness) as (keyof typeof words.fairness)[]
  return (
    <dl className="fairness-figures">
      {names.map((name) => {
        const value = fairness[name]?.toLocaleString(state.locale) ?? '—'
        return (
          <div key={name} className="card">
            <dt>{words.fairness[name]}</dt>
            <dd>{opens[name] ? <Link to={opens[name] ?? ''}>{value}</Link> : value}</dd>
          </div>
        )
      })}
    </dl>
  )
}

function ByRank({ fairness }: { fairness: FairnessAnswer }) {
  const { state } = useDesk()
  const words = internshipWords(state.locale)
  const all = Object.values(fairness.byRank).reduce((sum, count) => sum + count, 0)
  return (
    <div className="table-box">
      <table className="rows">
        <thead>
          <tr>
            <th scope="col">{words.byRank}</th>
            <th scope="col">{words.fairness.students}</th>
            <th scope="col">{words.share}</th>
          </tr>
        </thead>
        <tbody>
          {Object.entries(fairness.byRank).map(([rank, count]) => {
            const share = Math.round((100 * count) / Math.max(1, all))
            return (
              <tr key={rank}>
                <th scope="row">{words.rank(rank)}</th>
                <td className="number">{count.toLocaleString(state.locale)}</td>
                <td>
                  <span className="fairness-bar" style={{ width: `${share}%` }} aria-hidden={true} />
                  {share} %
                </td>
              </tr>
            )
          })}
        </tbody>
      </table>
    </div>
  )
}

function Wanted({ fairness }: { fairness: FairnessAnswer }) {
  const { state } = useDesk()
  const words = internshipWords(state.locale)
  return (
    <div className="table-box">
      <table className="rows">
        <thead>
          <tr>
            {[words.offer, words.seats, words.firstWishes, words.wishes].map((label) => (
              <th key={label} scope="col">
                {label}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {fairness.wanted.map((one) => (
            <tr key={one.offerId}>
              <th scope="row">
                <Link to={`/admin/resources/Offer/records/${one.offerId}/show`}>{one.title}</Link>
              </th>
              <td className="number">{one.seats}</td>
              <td className="number">{one.firstWishes}</td>
              <td className="number">{one.wishes}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
