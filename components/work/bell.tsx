import React from 'react'
import { Link, useLocation } from 'react-router-dom'
import { get, post } from '../api.ts'
import { useDesk } from '../shell/context.ts'
import { Icon } from '../shell/icon.tsx'
import { setUnread, useLive } from './live.ts'
import { NoticeDays } from './notice-list.tsx'
import type { NoticesAnswer } from './state.ts'
import { useWords } from './text.ts'

/** On every screen: how many wait, and the last ones without leaving the page. */
export function Bell() {
  const say = useWords()
  const { unread } = useLive()
  const [open, setOpen] = React.useState(false)
  const box = React.useRef<HTMLDivElement>(null)
  const { pathname } = useLocation()
  // Going elsewhere closes it
  React.useEffect(() => setOpen(false), [pathname])
  useDismiss(open, box, () => setOpen(false))
  return (
    <div className="menu bell" ref={box}>
      <button
        type="button"
        className="icon-button"
        aria-haspopup="dialog"
        aria-expanded={open}
        aria-label={say.bell(unread)}
        title={say.bell(unread)}
        onClick={() => setOpen(!open)}
      >
        <Icon name="Bell" size={19} />
        {unread > 0 && (
          <span className="bell-count" aria-hidden="true">
            {unread > 99 ? '99+' : unread}
          </span>
        )}
      </button>
      <span className="hidden" role="status">
        {unread > 0 ? say.bell(unread) : ''}
      </span>
      {open && <Panel close={() => setOpen(false)} />}
    </div>
  )
}

function Panel({ close }: { close: () => void }) {
  const say = useWords()
  const { t, notify } = useDesk()
  const { turn, unread } = useLive()
  const [answer, setAnswer] = React.useState<NoticesAnswer | null>(null)
  const panel = React.useRef<HTMLElement>(null)
  React.useEffect(() => panel.current?.focus(), [])
  // Something new asks again
  React.useEffect(() => {
    const stop = new AbortController()
    get<NoticesAnswer>('/pages/notifications?panel=1', stop.signal)
      .then(setAnswer)
      .catch(() => stop.signal.aborted || notify({ type: 'error', message: t.networkError }))
    return () => stop.abort()
  }, [turn])
  const readAll = () => markRead({ step: 'all' }).catch(() => notify({ type: 'error', message: t.networkError }))
  return (
    <section className="bell-panel" ref={panel} tabIndex={-1} role="dialog" aria-label={say.notifications}>
      <header>
        <h2>{say.notifications}</h2>
        {unread > 0 && (
          <button type="button" className="link" onClick={readAll}>
            {say.readAll}
          </button>
        )}
      </header>
      <div className="bell-scroll">
        {!answer && <p className="muted">{t.loading}</p>}
        {answer?.notices.length === 0 && (
          <div className="empty">
            <Icon name="Bell" size={26} />
            <h3>{say.none}</h3>
            <p>{say.noneHelp}</p>
          </div>
        )}
        {answer && <NoticeDays notices={answer.notices} opened={close} />}
      </div>
      <Link className="bell-all" to="/admin/pages/notifications" onClick={close}>
        {say.seeAll}
      </Link>
    </section>
  )
}

/** Marks one or all as read; the number of the bell comes back with the answer. */
export async function markRead(values: { step: 'all' } | { id: string }): Promise<void> {
  const { unread } = await post<{ unread: number }>('/pages/notifications', values)
  setUnread(unread)
}

/** Escape, or a press elsewhere, closes; the button has the focus again. */
function useDismiss(open: boolean, box: React.RefObject<HTMLDivElement | null>, close: () => void) {
  const latest = React.useRef(close)
  latest.current = close
  React.useEffect(() => {
    if (!open) return
    const outside = (event: Event) => box.current?.contains(event.target as Node) || latest.current()
    const onKey = (event: KeyboardEvent) => {
      if (event.key !== 'Escape') return
      latest.current()
      box.current?.querySelector('button')?.focus()
    }
    document.addEventListener('mousedown', outside)
    document.addEventListener('keydown', onKey)
    return () => {
      document.removeEventListener('mousedown', outside)
      document.removeEventListener('keydown', onKey)
    }
  }, [open, box])
}
