import React from 'react'
import { Link } from 'react-router-dom'
import type { Answer } from '../api.ts'
import { Input } from '../fields/input.tsx'
import { useDesk } from '../shell/context.ts'
import { Icon } from '../shell/icon.tsx'
import { DeletionsLink } from '../undo/deletions-link.tsx'
import { AuditEntries } from './audit-entries.tsx'
import { Choice, OverseePage, Pages } from './parts.tsx'
import type { AuditAnswer, ChainAnswer } from './state.ts'
import { type OverseeWords, overseeWords } from './text.ts'
import { useFilters, usePage, useSend } from './use-page.ts'

/** The log of everything, by person, noun, verb, day and record; and the proof that nobody touched it. */
export function AuditPage() {
  const { state } = useDesk()
  const say = overseeWords(state.locale)
  const [params, go] = useFilters()
  const loaded = usePage<AuditAnswer>('audit', params.toString())
  const { busy, send } = useSend()
  const [chain, setChain] = React.useState<ChainAnswer | null>(null)
  const { answer } = loaded
  const verify = async () => setChain(await send<ChainAnswer & Answer>('/pages/audit', {}))
  const actions = (
    <>
      <button type="button" className="button" onClick={verify} disabled={busy}>
        <Icon name="Link" size={16} />
        {busy ? say.verifying : say.verify}
      </button>
      <DeletionsLink />
      <Link className="button" to={`/admin/resources/Event/actions/export?${answer?.search ?? ''}`}>
        <Icon name="Download" size={16} />
        {say.exportThese}
      </Link>
    </>
  )
  return (
    <OverseePage title={say.audit} help={say.auditHelp} loaded={loaded} actions={actions}>
      {chain && (
        <p className={chain.ok ? 'banner tone-green' : 'banner banner-error'} role="status">
          <Icon name={chain.ok ? 'CheckCircle' : 'AlertTriangle'} /> {chain.sentence}{' '}
          {chain.event && <Link to={`/admin/resources/Event/records/${chain.event}/show`}>{say.seeEvent}</Link>}
        </p>
      )}
      {answer && (
        <>
          <AuditFilters answer={answer} say={say} params={params} go={go} />
          {answer.ignored.length > 0 && <p className="banner tone-amber">{say.ignored(answer.ignored.join(', '))}</p>}
          <p className="muted" aria-live="polite">
            {say.events(answer.total)}
          </p>
          <AuditEntries entries={answer.entries} say={say} go={go} />
          <Pages at={answer} go={go} />
        </>
      )}
    </OverseePage>
  )
}

type FilterProps = {
  answer: AuditAnswer
  say: OverseeWords
  params: URLSearchParams
  go: (values: Record<string, string | null>) => void
}

function AuditFilters({ answer, say, params, go }: FilterProps) {
  const value = (name: string) => params.get(name) ?? ''
  const day = (name: 'from' | 'to') => (
    <Input
      field={{ name, label: say[name], kind: 'date' }}
      value={value(name)}
      onChange={(next) => go({ [name]: String(next ?? '') })}
    />
  )
  return (
    <div className="oversee-filters">
      <Input
        field={{ name: 'person', label: say.person, kind: 'reference', reference: 'Person' }}
        value={value('person')}
        title={answer.person ?? undefined}
        onChange={(person) => go({ person: person ? String(person) : null })}
      />
      <Choice
        label={say.noun}
        any={say.any}
        value={value('noun')}
        options={answer.nouns}
        onChange={(noun) => go({ noun, verb: null })}
      />
      <Choice
        label={say.verb}
        any={say.any}
        value={value('verb')}
        options={answer.verbs}
        onChange={(verb) => go({ verb })}
      />
      {day('from')}
      {day('to')}
      {value('record') && (
        <button type="button" className="button" onClick={() => go({ record: null, noun: null })}>
          {say.oneRecord} <Icon name="X" size={15} />
        </button>
      )}
      {params.size > 0 && (
        <Link className="button" to="/admin/pages/audit">
          {say.clear}
        </Link>
      )}
    </div>
  )
}
