import { useDesk } from '../shell/context.ts'
import { Icon } from '../shell/icon.tsx'

type Change = { label: string; before: string; after: string }

/** What changed, before → after in words; heard as well as seen. */
export function Changes({ changes }: { changes: Change[] }) {
  const { t } = useDesk()
  if (changes.length === 0) return null
  return (
    <ul>
      {changes.map((change) => (
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
  )
}
