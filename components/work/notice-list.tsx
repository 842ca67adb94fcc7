import { Link } from 'react-router-dom'
import { dayOf, sayDayOf, timeOf } from '../fields/day-heading.ts'
import { useDesk } from '../shell/context.ts'
import { Icon } from '../shell/icon.tsx'
import { markRead } from './bell.tsx'
import type { NoticeState } from './state.ts'
import { useWords } from './text.ts'

/** Notices under the day they came on, each a link to its record. */
export function NoticeDays({ notices, opened }: { notices: NoticeState[]; opened?: () => void }) {
  const say = useWords()
  const { state } = useDesk()
  const days = [...Map.groupBy(notices, (notice) => dayOf(notice.at, state.timezone))]
  return (
    <>
      {days.map(([day, own]) => (
        <section key={day} className="notice-day" aria-label={sayDayOf(day, say, state.locale, state.timezone)}>
          <h3>{sayDayOf(day, say, state.locale, state.timezone)}</h3>
          <ul>
            {own.map((notice) => (
              <One key={notice.id} notice={notice} {...(opened && { opened })} />
            ))}
          </ul>
        </section>
      ))}
    </>
  )
}

function One({ notice, opened }: { notice: NoticeState; opened?: () => void }) {
  const say = useWords()
  const { state, t, notify } = useDesk()
  const read = () => {
    if (!notice.read) markRead({ id: notice.id }).catch(() => notify({ type: 'error', message: t.networkError }))
  }
  const words = (
    <>
      <span className="notice-title">
        {!notice.read && <span className="hidden">{say.unreadMark} : </span>}
        {notice.title}
      </span>
      {notice.body && <span className="notice-body">{notice.body}</span>}
      <time dateTime={notice.at}>{timeOf(notice.at, state.locale, state.timezone)}</time>
    </>
  )
  return (
    <li className={notice.read ? 'bell-notice' : 'bell-notice unread'}>
      {notice.href ? (
        <Link
          to={notice.href}
          onClick={() => {
            read()
            opened?.()
          }}
        >
          {words}
        </Link>
      ) : (
        <div>{words}</div>
      )}
      {!notice.read && (
        <button
          type="button"
          className="icon-button"
          onClick={read}
          title={say.read}
          aria-label={`${say.read} : ${notice.title}`}
        >
          <Icon name="Check" size={16} />
        </button>
      )}
    </li>
  )
}
