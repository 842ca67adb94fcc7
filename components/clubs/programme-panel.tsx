import React from 'react'
import { Link } from 'react-router-dom'
import { recordPath } from '../api.ts'
import { useSend } from '../oversee/use-page.ts'
import type { Opened } from '../record/record-tabs.tsx'
import { useFetched } from '../record/use-fetched.ts'
import { useDesk } from '../shell/context.ts'
import { Icon } from '../shell/icon.tsx'
import { Empty, Rates } from './run-parts.tsx'
import { type RunWords, runWords } from './run-text.ts'
import type { ExecutionAnswer } from './tab-state.ts'

type Answer = { execution: ExecutionAnswer }

/** The list of a programme: written line after line while it is a draft, followed once it is validated. */
export function ProgrammePanel({ name, record, changed }: Opened) {
  const { t, state } = useDesk()
  const say = runWords(state.locale)
  const { busy, send } = useSend()
  const { answer, failed } = useFetched<Answer>(recordPath(name, record.id, 'execution'))
  if (!answer) return <p className={failed ? 'banner banner-error' : 'muted'}>{failed ? t.networkError : t.loading}</p>
  const { execution } = answer
  // The tab is drawn anew when its record changed
  const again = changed
  const drop = async (activityId: string) => {
    if (await send(recordPath(name, record.id, 'drop'), { activityId })) again()
  }
  return (
    <div className="run-panel">
      <p className="muted">{execution.isFrozen ? say.frozen : say.draft}</p>
      {execution.rates.length > 0 && <Rates rates={execution.rates} />}
      {execution.lines.length === 0 && <Empty>{execution.mayPlan ? say.emptyDraft : say.empty}</Empty>}
      <ol className="run-lines run-numbered">
        {execution.lines.map((line) => (
          <li key={line.id}>
            <div>
              <Link to={line.href}>{line.theme}</Link>
              <p className="muted">
                <span className={`chip tone-${line.status.tone}`}>{line.status.label}</span>{' '}
                {[line.cancellation, line.on, line.kind].filter(Boolean).join(' · ')}
              </p>
            </div>
            {execution.mayDrop && (
              <button
                type="button"
                className="button"
                disabled={busy}
                aria-label={say.dropOne(line.theme)}
                onClick={() => void drop(line.id)}
              >
                <Icon name="X" size={16} /> {say.drop}
              </button>
            )}
          </li>
        ))}
      </ol>
      {execution.mayPlan && <Plan path={recordPath(name, record.id, 'plan')} {...{ execution, say, again }} />}
    </div>
  )
}

type PlanProps = { path: string; execution: ExecutionAnswer; say: RunWords; again: () => void }

function Plan({ path, execution, say, again }: PlanProps) {
  const { busy, send } = useSend()
  const [draft, setDraft] = React.useState(BLANK)
  const change = (values: Partial<typeof BLANK>) => setDraft({ ...draft, ...values })
  const plan = async (event: React.FormEvent) => {
    event.preventDefault()
    const { on, at, ...values } = draft
    if (!(await send(path, { ...values, startsAt: `${on}T${at}` }))) return
    setDraft({ ...BLANK, kind: draft.kind })
    again()
  }
  return (
    <form className="card run-plan" onSubmit={plan}>
      <h3>{say.plan}</h3>
      <label className="run-wide">
        <span>{say.theme}</span>
        <input
          required
          minLength={3}
          maxLength={200}
          value={draft.theme}
          onChange={(e) => change({ theme: e.target.value })}
        />
      </label>
      <label>
        <span>{say.kind}</span>
        <select value={draft.kind} onChange={(e) => change({ kind: e.target.value })}>
          {execution.kinds.map(({ id, name }) => (
            <option key={id} value={id}>
              {name}
            </option>
          ))}
        </select>
      </label>
      <fieldset className="run-when">
        <legend>{say.when}</legend>
        <input
          aria-label={say.when}
          type="date"
          required
          value={draft.on}
          onChange={(e) => change({ on: e.target.value })}
        />
        <input
          aria-label={say.when}
          type="time"
          required
          value={draft.at}
          onChange={(e) => change({ at: e.target.value })}
        />
      </fieldset>
      <label>
        <span>{say.place}</span>
        <input maxLength={120} value={draft.place} onChange={(e) => change({ place: e.target.value })} />
      </label>
      <button type="submit" className="button primary" disabled={busy}>
        {say.add}
      </button>
    </form>
  )
}

const BLANK = { theme: '', kind: 'workshop', on: '', at: '16:00', place: '' }
