import type { Opened } from '../record/record-tabs.tsx'
import { useDesk } from '../shell/context.ts'
import type { SurveyResults } from './state.ts'
import { qualityWords } from './text.ts'
import { useAnswer } from './use-answer.ts'
import './quality.css'

/** What a survey says as a whole; under five answers, only how many there are. */
export function SurveyPanel({ name, record }: Opened) {
  const { t, state } = useDesk()
  const say = qualityWords(state.locale)
  const { answer, problem } = useAnswer<{ results: SurveyResults }>(name, record.id, 'results')
  if (!answer) return <p className={problem ? 'banner banner-error' : 'muted'}>{problem ?? t.loading}</p>
  const { n, asked, rate, said } = answer.results
  return (
    <div className="quality">
      <p>{say.answered(n, asked, rate)}</p>
      {said ? (
        <>
          <dl className="quality-figures">
            <Figure label={say.nps} value={said.nps > 0 ? `+${said.nps}` : String(said.nps)} help={say.npsHelp} />
            <Figure label={say.promoters} value={String(said.promoters)} />
            <Figure label={say.passives} value={String(said.passives)} />
            <Figure label={say.detractors} value={String(said.detractors)} />
          </dl>
          <h2>{say.comments}</h2>
          <p className="muted">{said.comments.length > 0 ? say.commentsHelp : say.noComment}</p>
          {[...said.comments.entries()].map(([place, comment]) => (
            <blockquote key={place} className="card">
              {comment}
            </blockquote>
          ))}
        </>
      ) : (
        <div className="empty">
          <h2>{say.hidden}</h2>
          <p className="muted">{say.hiddenHelp}</p>
        </div>
      )}
    </div>
  )
}

const Figure = ({ label, value, help }: { label: string; value: string; help?: string }) => (
  <div className="card">
    <dt>{label}</dt>
    <dd>{value}</dd>
    {help && <dd className="muted quality-help">{help}</dd>}
  </div>
)
