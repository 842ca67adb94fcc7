import React from 'react'
import { Link } from 'react-router-dom'
import { Input } from '../fields/input.tsx'
import type { Opened } from '../record/record-tabs.tsx'
import { useDesk } from '../shell/context.ts'
import { Icon } from '../shell/icon.tsx'
import './signing-panel.css'
import type { InForceAnswer, InForceStepState } from './signing-state.ts'
import { signingWords } from './signing-text.ts'
import { usePanel } from './use-panel.ts'

/** “Agreement + amendments = situation in force on that day”, then how it came to be, amendment by amendment. */
export function InForcePanel({ name, record }: Opened) {
  const { t, state } = useDesk()
  const words = signingWords(state.locale)
  const [asked, setAsked] = React.useState('')
  const { answer, problem } = usePanel<{ inForce: InForceAnswer }>(name, record.id, 'inForce', asked && `on=${asked}`)
  if (!answer) return <p className={problem ? 'banner banner-error' : 'muted'}>{problem ?? t.loading}</p>
  const { inForce } = answer
  const signed = inForce.steps[0]?.signedOn
  return (
    <div className="signing">
      <DayForm key={inForce.on} on={inForce.on} ask={setAsked} />
      {problem && <p className="banner banner-error">{problem}</p>}
      {!signed && <p className="banner">{words.unsigned}</p>}
      <Presence presence={inForce.presence} />
      <div className="table-box">
        <table className="rows">
          <thead>
            <tr>
              {[words.field, words.value, words.first].map((label) => (
                <th key={label} scope="col">
                  {label}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {inForce.lines.map((line) => (
              <tr key={line.field}>
                <td data-label={words.field}>{line.label}</td>
                <td data-label={words.value}>{line.first ? <strong>{line.value}</strong> : line.value}</td>
                <td data-label={words.first} className="muted">
                  {line.first ?? line.value}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <h2>{words.timeline}</h2>
      <ol className="in-force-steps">
        {inForce.steps.map((step) => (
          <Step key={step.amendment?.id ?? 'agreement'} step={step} agreement={inForce.agreement} />
        ))}
      </ol>
    </div>
  )
}

function DayForm({ on, ask }: { on: string; ask: (day: string) => void }) {
  const { state } = useDesk()
  const words = signingWords(state.locale)
  const [day, setDay] = React.useState(on)
  return (
    <form
      className="in-force-day"
      onSubmit={(event) => {
        event.preventDefault()
        ask(encodeURIComponent(day))
      }}
    >
      <Input
        field={{ name: 'on', label: words.on, kind: 'date' }}
        value={day}
        onChange={(value) => setDay(String(value ?? ''))}
      />
      <button type="submit" className="button">
        {words.show}
      </button>
    </form>
  )
}

function Presence({ presence }: { presence: InForceAnswer['presence'] }) {
  const { state } = useDesk()
  const words = signingWords(state.locale)
  if (!presence) return <p className="muted">{words.noPresence}</p>
  return <p>{words.presence(presence.days, Number(presence.hours).toLocaleString(state.locale), presence.shown)}</p>
}

function Step({ step, agreement }: { step: InForceStepState; agreement: string | null }) {
  const { state } = useDesk()
  const words = signingWords(state.locale)
  const { amendment, signedOn, from, inForce, changes } = step
  const title = amendment
    ? words.amendment(amendment.number, amendment.kind)
    : agreement
      ? words.agreement(agreement)
      : words.noAgreement
  const signed = signedOn && (amendment ? words.signedOn : words.agreementSigned)(signedOn)
  const since = amendment && from && (inForce ? words.from : words.later)(from)
  return (
    <li className={inForce ? 'card' : 'card off'}>
      <h3>
        {amendment ? <Link to={`/admin/resources/Amendment/records/${amendment.id}/show`}>{title}</Link> : title}{' '}
        {!inForce && signedOn && <span className="chip tone-grey">{words.notYet}</span>}
      </h3>
      <p className="muted">{[signed, since].filter(Boolean).join(', ')}</p>
      {amendment && changes.length === 0 && <p>{words.noChange}</p>}
      {changes.length > 0 && (
        <ul>
          {changes.map((change) => (
            <li key={change.label}>
              {change.label} : <span className="hidden">{words.before} </span>
              <del>{change.old}</del> <Icon name="ArrowRight" size={14} />{' '}
              <span className="hidden">{words.after} </span>
              <ins>{change.new}</ins>
            </li>
          ))}
        </ul>
      )}
      <Presence presence={step.presence} />
    </li>
  )
}
