import React from 'react'
import { Link } from 'react-router-dom'
import { recordPath } from '../api.ts'
import { sayDay } from '../fields/format.ts'
import { useSend } from '../oversee/use-page.ts'
import { useDesk } from '../shell/context.ts'
import type { CashWaiting } from './cash-state.ts'
import type { CashWords } from './cash-text.ts'

/** What waits for a second pair of hands, answered in two gestures: look, approve. */
export function Waiting({ waiting, say, done }: { waiting: CashWaiting[]; say: CashWords; done: () => void }) {
  return (
    <section aria-labelledby="cash-waiting">
      <h2 className="section" id="cash-waiting">
        {say.waiting}
      </h2>
      {waiting.length === 0 && <p className="muted">{say.nothing}</p>}
      <ul className="cash-waiting">
        {waiting.map((one) => (
          <One key={one.id} one={one} say={say} done={done} />
        ))}
      </ul>
    </section>
  )
}

function One({ one, say, done }: { one: CashWaiting; say: CashWords; done: () => void }) {
  const { state } = useDesk()
  const { busy, send } = useSend()
  const [asking, setAsking] = React.useState<'approve' | 'refuse' | null>(null)
  const [why, setWhy] = React.useState('')
  const answer = async (verb: string, values: Record<string, string>) => {
    if (await send(recordPath('LedgerEntry', one.id, verb), values)) done()
  }
  const may = (verb: string) => one.verbs.includes(verb)
  return (
    <li className="card cash-one">
      <div className="cash-one-head">
        <Link to={one.href}>{one.title}</Link>
        <strong>{one.amount}</strong>
      </div>
      <p>{one.motive}</p>
      <p className="muted">{say.by(one.author, sayDay(one.day, state.locale))}</p>
      {!may('approve') && <p className="muted">{one.verbs.length === 0 ? say.yours : say.notYours}</p>}
      {asking === null && may('approve') && (
        <div className="form-actions">
          <button
            type="button"
            className="button primary"
            aria-label={`${say.approve} — ${one.motive}`}
            onClick={() => setAsking('approve')}
          >
            {say.approve}
          </button>
          <button
            type="button"
            className="button"
            aria-label={`${say.refuse} — ${one.motive}`}
            onClick={() => setAsking('refuse')}
          >
            {say.refuse}
          </button>
        </div>
      )}
      {asking !== null && (
        <form
          onSubmit={(event) => {
            event.preventDefault()
            void answer(asking, asking === 'refuse' || why !== '' ? { reason: why } : {})
          }}
        >
          {asking === 'approve' && <p>{say.confirm}</p>}
          {asking === 'refuse' && (
            <label>
              <span>{say.why}</span>
              <textarea required rows={2} value={why} onChange={(event) => setWhy(event.target.value)} />
            </label>
          )}
          <div className="form-actions">
            <button type="submit" className={asking === 'refuse' ? 'button danger' : 'button primary'} disabled={busy}>
              {asking === 'refuse' ? say.send : say.approve}
            </button>
            <button type="button" className="button" onClick={() => setAsking(null)}>
              {say.cancel}
            </button>
          </div>
        </form>
      )}
    </li>
  )
}
