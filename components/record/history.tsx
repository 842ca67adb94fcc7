import type React from 'react'
import { useSearchParams } from 'react-router-dom'
import { recordPath } from '../api.ts'
import { sayInstant } from '../fields/format.ts'
import { Pager } from '../list/pager.tsx'
import { changed } from '../list/query.ts'
import { useDesk } from '../shell/context.ts'
import type { EnumValue, HistoryEntry, HistoryPage } from '../state.ts'
import { WaysBack } from '../undo/ways-back.tsx'
import { Changes } from './changes.tsx'
import { useSeeWords } from './see-text.ts'
import { useFetched } from './use-fetched.ts'

type Props = { model: string; id: string; turn: number; changed: () => void }

/** Who did what, when, in which role and why; each change as before → after. A long story can be narrowed. */
export function History({ model, id, turn, changed: done }: Props) {
  const { t } = useDesk()
  const words = useSeeWords()
  const [params, setParams] = useSearchParams()
  const { answer, failed } = useFetched<HistoryPage>(`${recordPath(model, id, 'history')}?${askedIn(params)}`, turn)
  if (!answer) return <p className="muted">{failed ? t.networkError : t.loading}</p>
  const { history, meta, verbs, people } = answer
  const last = String(Math.ceil(meta.total / meta.perPage))
  const go = (values: Record<string, string | null>) => {
    const asked = values.page === 'last' ? { page: last } : values
    setParams(changed(params, asked), { preventScrollReset: true })
  }
  return (
    <div className="related">
      {verbs && people && (
        <div className="toolbar no-print">
          <Choice label={words.verb} any={words.allVerbs} values={verbs} name="verb" params={params} go={go} />
          <Choice label={words.person} any={words.allPeople} values={people} name="by" params={params} go={go} />
        </div>
      )}
      {history.length === 0 && <p className="muted">{verbs ? words.noneSuch : t.historyEmpty}</p>}
      <ol className="history">
        {history.map((entry) => (
          <Entry key={entry.id} entry={entry}>
            <WaysBack model={model} id={id} entry={entry} changed={done} />
          </Entry>
        ))}
      </ol>
      <Pager meta={{ ...PLAIN, ...meta }} shown={history.length} go={go} />
    </div>
  )
}

/** A story is in one order, and every line of it is counted. */
const PLAIN = { sortBy: null, direction: 'desc' as const, before: null, after: null, ignored: [] }

function askedIn(params: URLSearchParams): string {
  const asked = new URLSearchParams()
  for (const name of ['verb', 'by', 'page', 'perPage']) asked.set(name, params.get(name) ?? '')
  return asked.toString()
}

type ChoiceProps = {
  label: string
  any: string
  values: EnumValue[]
  name: string
  params: URLSearchParams
  go: (values: Record<string, string | null>) => void
}

const Choice = ({ label, any, values, name, params, go }: ChoiceProps) => (
  <select aria-label={label} value={params.get(name) ?? ''} onChange={(event) => go({ [name]: event.target.value })}>
    <option value="">{any}</option>
    {values.map((one) => (
      <option key={one.value} value={one.value}>
        {one.label}
      </option>
    ))}
  </select>
)

function Entry({ entry, children }: { entry: HistoryEntry; children: React.ReactNode }) {
  const { t, state } = useDesk()
  return (
    <li>
      <p className="history-head">
        <strong>{entry.verb}</strong>
        <span className="muted">
          {t.by} {entry.actor}
          {entry.role && ` (${entry.role})`}
        </span>
        <time dateTime={entry.at}>{sayInstant(entry.at, state.locale, state.timezone)}</time>
      </p>
      {entry.reason && (
        <p className="history-reason">
          {t.reason} : {entry.reason}
        </p>
      )}
      <Changes changes={entry.changes} />
      {children}
    </li>
  )
}
