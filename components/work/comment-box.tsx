import React from 'react'
import { get, recordPath } from '../api.ts'
import { useDesk } from '../shell/context.ts'
import type { Colleague } from './state.ts'
import { useWords } from './text.ts'

export type Draft = { body: string; people: Colleague[] }
export const emptyDraft: Draft = { body: '', people: [] }

/** Those of the people chosen who are still named in the text. */
export const mentionsOf = ({ body, people }: Draft): string =>
  people
    .filter(({ name }) => body.includes(`@${name}`))
    .map(({ id }) => id)
    .join(',')

type Props = {
  model: string
  id: string
  draft: Draft
  setDraft: (draft: Draft) => void
  busy: boolean
  submit: () => void
  cancel?: () => void
}

/** A few lines to colleagues; after an @, those who may see this record are offered. Ctrl-Enter sends. */
export function CommentBox({ model, id, draft, setDraft, busy, submit, cancel }: Props) {
  const say = useWords()
  const { t } = useDesk()
  const field = React.useId()
  const area = React.useRef<HTMLTextAreaElement>(null)
  const [letters, setLetters] = React.useState<string | null>(null)
  const [here, setHere] = React.useState(0)
  const found = useColleagues(model, id, letters)
  const write = (body: string, caret: number) => {
    setDraft({ ...draft, body })
    setLetters(/(?:^|\s)@([^\s@]{0,40})$/.exec(body.slice(0, caret))?.[1] ?? null)
    setHere(0)
  }
  const choose = (one: Colleague) => {
    const caret = area.current?.selectionStart ?? draft.body.length
    const before = draft.body.slice(0, caret).replace(/@[^\s@]*$/, `@${one.name} `)
    const people = [...draft.people.filter((other) => other.id !== one.id), one]
    setDraft({ body: before + draft.body.slice(caret), people })
    setLetters(null)
    area.current?.focus()
  }
  const onKey = (event: React.KeyboardEvent) => {
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) return submit()
    if (letters === null) return
    if (event.key === 'Escape') return setLetters(null)
    const one = found?.[here]
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0
    if (step !== 0 && found && found.length > 0) {
      event.preventDefault()
      setHere((here + step + found.length) % found.length)
    } else if ((event.key === 'Enter' || event.key === 'Tab') && one) {
      event.preventDefault()
      choose(one)
    }
  }
  return (
    <form
      className="comment-box"
      onSubmit={(event) => {
        event.preventDefault()
        submit()
      }}
    >
      <label htmlFor={field}>{say.write}</label>
      <div className="reference">
        <textarea
          id={field}
          ref={area}
          rows={3}
          maxLength={4000}
          value={draft.body}
          aria-describedby={`${field}-help`}
          aria-autocomplete="list"
          aria-controls={letters === null ? undefined : `${field}-list`}
          aria-activedescendant={letters !== null && found?.[here] ? `${field}-${here}` : undefined}
          onChange={(event) => write(event.target.value, event.target.selectionStart)}
          onKeyDown={onKey}
        />
        {letters !== null && (
          <div className="options" id={`${field}-list`} role="listbox" aria-label={say.colleagues} tabIndex={-1}>
            {!found && <p className="muted">{t.loading}</p>}
            {found?.length === 0 && <p className="muted">{say.nobody}</p>}
            {found?.map((one, rank) => (
              <div
                key={one.id}
                id={`${field}-${rank}`}
                role="option"
                tabIndex={-1}
                aria-selected={rank === here}
                onMouseDown={(event) => event.preventDefault()}
                onClick={() => choose(one)}
                onKeyDown={onKey}
              >
                {one.name}
              </div>
            ))}
          </div>
        )}
      </div>
      <p className="help" id={`${field}-help`}>
        {say.writeHint}
      </p>
      <div className="form-actions">
        <button type="submit" className="button primary" disabled={busy || draft.body.trim() === ''}>
          {cancel ? t.save : say.send}
        </button>
        {cancel && (
          <button type="button" className="button" onClick={cancel}>
            {say.cancel}
          </button>
        )}
      </div>
    </form>
  )
}

function useColleagues(model: string, id: string, letters: string | null): Colleague[] | null {
  const [found, setFound] = React.useState<Colleague[] | null>(null)
  React.useEffect(() => {
    if (letters === null) return
    const stop = new AbortController()
    const later = setTimeout(() => {
      const path = `${recordPath(model, id, 'comments')}?colleague=${encodeURIComponent(letters)}`
      get<{ colleagues: Colleague[] }>(path, stop.signal)
        .then((answer) => setFound(answer.colleagues))
        .catch(() => stop.signal.aborted || setFound([]))
    }, 150)
    return () => {
      clearTimeout(later)
      stop.abort()
    }
  }, [model, id, letters])
  return letters === null ? null : found
}
