import React from 'react'
import { type Answer, get, post, Refused, recordPath } from '../api.ts'
import { Input } from '../fields/input.tsx'
import { saidBy } from '../oversee/use-page.ts'
import type { Opened } from '../record/record-tabs.tsx'
import { useDesk } from '../shell/context.ts'
import { Icon } from '../shell/icon.tsx'
import { Names } from './names.tsx'
import type { TemplateAnswer } from './state.ts'
import './template.css'
import { templateWords } from './text.ts'
import { usePreview } from './use-preview.ts'

/** A document written and seen at once: the text, the names it may print, the page as it will be. */
export function TemplatePanel({ name, record, changed }: Opened) {
  const { t } = useDesk()
  const [answer, setAnswer] = React.useState<TemplateAnswer | null>(null)
  const [problem, setProblem] = React.useState<string | null>(null)
  React.useEffect(() => {
    const stop = new AbortController()
    get<{ text: TemplateAnswer }>(recordPath(name, record.id, 'text'), stop.signal)
      .then(({ text }) => setAnswer(text))
      .catch((error: unknown) => {
        if (!stop.signal.aborted) setProblem(error instanceof Refused ? error.message : t.networkError)
      })
    return () => stop.abort()
  }, [name, record.id, t])
  if (!answer) return <p className={problem ? 'banner banner-error' : 'muted'}>{problem ?? t.loading}</p>
  return <Editor name={name} record={record} answer={answer} changed={changed} />
}

type Props = Pick<Opened, 'name' | 'record' | 'changed'> & { answer: TemplateAnswer }

function Editor({ name, record, answer, changed }: Props) {
  const { t, state, notify } = useDesk()
  const words = templateWords(state.locale)
  const area = React.useRef<HTMLTextAreaElement>(null)
  const [body, setBody] = React.useState(answer.body)
  const [error, setError] = React.useState<string | null>(null)
  const [busy, setBusy] = React.useState(false)
  const [model, setModel] = React.useState<{ id: string; title: string } | null>(null)
  const preview = usePreview(recordPath(name, record.id, 'text'), body, model?.id ?? null)
  const dirty = body !== answer.body || (answer.isHouse && answer.mayWrite)
  const insert = (text: string) => {
    const at = area.current
    if (!at) return
    at.focus()
    at.setRangeText(text, at.selectionStart, at.selectionEnd, 'end')
    setBody(at.value)
  }
  const save = async () => {
    setBusy(true)
    try {
      const { version } = record.params
      const saved = await post<Answer>(recordPath(name, record.id, 'edit'), { body, version })
      setError(null)
      if (saved.notice) notify(saved.notice)
      changed()
    } catch (refusal) {
      setError(refusal instanceof Refused ? saidBy(refusal) : t.networkError)
    } finally {
      setBusy(false)
    }
  }
  const wrong = error ?? preview.wrong
  const line = /^(?:Ligne|Line) (\d+)/.exec(wrong ?? '')?.[1]
  return (
    <div className="template">
      <div className="template-text">
        <p className="muted">{words.help}</p>
        <p className="banner">{standing(answer, words)}</p>
        <label htmlFor="template-body">{words.text}</label>
        <textarea
          id="template-body"
          ref={area}
          spellCheck={false}
          readOnly={!answer.mayWrite}
          value={body}
          aria-invalid={wrong !== null}
          aria-describedby="template-wrong"
          onChange={(event) => setBody(event.target.value)}
        />
        <div id="template-wrong" role="status">
          {wrong && <p className="banner banner-error template-wrong">{wrong}</p>}
          {line && (
            <button type="button" className="link" onClick={() => goTo(area.current, Number(line))}>
              {words.goTo(line)}
            </button>
          )}
        </div>
        {answer.mayWrite && (
          <div className="form-actions">
            <button type="button" className="button primary" disabled={!dirty || busy} onClick={save}>
              {words.save}
            </button>
            {body !== answer.house && (
              <button type="button" className="button" onClick={() => setBody(answer.house)}>
                {words.house}
              </button>
            )}
            {body !== answer.body && <span>{words.unsaved}</span>}
          </div>
        )}
      </div>
      <Names answer={answer} insert={answer.mayWrite ? insert : null} />
      <section className="template-preview" aria-label={words.preview}>
        <h2 className="section">{words.preview}</h2>
        <div className="template-with">
          <Input
            field={{ name: 'recordId', label: words.withRecord, kind: 'reference', reference: answer.of }}
            value={model?.id ?? ''}
            title={model?.title}
            onChange={(id, title) => setModel(id ? { id: String(id), title: title ?? '' } : null)}
          />
          {model ? (
            <button type="button" className="link" onClick={() => setModel(null)}>
              {words.backToExample}
            </button>
          ) : (
            <p className="muted">{words.example}</p>
          )}
        </div>
        <p role="status" className="muted">
          {preview.late ? words.late : preview.busy ? words.making : ''}
        </p>
        {preview.problem && <p className="banner banner-error">{preview.problem}</p>}
        {preview.pdf && (
          <p>
            <a className="button" href={preview.pdf} download>
              <Icon name="Download" size={16} /> {words.pdf}
            </a>
          </p>
        )}
        {preview.picture && (
          <div className={preview.busy ? 'template-page old' : 'template-page'}>
            <img src={preview.picture} alt={words.picture} />
          </div>
        )}
      </section>
    </div>
  )
}

/** Selects a line, which the browser then shows. */
function goTo(area: HTMLTextAreaElement | null, line: number): void {
  if (!area) return
  const lines = area.value.split('\n')
  const start = lines.slice(0, line - 1).join('\n').length + (line > 1 ? 1 : 0)
  area.focus()
  area.setSelectionRange(start, start + (lines[line - 1] ?? '').length)
  area.scrollTop = (area.scrollHeight / lines.length) * Math.max(0, line - 4)
}

function standing({ published, isHouse }: TemplateAnswer, words: ReturnType<typeof templateWords>): string {
  if (isHouse) return words.startsHere
  if (!published) return words.never
  return published.same ? words.published(published.number) : words.ahead(published.number)
}
