import React from 'react'
import { type Answer, get, recordPath } from '../api.ts'
import { Dialog } from '../oversee/parts.tsx'
import { useSend } from '../oversee/use-page.ts'
import { Changes } from '../record/changes.tsx'
import { useDesk } from '../shell/context.ts'
import type { RevertAnswer } from './state.ts'
import { useUndoWords } from './text.ts'
import type { To, WaysBackProps } from './ways-back.tsx'

type Props = WaysBackProps & { to: To; when: string; close: () => void }

/** What will change is read before it is done. */
export function GoBack({ model, id, entry, changed, to, when, close }: Props) {
  const say = useUndoWords()
  const { t, notify } = useDesk()
  const { busy, send } = useSend()
  const [preview, setPreview] = React.useState<RevertAnswer | null>(null)
  React.useEffect(() => {
    const stop = new AbortController()
    get<RevertAnswer>(`${recordPath(model, id, 'revert')}?event=${entry.id}&to=${to}`, stop.signal)
      .then(setPreview)
      .catch((error: Error) => {
        if (stop.signal.aborted) return
        notify({ type: 'error', message: error.message })
        close()
      })
    return () => stop.abort()
  }, [model, id, entry.id, to])
  const goBack = async () => {
    const { version } = preview?.record.params ?? {}
    const answer = await send<Answer>(recordPath(model, id, 'revert'), { event: entry.id, to, version })
    close()
    if (answer) changed()
  }
  return (
    <Dialog title={to === 'version' ? say.versionOf(when) : say.changeOf(when)} close={close}>
      {!preview && <p className="muted">{t.loading}</p>}
      {preview && (
        <div className="history going-back">
          <p>{preview.changes.length > 0 ? say.willChange : say.nothingChanges}</p>
          <Changes changes={preview.changes} />
          {preview.left.length > 0 && <p className="muted">{say.left(preview.left.join(', '))}</p>}
        </div>
      )}
      <div className="form-actions">
        <button
          type="button"
          className="button primary"
          disabled={busy || !preview || preview.changes.length === 0}
          onClick={goBack}
        >
          {say.goBack}
        </button>
        <button type="button" className="button" onClick={close}>
          {t.cancel}
        </button>
      </div>
    </Dialog>
  )
}
