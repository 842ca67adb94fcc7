import React from 'react'
import type { Notice } from '../state.ts'
import { UndoButton } from '../undo/undo-button.tsx'
import { useDesk } from './context.ts'
import { Icon } from './icon.tsx'

type Shown = Notice & { key: number }

export function useNotices() {
  const [notices, setNotices] = React.useState<Shown[]>([])
  const dismiss = React.useCallback((key: number) => setNotices((all) => all.filter((one) => one.key !== key)), [])
  const notify = React.useCallback(
    (notice: Notice) => {
      const key = performance.now()
      // Once it works, the refusals before it are past
      const kept = (one: Shown) => notice.type !== 'success' || one.type !== 'error'
      setNotices((all) => [...all.filter(kept).slice(-2), { ...notice, key }])
      // A refusal stays until it has been read; good news goes by itself
      if (notice.type !== 'error') setTimeout(() => dismiss(key), notice.undo ? 20_000 : 6000)
    },
    [dismiss],
  )
  return { notices, notify, dismiss }
}

export function Notices({ notices, dismiss }: { notices: Shown[]; dismiss: (key: number) => void }) {
  const { t } = useDesk()
  return (
    <section className="notices" aria-label={t.notices} aria-live="polite">
      {notices.map((notice) => (
        <div
          key={notice.key}
          className={`notice notice-${notice.type}`}
          role={notice.type === 'error' ? 'alert' : 'status'}
        >
          <Icon name={notice.type === 'error' ? 'AlertCircle' : 'CheckCircle'} />
          <p>{notice.message}</p>
          {notice.undo && <UndoButton id={notice.undo} done={() => dismiss(notice.key)} />}
          <button type="button" className="icon-button" onClick={() => dismiss(notice.key)} aria-label={t.dismiss}>
            <Icon name="X" size={16} />
          </button>
        </div>
      ))}
    </section>
  )
}
