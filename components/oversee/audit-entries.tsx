import { Changes } from '../record/changes.tsx'
import { useDesk } from '../shell/context.ts'
import { At, Go } from './parts.tsx'
import type { AuditEntry } from './state.ts'
import type { OverseeWords } from './text.ts'

type Props = { entries: AuditEntry[]; say: OverseeWords; go: (values: Record<string, string | null>) => void }

export const AuditEntries = ({ entries, say, go }: Props) => (
  <ol className="history card">
    {entries.map((entry) => (
      <Entry key={entry.id} entry={entry} say={say} go={go} />
    ))}
  </ol>
)

function Entry({ entry, say, go }: { entry: AuditEntry; say: OverseeWords; go: Props['go'] }) {
  const { t } = useDesk()
  const { record } = entry
  return (
    <li>
      <p className="history-head">
        <strong>{entry.verb}</strong>
        <span>
          {entry.noun} : <Go to={record} />
        </span>
        <At at={entry.at} />
      </p>
      <p className="muted">
        {t.by} <Go to={entry.actor} />
        {entry.impersonator && ` ${say.through(entry.impersonator)}`} {entry.actor.href && `(${entry.role})`}
        {entry.ip && ` · ${entry.ip}`}
        {' · '}
        <button type="button" className="link" onClick={() => go({ record: record.id, noun: record.noun, verb: null })}>
          {say.thisRecord}
        </button>
      </p>
      {entry.reason && (
        <p className="history-reason">
          {say.reason} : {entry.reason}
        </p>
      )}
      <Changes changes={entry.changes} />
    </li>
  )
}
