import { recordPath } from '../api.ts'
import type { Opened } from '../record/record-tabs.tsx'
import { useFetched } from '../record/use-fetched.ts'
import { useDesk } from '../shell/context.ts'
import { Icon } from '../shell/icon.tsx'
import { Empty } from './run-parts.tsx'
import { runWords } from './run-text.ts'
import type { ShareAnswer } from './tab-state.ts'

/** Once an activity is over: its report on paper, and words ready for the group. */
export function SharePanel({ name, record }: Opened) {
  const { t, state, notify } = useDesk()
  const say = runWords(state.locale)
  const { answer, failed } = useFetched<{ share: ShareAnswer }>(recordPath(name, record.id, 'share'))
  if (!answer) return <p className={failed ? 'banner banner-error' : 'muted'}>{failed ? t.networkError : t.loading}</p>
  const { text, reportHref } = answer.share
  if (!text) return <Empty>{say.reportWaits}</Empty>
  const copy = async () => {
    await navigator.clipboard.writeText(text)
    notify({ type: 'success', message: say.copied })
  }
  const isShareable = typeof navigator.share === 'function'
  return (
    <div className="run-panel">
      {reportHref ? (
        <p>
          <a className="button" href={reportHref}>
            <Icon name="FileText" size={16} /> {say.report}
          </a>
        </p>
      ) : (
        <p className="muted">{say.reportSoon}</p>
      )}
      <h3>{say.message}</h3>
      <p className="muted">{say.messageHelp}</p>
      <pre className="run-message">{text}</pre>
      <div className="form-actions">
        <button type="button" className="button primary" onClick={() => void copy()}>
          <Icon name="Copy" size={16} /> {say.copy}
        </button>
        {isShareable && (
          <button
            type="button"
            className="button"
            onClick={() => void navigator.share({ text }).catch(() => undefined)}
          >
            <Icon name="Share2" size={16} /> {say.share}
          </button>
        )}
      </div>
    </div>
  )
}
