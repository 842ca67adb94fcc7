import { useDesk } from '../shell/context.ts'
import { Icon } from '../shell/icon.tsx'
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
      {entry.changes.length > 0 && (
        <ul>
          {entry.changes.map((change) => (
            <li key={change.label}>
              <span className="muted">{change.label} :</span>{' '}
              <del>
                <span className="hidden">{t.before} </span>
                {change.before || t.empty}
              </del>{' '}
              <Icon name="ArrowRight" size={14} />{' '}
              <ins>
                <span className="hidden">{t.after} </span>
                {change.after || t.empty}
              </ins>
            </li>
          ))}
        </ul>
      )}
    </li>
  )
}
