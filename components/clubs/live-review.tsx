import React from 'react'
import { Link } from 'react-router-dom'
import { get, recordPath } from '../api.ts'
import { useSend } from '../oversee/use-page.ts'
import { useDesk } from '../shell/context.ts'
import type { Twin, WaitingLine } from './live-state.ts'
import { liveWords } from './live-text.ts'
import type { Live } from './use-live.ts'

/** Whoever waits, with why, one by one or all at once. */
export function Review({ live }: { live: Live }) {
  const { state } = useDesk()
  const say = liveWords(state.locale)
  const { answer } = live
  if (!answer) return null
  return (
    <section className="card live-part" aria-labelledby="live-review">
      <h2 id="live-review">
        {say.review} ({answer.waitingCount})
      </h2>
      {answer.waiting.length === 0 && <p className="muted">{say.nothing}</p>}
      {answer.waiting.length > 1 && (
        <button
          type="button"
          className="button primary"
          disabled={live.busy}
          onClick={() => void live.act('confirmAll')}
        >
          {say.confirmAll(answer.waitingCount)}
        </button>
      )}
      <ul className="live-lines">
        {answer.waiting.map((line) => (
          <Waiting key={line.id} line={line} reload={live.reload} />
        ))}
      </ul>
    </section>
  )
}

function Waiting({ line, reload }: { line: WaitingLine; reload: () => void }) {
  const { state } = useDesk()
  const say = liveWords(state.locale)
  const { busy, send } = useSend()
  const [refusing, setRefusing] = React.useState(false)
  const [reason, setReason] = React.useState('')
  const act = async (verb: string, values = {}) => {
    if (await send(recordPath('Attendance', line.id, verb), values)) reload()
  }
  const why = [...(line.delay ? [say.late(line.delay)] : []), ...line.signals]
  return (
    <li>
      <div>
        <strong>{line.name}</strong> <span className="muted">{line.at}</span>
        <p className="muted">{why.join(' · ')}</p>
      </div>
      {refusing ? (
        <form
          className="live-why"
          onSubmit={(event) => {
            event.preventDefault()
            void act('refuse', { reason })
          }}
        >
          <label>
            {say.whyRefuse}
            <input value={reason} onChange={(event) => setReason(event.target.value)} required minLength={3} />
          </label>
          <button type="submit" className="button" disabled={busy}>
            {say.refuse}
          </button>
        </form>
      ) : (
        <span className="live-acts">
          <button type="button" className="button primary" disabled={busy} onClick={() => void act('confirm')}>
            {say.confirm}
          </button>
          <button type="button" className="button" disabled={busy} onClick={() => setRefusing(true)}>
            {say.refuse}
          </button>
        </span>
      )}
    </li>
  )
}

/** Names that resemble each other, looked for when somebody asks. */
export function Twins({ id }: { id: string }) {
  const { state, t, notify } = useDesk()
  const say = liveWords(state.locale)
  const { busy, send } = useSend()
  const [twins, setTwins] = React.useState<Twin[] | null>(null)
  const look = () =>
    get<{ twins: Twin[] }>(`${recordPath('Activity', id, 'live')}?twins=1`)
      .then((said) => setTwins(said.twins))
      .catch(() => notify({ type: 'error', message: t.networkError }))
  const merge = async ({ one, other }: Twin) => {
    const sent = { keptId: one, reason: say.mergeReason }
    if (await send(recordPath('Participant', other, 'merge'), sent)) void look()
  }
  return (
    <section className="card live-part" aria-labelledby="live-twins">
      <h2 id="live-twins">{say.twins}</h2>
      <p className="muted">{say.twinsHelp}</p>
      <button type="button" className="button" onClick={() => void look()}>
        {say.look}
      </button>
      {twins?.length === 0 && <p className="muted">{say.noTwin}</p>}
      <ul className="live-lines">
        {twins?.map((twin) => (
          <li key={twin.one + twin.other}>
            <div>
              {[0, 1].map((i) => (
                <p key={i}>
                  <Link to={`/admin/resources/Participant/records/${i === 0 ? twin.one : twin.other}/show`}>
                    {twin.names[i]}
                  </Link>{' '}
                  <span className="muted">{twin.details[i]}</span>
                </p>
              ))}
            </div>
            <button type="button" className="button" disabled={busy} onClick={() => void merge(twin)}>
              {say.merge}
            </button>
          </li>
        ))}
      </ul>
    </section>
  )
}
