import React from 'react'
import { type Answer, get, recordPath } from '../api.ts'
import { sayInstant } from '../fields/format.ts'
import { useSend } from '../oversee/use-page.ts'
import { useDesk } from '../shell/context.ts'
import { Icon } from '../shell/icon.tsx'
import { CommentBox, type Draft, emptyDraft, mentionsOf } from './comment-box.tsx'
import { CommentText } from './comment-text.tsx'
import { useLiveComments } from './live.ts'
import type { CommentState, CommentsAnswer } from './state.ts'
import { useWords } from './text.ts'

type Props = { model: string; id: string; changed: () => void }

/** What colleagues say about a record, the last at the bottom; what others write comes by itself. */
export function Comments({ model, id, changed }: Props) {
  const say = useWords()
  const { t } = useDesk()
  const { busy, send } = useSend()
  const [answer, setAnswer] = React.useState<CommentsAnswer | null>(null)
  const [failed, setFailed] = React.useState(false)
  const [turn, setTurn] = React.useState(0)
  const [draft, setDraft] = React.useState(emptyDraft)
  const path = recordPath(model, id, 'comments')
  useLiveComments({ noun: model, id }, () => setTurn((now) => now + 1))
  // Something new asks again
  React.useEffect(() => {
    const stop = new AbortController()
    get<CommentsAnswer>(path, stop.signal)
      .then(setAnswer)
      .catch(() => stop.signal.aborted || setFailed(true))
    return () => stop.abort()
  }, [path, turn])
  const post = async (values: Record<string, string>) => {
    const next = await send<CommentsAnswer & Answer>(path, values)
    if (!next) return false
    setAnswer(next)
    changed()
    return true
  }
  const older = async () => {
    const before = answer?.comments[0]?.id
    const next = await get<CommentsAnswer>(`${path}?before=${before}`)
    setAnswer((now) => ({ comments: [...next.comments, ...(now?.comments ?? [])], more: next.more }))
  }
  const submit = async () => {
    if (draft.body.trim() === '') return
    if (await post({ step: 'add', body: draft.body, mentions: mentionsOf(draft) })) setDraft(emptyDraft)
  }
  if (failed) return <p className="banner banner-error">{t.networkError}</p>
  if (!answer) return <p className="muted">{t.loading}</p>
  return (
    <div className="comments">
      <p className="muted">{say.commentsHelp}</p>
      {answer.more && (
        <button type="button" className="button" onClick={older}>
          {say.older}
        </button>
      )}
      {answer.comments.length === 0 && (
        <div className="empty">
          <Icon name="MessageSquare" size={28} />
          <h2>{say.noComment}</h2>
          <p>{say.noCommentHelp}</p>
        </div>
      )}
      <ol>
        {answer.comments.map((comment) => (
          <One key={comment.id} comment={comment} model={model} id={id} busy={busy} post={post} />
        ))}
      </ol>
      <CommentBox {...{ model, id, draft, setDraft, busy, submit }} />
    </div>
  )
}

type OneProps = {
  comment: CommentState
  model: string
  id: string
  busy: boolean
  post: (values: Record<string, string>) => Promise<boolean>
}

function One({ comment, model, id, busy, post }: OneProps) {
  const say = useWords()
  const { state } = useDesk()
  const [draft, setDraft] = React.useState<Draft | null>(null)
  const mine = useStillOpen(comment.until)
  const save = async () => {
    if (!draft) return
    const values = { step: 'edit', comment: comment.id, body: draft.body, mentions: mentionsOf(draft) }
    if (await post(values)) setDraft(null)
  }
  const remove = () => window.confirm(say.confirmRemove) && post({ step: 'remove', comment: comment.id })
  return (
    <li className="card comment">
      <p className="comment-head">
        <strong>{comment.author}</strong>
        <time className="muted" dateTime={comment.at}>
          {sayInstant(comment.at, state.locale, state.timezone)}
        </time>
        {comment.edited && <span className="muted">({say.edited})</span>}
      </p>
      {draft ? (
        <CommentBox {...{ model, id, draft, setDraft, busy }} submit={save} cancel={() => setDraft(null)} />
      ) : (
        <CommentText body={comment.body} mentions={comment.mentions} />
      )}
      {mine && !draft && (
        <p className="comment-tools">
          <button
            type="button"
            className="link"
            title={say.correctable}
            onClick={() => setDraft({ body: comment.body, people: comment.mentions })}
          >
            {say.edit}
          </button>
          <button type="button" className="link" disabled={busy} title={say.correctable} onClick={remove}>
            {say.remove}
          </button>
        </p>
      )}
    </li>
  )
}

/** The buttons go when the quarter of an hour is over, without anybody touching the page. */
function useStillOpen(until: string | null): boolean {
  const left = until ? Date.parse(until) - Date.now() : 0
  const [, setOver] = React.useState(false)
  React.useEffect(() => {
    if (left <= 0) return
    const timer = setTimeout(() => setOver(true), left)
    return () => clearTimeout(timer)
  }, [left])
  return left > 0
}
