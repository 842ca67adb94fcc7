import React from 'react'
import { get, Refused, recordPath } from '../api.ts'
import { VerbForm } from '../form/verb-form.tsx'
import type { Opened } from '../record/record-tabs.tsx'
import { useDesk } from '../shell/context.ts'
import { Icon } from '../shell/icon.tsx'
import './legal-panel.css'
import type { LegalAnswer, LegalLine } from './state.ts'
import { internshipWords } from './text.ts'
import { WhatIfForm } from './what-if-form.tsx'

/** Every rule of the law on one screen: what is respected, what blocks and what to do about it; and “what if”. */
export function LegalPanel({ name, record, changed }: Opened) {
  const { t, state } = useDesk()
  const words = internshipWords(state.locale)
  const [asked, setAsked] = React.useState('')
  const { legal, problem } = useLegal(name, record.id, asked)
  const [waiving, setWaiving] = React.useState<LegalLine | null>(null)
  const waive = state.models.Placement?.verbs.find((verb) => verb.name === 'waive')
  if (!legal) return <p className={problem ? 'banner banner-error' : 'muted'}>{problem ?? t.loading}</p>
  const { presence } = legal
  return (
    <div className="legal">
      {problem && <p className="banner banner-error">{problem}</p>}
      {asked && <p className="banner">{words.simulated}</p>}
      <p>
        {legal.profile ? words.profile(legal.profile) : words.noProfile}{' '}
        {presence
          ? words.presence(presence.days, said(presence.hours, state.locale), presence.shown)
          : words.noPresence}
      </p>
      <Lines lines={legal.lines} {...(waive && !asked ? { waive: setWaiving } : {})} />
      <WhatIfForm fields={state.models.Placement?.fields ?? []} asked={asked} ask={setAsked} />
      {waiving?.ruleId && waive && (
        <VerbForm
          model="Placement"
          verb={{ ...waive, label: `${words.waive} — ${waiving.label}` }}
          target={{ id: legal.placementId }}
          fixed={{ ruleId: waiving.ruleId }}
          close={() => setWaiving(null)}
          done={() => {
            setWaiving(null)
            changed()
          }}
        />
      )}
    </div>
  )
}

const said = (hours: string, locale: string): string => Number(hours).toLocaleString(locale)

function Lines({ lines, waive }: { lines: LegalLine[]; waive?: (line: LegalLine) => void }) {
  const { state } = useDesk()
  const words = internshipWords(state.locale)
  return (
    <div className="table-box">
      <table className="rows legal-lines">
        <thead>
          <tr>
            {[words.state, words.rule, words.value, words.limit, words.source].map((label) => (
              <th key={label} scope="col">
                {label}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {lines.map((line) => (
            <tr key={line.key}>
              <td data-label={words.state}>
                <Outcome outcome={line.outcome} label={words.outcomes[line.outcome]} />
              </td>
              <td data-label={words.rule}>
                {line.label}
                {line.sentence && <p className="legal-sentence">{line.sentence}</p>}
                {line.waiver && (
                  <p className="muted">{words.waivedBy(line.waiver.by, line.waiver.until, line.waiver.reason)}</p>
                )}
                {line.ruleId && waive && (
                  <button type="button" className="button" onClick={() => waive(line)}>
                    {words.waive}
                    <span className="hidden"> — {line.label}</span>
                  </button>
                )}
              </td>
              <td data-label={words.value}>{line.value}</td>
              <td data-label={words.limit}>{line.limit}</td>
              <td data-label={words.source} className="muted">
                {line.source ?? '—'}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

const SIGNS = {
  ok: ['CheckCircle', 'green'],
  warning: ['AlertTriangle', 'amber'],
  blocked: ['XCircle', 'red'],
  waived: ['Unlock', 'blue'],
  unknown: ['HelpCircle', 'grey'],
} as const

function Outcome({ outcome, label }: { outcome: LegalLine['outcome']; label: string }) {
  const [icon, tone] = SIGNS[outcome]
  return (
    <span className={`chip tone-${tone}`}>
      <Icon name={icon} size={15} /> {label}
    </span>
  )
}

function useLegal(model: string, id: string, asked: string) {
  const { t } = useDesk()
  const [legal, setLegal] = React.useState<LegalAnswer | null>(null)
  const [problem, setProblem] = React.useState<string | null>(null)
  React.useEffect(() => {
    const stop = new AbortController()
    get<{ legal: LegalAnswer }>(`${recordPath(model, id, 'checklist')}?${asked}`, stop.signal)
      .then((answer) => {
        setProblem(null)
        setLegal(answer.legal)
      })
      .catch((error: unknown) => {
        if (!stop.signal.aborted) setProblem(error instanceof Refused ? error.message : t.networkError)
      })
    return () => stop.abort()
  }, [model, id, asked, t])
  return { legal, problem }
}
