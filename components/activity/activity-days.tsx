import { Link } from 'react-router-dom'
import { dayOf, sayDayOf, timeOf } from '../fields/day-heading.ts'
import { useDesk } from '../shell/context.ts'
import type { ActivityLine } from './state.ts'
import { activityWords } from './text.ts'

type Props = { lines: ActivityLine[]; level: 2 | 3 }

/** Sentences under the day they happened on, each leading to its records. */
export function ActivityDays({ lines, level }: Props) {
  const { state } = useDesk()
  const say = activityWords(state.locale)
  const Heading = level === 2 ? 'h2' : 'h3'
  const days = [...Map.groupBy(lines, (line) => dayOf(line.at, state.timezone))]
  return (
    <>
      {days.map(([day, own]) => (
        <section key={day} className="activity-day">
          <Heading>{sayDayOf(day, say, state.locale, state.timezone)}</Heading>
          <ul>
            {own.map((line) => (
              <Line key={line.id} line={line} />
            ))}
          </ul>
        </section>
      ))}
    </>
  )
}

function Line({ line }: { line: ActivityLine }) {
  const { state } = useDesk()
  const [first] = line.records
  return (
    <li>
      <time dateTime={line.at}>{timeOf(line.at, state.locale, state.timezone)}</time>
      <div>
        <p>
          <strong>{line.who}</strong> {line.did}{' '}
          {line.what ? <b>{line.what}</b> : first && <Link to={first.href}>{first.title}</Link>} {line.rest}
          {line.changed.length > 0 && <span className="muted"> ({shortened(line.changed)})</span>}
        </p>
        {line.what && <Which line={line} />}
      </div>
    </li>
  )
}

const MANY = 4
const shortened = (labels: string[]): string =>
  labels.length > MANY ? `${labels.slice(0, MANY).join(', ')}…` : labels.join(', ')

/** Which of them, for whoever asks: a line on twelve records stays a line. */
function Which({ line }: { line: ActivityLine }) {
  const { state } = useDesk()
  const say = activityWords(state.locale)
  return (
    <details>
      <summary>{say.names(line.records.length + line.others)}</summary>
      <ul>
        {line.records.map(({ title, href }) => (
          <li key={href}>
            <Link to={href}>{title}</Link>
          </li>
        ))}
        {line.others > 0 && (
          <li>
            <Link to={line.list}>{say.others(line.others)}</Link>
          </li>
        )}
      </ul>
    </details>
  )
}
