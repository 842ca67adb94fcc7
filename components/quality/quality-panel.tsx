import { sayDay } from '../fields/format.ts'
import type { Opened } from '../record/record-tabs.tsx'
import { useDesk } from '../shell/context.ts'
import type { QualityAnswer } from './state.ts'
import { qualityWords } from './text.ts'
import { useAnswer } from './use-answer.ts'
import './quality.css'

/** The score of a company and what it is made of, so that it can be told to the company itself. */
export function QualityPanel({ name, record }: Opened) {
  const { t, state } = useDesk()
  const say = qualityWords(state.locale)
  const { answer, problem } = useAnswer<{ quality: QualityAnswer }>(name, record.id, 'quality')
  if (!answer) return <p className={problem ? 'banner banner-error' : 'muted'}>{problem ?? t.loading}</p>
  const { score, at, parts } = answer.quality
  return (
    <div className="quality">
      {score === null ? (
        <div className="empty">
          <h2>{say.noScore}</h2>
          <p className="muted">{say.noScoreHelp}</p>
        </div>
      ) : (
        <p className="quality-score">
          <strong>{say.score(score)}</strong>{' '}
          <span className="muted">{at && say.worked(sayDay(at, state.locale))}</span>
        </p>
      )}
      <p className="muted">{say.scoreHelp}</p>
      <div className="table-box">
        <table className="rows" aria-label={say.parts}>
          <thead>
            <tr>
              {[say.part, say.value, say.points, say.weight].map((label) => (
                <th key={label} scope="col">
                  {label}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {parts.map((part) => (
              <tr key={part.name}>
                <th scope="row" data-label={say.part}>
                  <div>
                    {part.label}
                    <p className="muted quality-help">{part.how}</p>
                  </div>
                </th>
                <td data-label={say.value}>{part.value}</td>
                <td data-label={say.points} className="number">
                  {part.points ?? say.unknown}
                </td>
                <td data-label={say.weight} className="number">
                  {part.weight}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </div>
  )
}
