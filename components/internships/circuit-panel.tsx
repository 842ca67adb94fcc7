import React from 'react'
import { VerbForm } from '../form/verb-form.tsx'
import type { Opened } from '../record/record-tabs.tsx'
import { useDesk } from '../shell/context.ts'
import type { VerbState } from '../state.ts'
import './signing-panel.css'
import type { CircuitAnswer, CircuitLine } from './signing-state.ts'
import { type SigningWords, signingWords } from './signing-text.ts'
import { usePanel } from './use-panel.ts'

type Asked = { model: string; id: string; verb: VerbState; title: string; fixed: Record<string, string> }

/** Who signs, in which order, how and when; what can be done about a line stands beside it. */
export function CircuitPanel({ name, record, changed }: Opened) {
  const { t, state } = useDesk()
  const words = signingWords(state.locale)
  const { answer, problem } = usePanel<{ circuit: CircuitAnswer }>(name, record.id, 'circuit')
  const [asked, setAsked] = React.useState<Asked | null>(null)
  if (!answer) return <p className={problem ? 'banner banner-error' : 'muted'}>{problem ?? t.loading}</p>
  const { circuit } = answer
  const ask = (line: CircuitLine, verbName: string) => {
    const model = verbName === 'recordPaper' ? name : 'Signatory'
    const verb = state.models[model]?.verbs.find((one) => one.name === verbName)
    if (!verb) return
    const id = model === 'Signatory' ? line.id : record.id
    const fixed = verbName === 'recordPaper' ? onlyThis(verb, line) : {}
    setAsked({ model, id, verb, fixed, title: `${verb.label} — ${line.name}` })
  }
  return (
    <div className="signing">
      <Head circuit={circuit} words={words} amendment={name === 'Amendment'} />
      {circuit.lines.length === 0 ? (
        <div className="empty">
          <h2>{words.none}</h2>
          <p className="muted">{words.noneHelp}</p>
        </div>
      ) : (
        <Lines lines={circuit.lines} ask={ask} />
      )}
      {circuit.previous.length > 0 && (
        <details>
          <summary>
            {words.previous} ({circuit.previous.length})
          </summary>
          <p className="muted">{words.previousHelp}</p>
          {circuit.previous.map((one) => (
            <section key={one.lines[0]?.id ?? one.title}>
              <h2>{one.title}</h2>
              <Lines lines={one.lines} />
            </section>
          ))}
        </details>
      )}
      {asked && (
        <VerbForm
          model={asked.model}
          verb={{ ...asked.verb, label: asked.title }}
          target={{ id: asked.id }}
          fixed={asked.fixed}
          close={() => setAsked(null)}
          done={() => {
            setAsked(null)
            changed()
          }}
        />
      )}
    </div>
  )
}

/** The paper of one line: its capacity is ticked, the others are not asked. */
const onlyThis = (verb: VerbState, { capacityName }: CircuitLine): Record<string, string> =>
  Object.fromEntries(
    verb.fields
      .filter((field) => field.kind === 'boolean')
      .map((field) => [field.name, field.name === capacityName ? 'true' : '']),
  )

function Head({ circuit, words, amendment }: { circuit: CircuitAnswer; words: SigningWords; amendment: boolean }) {
  const { document, ways, signed, total } = circuit
  return (
    <>
      <p className="circuit-head">
        {total > 0 && <strong>{words.progress(signed, total)}</strong>}
        {ways && <span className={`chip tone-${ways === 'mixed' ? 'amber' : 'blue'}`}>{words.ways[ways]}</span>}
        {document && <span>{(amendment ? words.number : words.version)(document.version)}</span>}
        {document?.file && <a href={document.file}>{words.download}</a>}
        {document?.code && <a href={`/verify/${document.code}`}>{words.verify}</a>}
      </p>
      {document?.sha256 && (
        <p className="muted">
          {words.hash} <span className="circuit-hash">{document.sha256}</span>
        </p>
      )}
    </>
  )
}

type LinesProps = { lines: CircuitLine[]; ask?: (line: CircuitLine, verb: string) => void }

function Lines({ lines, ask }: LinesProps) {
  const { state } = useDesk()
  const words = signingWords(state.locale)
  const heads = [words.order, words.who, words.state, words.how, words.link]
  const mayAct = ask && lines.some(isOpen)
  return (
    <div className="table-box">
      <table className="rows circuit-lines">
        <thead>
          <tr>
            {[...heads, ...(mayAct ? [words.actions] : [])].map((label) => (
              <th key={label} scope="col">
                {label}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {lines.map((line) => (
            <tr key={line.id} className={line.status.value === 'turn' ? 'mine' : ''}>
              <td data-label={words.order}>{line.order}</td>
              <td data-label={words.who}>
                <div>
                  {line.name}
                  <small className="muted">{line.capacity}</small>
                  {line.delegate && <small className="muted">{words.delegate(line.delegate)}</small>}
                </div>
              </td>
              <td data-label={words.state}>
                <div>
                  <span className={`chip tone-${line.status.tone}`}>
                    {line.status.value === 'turn' ? words.turn : line.status.label}
                  </span>
                  {line.reason && <small>« {line.reason} »</small>}
                </div>
              </td>
              <td data-label={words.how}>
                <div>
                  {[line.method, line.signedAt].filter(Boolean).join(', ') || '—'}
                  {line.signedBy && <small className="muted">{words.signedBy(line.signedBy)}</small>}
                  {line.scan && (
                    <small>
                      <a href={line.scan}>{words.scan}</a>
                    </small>
                  )}
                </div>
              </td>
              <td data-label={words.link}>
                <div>
                  {line.link ? <span className={`chip tone-${line.link.tone}`}>{line.link.label}</span> : '—'}
                  {line.link && <small className="muted">{line.link.detail}</small>}
                </div>
              </td>
              {mayAct && (
                <td {...(isOpen(line) ? { 'data-label': words.actions } : {})}>
                  {isOpen(line) && <Actions line={line} ask={ask} />}
                </td>
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

const isOpen = (line: CircuitLine): boolean => line.verbs.length > 0 || line.onPaper

function Actions({ line, ask }: { line: CircuitLine; ask: (line: CircuitLine, verb: string) => void }) {
  const { state } = useDesk()
  const words = signingWords(state.locale)
  const offered = state.models.Signatory?.verbs.filter((verb) => line.verbs.includes(verb.name)) ?? []
  // Nothing is sent to somebody whose turn has not come, nor to whoever signs with a pen
  const shown = offered.filter((verb) => verb.name !== 'reissueLink' || line.status.value === 'turn')
  return (
    <div className="circuit-actions">
      {shown.map((verb) => (
        <button key={verb.name} type="button" className="button" onClick={() => ask(line, verb.name)}>
          {verb.label}
          <span className="hidden"> — {line.name}</span>
        </button>
      ))}
      {line.onPaper && (
        <button type="button" className="button" onClick={() => ask(line, 'recordPaper')}>
          {words.paper}
          <span className="hidden"> — {line.name}</span>
        </button>
      )}
    </div>
  )
}
