import { recordPath } from '../api.ts'
import { useDesk } from '../shell/context.ts'
import type { ViewerGroup, ViewersAnswer } from './see-state.ts'
import { useSeeWords } from './see-text.ts'
import { useFetched } from './use-fetched.ts'

/** Who may open this record today, role by role, the reason of each, and what stays closed to them. */
export function Viewers({ model, id, turn }: { model: string; id: string; turn: number }) {
  const { t } = useDesk()
  const words = useSeeWords()
  const { answer, failed } = useFetched<ViewersAnswer>(recordPath(model, id, 'viewers'), turn)
  if (!answer) return <p className="muted">{failed ? t.networkError : t.loading}</p>
  return (
    <div className="related">
      <p className="muted">{words.viewersHelp}</p>
      <div className="viewers">
        {answer.groups.map((group) => (
          <Group key={group.role} group={group} />
        ))}
      </div>
    </div>
  )
}

function Group({ group }: { group: ViewerGroup }) {
  const words = useSeeWords()
  const { role, total, people, hidden } = group
  return (
    <section className="card viewer-group" aria-label={role}>
      <h2>
        {role} <small className="muted">{words.people(total)}</small>
      </h2>
      <ul>
        {people.map((person) => (
          <li key={person.id}>
            <strong>{person.name ?? words.unnamed}</strong>
            <span className="muted">{person.reasons.join(' ')}</span>
          </li>
        ))}
        {total > people.length && <li className="muted">{words.others(total - people.length)}</li>}
      </ul>
      <p>
        {hidden.length === 0 ? (
          <span className="muted">{words.seesAll}</span>
        ) : (
          <>
            {words.hidden} <span className="muted">{hidden.join(', ')}</span>
          </>
        )}
      </p>
    </section>
  )
}
