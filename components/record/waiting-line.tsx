import { recordPath } from '../api.ts'
import { sayDay, sayInstant } from '../fields/format.ts'
import { useDesk } from '../shell/context.ts'
import { Icon } from '../shell/icon.tsx'
import type { WaitingAnswer, WaitingStep } from './see-state.ts'
import { useSeeWords } from './see-text.ts'
import { useFetched } from './use-fetched.ts'

type Waiting = NonNullable<WaitingAnswer['waiting']>

/** Why a record stands still: whose turn it is, since when, and what may happen next. */
export function WaitingLine({ model, id, turn }: { model: string; id: string; turn: number }) {
  const { answer } = useFetched<WaitingAnswer>(recordPath(model, id, 'waiting'), turn)
  return answer?.waiting ? <Line waiting={answer.waiting} /> : null
}

function Line({ waiting }: { waiting: Waiting }) {
  const { state } = useDesk()
  const words = useSeeWords()
  const { steps, since, days, verb, automatic, next } = waiting
  const expected = steps.filter((step) => step.expected)
  return (
    <div className="waiting">
      <p>
        <Icon name={expected.length > 0 ? 'Clock' : 'CheckCircle'} size={16} />
        <span>
          {expected.length === 0 ? (
            words.nobodyWaits
          ) : expected.some((step) => step.mine) ? (
            <strong>{words.yourTurn}</strong>
          ) : (
            <>
              {words.waitingFor} <strong>{expected.map(sayWho).join(', ')}</strong>
            </>
          )}{' '}
          <span className="muted">
            <time dateTime={since} title={sayDay(since, state.locale)}>
              {days < 1 ? words.today : words.since(words.days(days))}
            </time>
            {verb && `, ${words.after(verb)}`}
          </span>
        </span>
      </p>
      {next && (
        <p>
          <Icon name="Bell" size={16} />
          <span>{words.nextStep(next.text, sayInstant(next.at, state.locale, state.timezone))}</span>
        </p>
      )}
      {steps.length > 0 && (
        <details>
          <summary>{words.steps}</summary>
          <dl>
            {steps.map((step) => (
              <div key={step.role}>
                <dt>{sayWho(step)}</dt>
                <dd>{step.verbs.join(', ')}</dd>
              </div>
            ))}
            {automatic.length > 0 && (
              <div>
                <dt>{words.automatic}</dt>
                <dd>{automatic.join(', ')}</dd>
              </div>
            )}
          </dl>
        </details>
      )}
    </div>
  )
}

const sayWho = ({ role, people }: WaitingStep): string => (people.length > 0 ? `${role} (${people.join(', ')})` : role)
