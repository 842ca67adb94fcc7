import React from 'react'
import { Link } from 'react-router-dom'
import { post, Refused, recordPath } from '../api.ts'
import type { Opened } from '../record/record-tabs.tsx'
import { useDesk } from '../shell/context.ts'
import './signing-panel.css'
import type { PortalAnswer } from './signing-state.ts'
import { signingWords } from './signing-text.ts'
import { usePanel } from './use-panel.ts'

/** How a contact follows their trainees without an account: what their link opens, which links live, a message to send. */
export function PortalPanel({ name, record }: Opened) {
  const { t, state, notify } = useDesk()
  const words = signingWords(state.locale)
  const { answer, problem, setAnswer } = usePanel<{ portal: PortalAnswer }>(name, record.id, 'portal')
  const [busy, setBusy] = React.useState(false)
  if (!answer) return <p className={problem ? 'banner banner-error' : 'muted'}>{problem ?? t.loading}</p>
  const { portal } = answer
  const prepare = async () => {
    setBusy(true)
    try {
      setAnswer(await post<{ portal: PortalAnswer }>(recordPath(name, record.id, 'portal'), {}))
    } catch (error) {
      notify({ type: 'error', message: error instanceof Refused ? error.message : t.networkError })
    } finally {
      setBusy(false)
    }
  }
  return (
    <div className="signing">
      <p>{portal.active ? words.portalHelp : words.left}</p>
      <Who label={words.standIn} who={portal.standIn ? [portal.standIn] : []} />
      <Who label={words.standsInFor} who={portal.standsInFor} />
      {portal.may && !portal.message && (
        <p>
          <button type="button" className="button primary" disabled={busy} onClick={prepare}>
            {words.message}
          </button>
        </p>
      )}
      {portal.message && <Message {...portal.message} />}
      <h2>{words.trainees}</h2>
      {portal.trainees.length === 0 && <p className="muted">{words.noTrainee}</p>}
      <ul>
        {portal.trainees.map((one) => (
          <li key={one.id}>
            <Link to={`/admin/resources/Placement/records/${one.id}/show`}>{one.title}</Link>{' '}
            <span className={`chip tone-${one.status.tone}`}>{one.status.label}</span>
          </li>
        ))}
      </ul>
      <h2>{words.links}</h2>
      {portal.links.length === 0 ? <p className="muted">{words.noLink}</p> : <Links links={portal.links} />}
    </div>
  )
}

function Who({ label, who }: { label: string; who: { id: string; title: string }[] }) {
  if (who.length === 0) return null
  return (
    <p>
      {label} :{' '}
      {who.map((one) => (
        <Link key={one.id} to={`/admin/resources/CompanyContact/records/${one.id}/show`}>
          {one.title}{' '}
        </Link>
      ))}
    </p>
  )
}

function Message({ text, phone }: { text: string; phone: string | null }) {
  const { state } = useDesk()
  const words = signingWords(state.locale)
  const id = React.useId()
  const field = React.useRef<HTMLTextAreaElement>(null)
  const [said, setSaid] = React.useState('')
  React.useEffect(() => field.current?.focus(), [])
  const copy = () =>
    navigator.clipboard
      .writeText(text)
      .then(() => setSaid(words.copied))
      .catch(() => setSaid(words.cannotCopy))
  const number = (phone ?? '').replace(/\D/g, '')
  return (
    <div className="field portal-message">
      <label htmlFor={id}>{words.messageLabel}</label>
      <textarea
        id={id}
        ref={field}
        readOnly
        rows={4}
        value={text}
        onFocus={(event) => event.target.select()}
        aria-describedby={`${id}-help`}
      />
      <p className="help" id={`${id}-help`}>
        {words.messageHelp}
      </p>
      <div className="form-actions">
        <button type="button" className="button primary" onClick={copy}>
          {words.copy}
        </button>
        <a
          className="button"
          href={`https://wa.me/${number}?text=${encodeURIComponent(text)}`}
          target="_blank"
          rel="noreferrer"
        >
          {words.whatsapp}
        </a>
      </div>
      <p role="status">{said}</p>
    </div>
  )
}

function Links({ links }: { links: PortalAnswer['links'] }) {
  const { state } = useDesk()
  const words = signingWords(state.locale)
  const heads = [words.purpose, words.state, words.recipient, words.until, words.used]
  return (
    <div className="table-box">
      <table className="rows">
        <thead>
          <tr>
            {heads.map((label) => (
              <th key={label} scope="col">
                {label}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {links.map((link) => (
            <tr key={link.id}>
              <td data-label={words.purpose}>{link.purpose}</td>
              <td data-label={words.state}>
                <span className={`chip tone-${link.state.tone}`}>{link.state.label}</span>
              </td>
              <td data-label={words.recipient}>{link.recipient}</td>
              <td data-label={words.until}>{link.until}</td>
              <td data-label={words.used}>{link.used ?? '—'}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
