import React from 'react'
import { recordPath } from '../api.ts'
import { useSend } from '../oversee/use-page.ts'
import type { Opened } from '../record/record-tabs.tsx'
import { useFetched } from '../record/use-fetched.ts'
import { useDesk } from '../shell/context.ts'
import { Icon } from '../shell/icon.tsx'
import { Empty } from './run-parts.tsx'
import { type RunWords, runWords } from './run-text.ts'
import type { HandoverAnswer } from './tab-state.ts'

type Joiner = { lastName: string; firstName: string; email: string; post: string }
const BLANK: Joiner = { lastName: '', firstName: '', email: '', post: 'member' }

/** A bureau leaves, another comes: three steps on one page, and what the former ones left. */
export function HandoverPanel({ name, record, changed }: Opened) {
  const { t, state } = useDesk()
  const say = runWords(state.locale)
  const { answer, failed } = useFetched<{ handover: HandoverAnswer }>(recordPath(name, record.id, 'handover'))
  if (!answer) return <p className={failed ? 'banner banner-error' : 'muted'}>{failed ? t.networkError : t.loading}</p>
  const { handover } = answer
  return (
    <div className="run-panel">
      <p className="muted">{say.handoverHelp}</p>
      {handover.mayHandOver && <Steps {...{ handover, say, changed }} path={recordPath(name, record.id, 'handOver')} />}
      {handover.archives.length > 0 && <h3>{say.archives}</h3>}
      {handover.archives.map(({ id, year, href }) =>
        href ? (
          <p key={id}>
            <a className="button" href={href}>
              <Icon name="FileText" size={16} /> {say.archive(year)}
            </a>
          </p>
        ) : (
          <p key={id} className="muted">
            {say.archiveSoon(year)}
          </p>
        ),
      )}
    </div>
  )
}

type StepsProps = { handover: HandoverAnswer; say: RunWords; path: string; changed: () => void }

function Steps({ handover, say, path, changed }: StepsProps) {
  const { busy, send } = useSend()
  const [endsOn, setEndsOn] = React.useState(handover.today)
  const [leaving, setLeaving] = React.useState<string[]>([])
  const [joining, setJoining] = React.useState<Joiner[]>([])
  const toggle = (id: string) =>
    setLeaving(leaving.includes(id) ? leaving.filter((one) => one !== id) : [...leaving, id])
  const change = (i: number, values: Partial<Joiner>) =>
    setJoining(joining.map((one, n) => (n === i ? { ...one, ...values } : one)))
  const handOver = async (event: React.FormEvent) => {
    event.preventDefault()
    const sent = { endsOn, leaving: JSON.stringify(leaving), joining: JSON.stringify(joining) }
    if (await send(path, sent)) changed()
  }
  const isEmpty = leaving.length + joining.length === 0
  return (
    <form className="run-panel" onSubmit={handOver}>
      <h3>{say.steps.leave}</h3>
      <label className="run-day">
        <span>{say.lastDay}</span>
        <input type="date" required value={endsOn} onChange={(event) => setEndsOn(event.target.value)} />
      </label>
      {handover.members.length === 0 && <Empty>{say.nobodyIn}</Empty>}
      <div className="run-leavers">
        {handover.members.map(({ id, name, post, until }) => (
          <label key={id}>
            <input type="checkbox" checked={leaving.includes(id)} onChange={() => toggle(id)} />
            <span>
              {name} <small className="muted">{[post, until && say.until(until)].filter(Boolean).join(' · ')}</small>
            </span>
          </label>
        ))}
      </div>
      <h3>{say.steps.join}</h3>
      {joining.map((one, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: lines have no id until they are saved
        <Line key={i} n={i} one={one} posts={handover.posts} say={say} change={(values) => change(i, values)}>
          <button
            type="button"
            className="icon-button"
            aria-label={say.removeLine(i + 1)}
            onClick={() => setJoining(joining.filter((_, n) => n !== i))}
          >
            <Icon name="X" />
          </button>
        </Line>
      ))}
      <button type="button" className="button" onClick={() => setJoining([...joining, BLANK])}>
        <Icon name="Plus" size={16} /> {say.addLine}
      </button>
      <h3>{say.steps.check}</h3>
      <p role="status">{isEmpty ? say.nothingYet : say.summary(leaving.length, joining.length)}</p>
      <button type="submit" className="button primary" disabled={busy || isEmpty}>
        {say.handOver}
      </button>
    </form>
  )
}

type LineProps = {
  n: number
  one: Joiner
  posts: HandoverAnswer['posts']
  say: RunWords
  change: (values: Partial<Joiner>) => void
  children: React.ReactNode
}

const Line = ({ one, posts, say, change, children }: LineProps) => (
  <div className="run-joiner">
    <label>
      <span>{say.lastName}</span>
      <input required maxLength={80} value={one.lastName} onChange={(e) => change({ lastName: e.target.value })} />
    </label>
    <label>
      <span>{say.firstName}</span>
      <input required maxLength={80} value={one.firstName} onChange={(e) => change({ firstName: e.target.value })} />
    </label>
    <label>
      <span>{say.email}</span>
      <input type="email" maxLength={200} value={one.email} onChange={(e) => change({ email: e.target.value })} />
    </label>
    <label>
      <span>{say.post}</span>
      <select value={one.post} onChange={(e) => change({ post: e.target.value })}>
        {posts.map(({ id, name }) => (
          <option key={id} value={id}>
            {name}
          </option>
        ))}
      </select>
    </label>
    {children}
  </div>
)
