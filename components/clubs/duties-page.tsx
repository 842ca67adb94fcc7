import { Link } from 'react-router-dom'
import { OverseePage } from '../oversee/parts.tsx'
import { usePage } from '../oversee/use-page.ts'
import { useDesk } from '../shell/context.ts'
import { Activities, Empty, Section, Tasks } from './run-parts.tsx'
import type { DutiesAnswer } from './run-state.ts'
import { type RunWords, runWords } from './run-text.ts'

/** An executive’s own page: what they have to do, how often they came, what comes next. */
export function DutiesPage() {
  const { state } = useDesk()
  const say = runWords(state.locale)
  const loaded = usePage<DutiesAnswer>('duties')
  const { answer } = loaded
  return (
    <OverseePage title={say.duties} help={say.dutiesHelp} loaded={loaded}>
      {answer && (
        <div className="run-grid">
          <Section title={say.myTasks}>
            <Tasks tasks={answer.tasks} done={loaded.reload} empty={say.noTask} />
            {answer.done > 0 && <p className="muted">{say.done(answer.done)}</p>}
          </Section>
          <Section title={say.mySheet}>
            {answer.seats.length === 0 && <Empty>{say.noSeat}</Empty>}
            {answer.seats.map((seat) => (
              <Sheet key={seat.id} seat={seat} say={say} />
            ))}
          </Section>
          <Section title={say.meetings}>
            {answer.meetings.length === 0 && <Empty>{say.noMeeting}</Empty>}
            <ul className="run-lines">
              {answer.meetings.map(({ id, subject, when, place, club, href }) => (
                <li key={id}>
                  <div>
                    <Link to={href}>{subject}</Link>
                    <p className="muted">{[when, place, club].filter(Boolean).join(' · ')}</p>
                  </div>
                </li>
              ))}
            </ul>
          </Section>
          <Section title={say.next}>
            <Activities activities={answer.activities} empty={say.noNext} />
          </Section>
        </div>
      )}
    </OverseePage>
  )
}

function Sheet({ seat, say }: { seat: DutiesAnswer['seats'][number]; say: RunWords }) {
  return (
    <div className="run-sheet">
      <p>
        <strong className="run-big">{seat.value}</strong>{' '}
        {seat.late > 0 && <span className="chip tone-amber">{say.lateTimes(seat.late)}</span>}
      </p>
      <p className="muted">{[seat.club, seat.post, seat.text].filter(Boolean).join(' · ')}</p>
      {seat.marks.length === 0 && <Empty>{say.noMark}</Empty>}
      <ul className="run-lines">
        {seat.marks.map(({ id, subject, on, mark, note }) => (
          <li key={id}>
            <div>
              {subject}
              <p className="muted">{[on, note].filter(Boolean).join(' · ')}</p>
            </div>
            <span className={`chip tone-${mark.tone}`}>{mark.label}</span>
          </li>
        ))}
      </ul>
    </div>
  )
}
