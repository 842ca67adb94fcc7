import React from 'react'
import { sayInstant } from '../fields/format.ts'
import { Dialog } from '../oversee/parts.tsx'
import { usePage, useSend } from '../oversee/use-page.ts'
import { useDesk } from '../shell/context.ts'
import type { Feed, FeedsAnswer } from './state.ts'
import type { CalendarWords } from './text.ts'

type Props = { say: CalendarWords; close: () => void }

/** Makes a link, shows it once, and lists those in use, each revoked by one click. */
export function Subscribe({ say, close }: Props) {
  const { t } = useDesk()
  const { answer, problem, reload } = usePage<FeedsAnswer>('calendarFeeds')
  const { busy, send } = useSend()
  const [url, setUrl] = React.useState<string | null>(null)
  const change = async (values: Record<string, string>) => {
    const done = await send<FeedsAnswer>('/pages/calendarFeeds', values)
    if (!done) return
    setUrl(done.url ?? null)
    reload()
  }
  return (
    <Dialog title={say.subscribeTitle} close={close}>
      <p className="muted">{say.subscribeHelp}</p>
      {url && <NewLink url={url} say={say} />}
      {problem && <p className="banner banner-error">{problem}</p>}
      <h3>{say.links}</h3>
      {answer?.feeds.length === 0 && <p className="muted">{say.noLink}</p>}
      <ul className="feeds">
        {answer?.feeds.map((feed) => (
          <FeedLine key={feed.id} feed={feed} say={say} busy={busy} revoke={() => change({ revoke: feed.id })} />
        ))}
      </ul>
      <div className="form-actions">
        <button type="button" className="button primary" disabled={busy} onClick={() => change({})}>
          {say.createLink}
        </button>
        <button type="button" className="button" onClick={close}>
          {t.close}
        </button>
      </div>
    </Dialog>
  )
}

function NewLink({ url, say }: { url: string; say: CalendarWords }) {
  const id = React.useId()
  // Said where one looks: behind a dialog, a notice is neither seen nor heard
  const [copied, setCopied] = React.useState('')
  const copy = () =>
    navigator.clipboard
      .writeText(url)
      .then(() => setCopied(say.copied))
      .catch(() => setCopied(say.cannotCopy))
  return (
    <div className="field new-feed">
      <label htmlFor={id}>{say.yourLink}</label>
      <div>
        <input id={id} readOnly value={url} onFocus={(event) => event.target.select()} />
        <button type="button" className="button" onClick={copy}>
          {say.copy}
        </button>
      </div>
      <p className="help">{say.onlyOnce}</p>
      <p className="copied" role="status">
        {copied}
      </p>
    </div>
  )
}

type LineProps = { feed: Feed; say: CalendarWords; busy: boolean; revoke: () => void }

function FeedLine({ feed, say, busy, revoke }: LineProps) {
  const { state } = useDesk()
  const instant = (at: string) => sayInstant(at, state.locale, state.timezone)
  const created = instant(feed.createdAt)
  return (
    <li>
      <span>
        {say.createdOn(created)}, {feed.lastUsedAt ? say.usedOn(instant(feed.lastUsedAt)) : say.neverUsed}
      </span>
      <button
        type="button"
        className="button danger"
        disabled={busy}
        aria-label={say.revokeLabel(created)}
        onClick={revoke}
      >
        {say.revoke}
      </button>
    </li>
  )
}
