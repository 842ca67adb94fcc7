import React from 'react'
import type { Opened } from '../record/record-tabs.tsx'
import { useDesk } from '../shell/context.ts'
import { Icon } from '../shell/icon.tsx'
import { Assist } from './live-assist.tsx'
import { Review, Twins } from './live-review.tsx'
import { Board, Figures, Projection } from './live-screen.tsx'
import { type LiveWords, liveWords } from './live-text.ts'
import { type Live, useLive } from './use-live.ts'
import './live.css'

/** The lead’s live screen: open, show, project, close; and beside it the room, whoever waits, and whoever has no phone. */
export function LivePanel({ record, changed }: Opened) {
  const { state, t } = useDesk()
  const say = liveWords(state.locale)
  const live = useLive(record.id)
  const { answer } = live
  if (!answer) return <p className={live.problem ? 'banner banner-error' : 'muted'}>{live.problem ?? t.loading}</p>
  if (answer.status === 'cancelled') return <p className="banner">{say.gone}</p>
  return (
    <div className="live">
      {live.problem && <p className="banner banner-error">{live.problem}</p>}
      {answer.state === 'open' ? <OpenNow live={live} /> : <NotOpen live={live} changed={changed} />}
      {answer.state !== 'unopened' && (
        <>
          <Room live={live} />
          <div className="live-columns">
            <Review live={live} />
            <Assist id={record.id} live={live} />
          </div>
          <Twins id={record.id} />
        </>
      )}
    </div>
  )
}

function OpenNow({ live }: { live: Live }) {
  const { state } = useDesk()
  const say = liveWords(state.locale)
  const { answer, shown, left } = live
  const [projecting, setProjecting] = React.useState(false)
  if (!answer) return null
  return (
    <section className="card live-now">
      {shown ? <Board {...{ answer, shown, left }} /> : <Figures answer={answer} />}
      <Warnings live={live} />
      <div className="live-acts">
        {shown ? (
          <>
            <button type="button" className="button primary" onClick={() => setProjecting(true)}>
              <Icon name="Maximize" size={18} /> {say.project}
            </button>
            <button type="button" className="button" onClick={live.hide}>
              {say.hide}
            </button>
          </>
        ) : (
          <button type="button" className="button primary" onClick={live.show}>
            {say.show}
          </button>
        )}
        <Sure label={say.newCode} question={say.sureNew} busy={live.busy} act={() => void live.act('issueCode')} />
        <Sure
          label={say.close}
          question={say.sureClose}
          busy={live.busy}
          act={() => void live.act('closeAttendance')}
        />
      </div>
      {projecting && shown && <Projection {...{ answer, shown, left }} close={() => setProjecting(false)} />}
    </section>
  )
}

/** Asked once more on the button itself: the first press says what it will do. */
function Sure({ label, question, busy, act }: { label: string; question: string; busy: boolean; act: () => void }) {
  const [asked, setAsked] = React.useState(false)
  return (
    <span className="live-sure">
      {asked && <span role="status">{question}</span>}
      <button
        type="button"
        className="button"
        disabled={busy}
        onBlur={() => setAsked(false)}
        onClick={() => {
          if (asked) act()
          setAsked(!asked)
        }}
      >
        {label}
      </button>
    </span>
  )
}

function NotOpen({ live, changed }: { live: Live; changed: () => void }) {
  const { state } = useDesk()
  const say = liveWords(state.locale)
  const [reason, setReason] = React.useState('')
  const first = live.answer?.state === 'unopened'
  const start = async () => {
    if (await live.act('start')) changed()
  }
  return (
    <section className="card live-part">
      <h2>{first ? say.unopened : say.closed}</h2>
      <p className="muted">{first ? say.unopenedHelp : say.closedHelp}</p>
      {first && live.answer?.status === 'planned' && (
        <button type="button" className="button primary" disabled={live.busy} onClick={() => void start()}>
          {say.start}
        </button>
      )}
      {!first && (
        <form
          className="live-why"
          onSubmit={(event) => {
            event.preventDefault()
            void live.act('reopenAttendance', { reason })
          }}
        >
          <label>
            {say.why}
            <input value={reason} onChange={(event) => setReason(event.target.value)} required minLength={3} />
          </label>
          <button type="submit" className="button" disabled={live.busy}>
            {say.reopen}
          </button>
        </form>
      )}
    </section>
  )
}

/** How many are seated, and what that says of those who signed in. */
function Room({ live }: { live: Live }) {
  const { state } = useDesk()
  const say = liveWords(state.locale)
  const { answer } = live
  const [heads, setHeads] = React.useState('')
  if (!answer) return null
  return (
    <section className="card live-part">
      {answer.state === 'closed' && <Figures answer={answer} />}
      {answer.state === 'closed' && <Warnings live={live} />}
      <form
        className="live-why"
        onSubmit={(event) => {
          event.preventDefault()
          void live.act('countHeads', { headcount: heads }).then((done) => done && setHeads(''))
        }}
      >
        <label>
          {say.heads}
          <input
            type="number"
            inputMode="numeric"
            min={0}
            max={5000}
            required
            value={heads}
            placeholder={answer.headcount === null ? '' : String(answer.headcount)}
            onChange={(event) => setHeads(event.target.value)}
          />
        </label>
        <button type="submit" className="button" disabled={live.busy}>
          {say.save}
        </button>
      </form>
    </section>
  )
}

const MOST_GAP = 0.05

function Warnings({ live: { answer } }: { live: Live }) {
  const { state } = useDesk()
  const say: LiveWords = liveWords(state.locale)
  if (!answer) return null
  const { present, headcount } = answer
  const gap = headcount ? (present - headcount) / headcount : 0
  const share = gap.toLocaleString(state.locale, { style: 'percent', maximumFractionDigits: 1, signDisplay: 'always' })
  return (
    <>
      {Math.abs(gap) > MOST_GAP && <p className="banner banner-warning">{say.gap(share)}</p>}
      {answer.typedClosed ? (
        <p className="banner banner-error">{say.typedClosed}</p>
      ) : (
        answer.alert && <p className="banner banner-warning">{say.alert(answer.wrong)}</p>
      )}
    </>
  )
}
