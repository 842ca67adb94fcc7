import React from 'react'
import { OverseePage, Pages } from '../oversee/parts.tsx'
import { useFilters, usePage } from '../oversee/use-page.ts'
import { useDesk } from '../shell/context.ts'
import { Icon } from '../shell/icon.tsx'
import { markRead } from './bell.tsx'
import { useLive } from './live.ts'
import { NoticeDays } from './notice-list.tsx'
import type { NoticesAnswer } from './state.ts'
import { useWords } from './text.ts'
import { Views } from './views.tsx'

/** Everything the bell ever said, by day. */
export function NotificationsPage() {
  const say = useWords()
  const { t, notify } = useDesk()
  const [params, go] = useFilters()
  const loaded = usePage<NoticesAnswer>('notifications', params.toString())
  const { turn } = useLive()
  const reload = React.useRef(loaded.reload)
  reload.current = loaded.reload
  const first = React.useRef(turn)
  React.useEffect(() => {
    if (turn !== first.current) reload.current()
    first.current = turn
  }, [turn])
  const { answer } = loaded
  const view = params.get('unread') === '1' ? 'unread' : 'all'
  const readAll = () => markRead({ step: 'all' }).catch(() => notify({ type: 'error', message: t.networkError }))
  const actions = answer && answer.unread > 0 && (
    <button type="button" className="button" onClick={readAll}>
      <Icon name="Check" size={16} />
      {say.readAll}
    </button>
  )
  return (
    <OverseePage title={say.notifications} help={say.notificationsHelp} loaded={loaded} actions={actions}>
      <Views
        label={say.notifications}
        views={[
          { name: 'all', label: say.all },
          { name: 'unread', label: say.unread, ...(answer && { count: answer.unread }) },
        ]}
        current={view}
        choose={(name) => go({ unread: name === 'unread' ? '1' : null })}
      />
      {answer?.notices.length === 0 && (
        <div className="empty">
          <Icon name="Bell" size={28} />
          <h2>{view === 'unread' ? say.allRead : say.none}</h2>
          <p>{view === 'unread' ? say.allReadHelp : say.noneHelp}</p>
          {view === 'unread' && (
            <button type="button" className="button" onClick={() => go({ unread: null })}>
              {say.showAll}
            </button>
          )}
        </div>
      )}
      {answer && answer.notices.length > 0 && (
        <div className="card notices-card">
          <NoticeDays notices={answer.notices} />
        </div>
      )}
      {answer && <Pages at={answer} go={go} />}
    </OverseePage>
  )
}
