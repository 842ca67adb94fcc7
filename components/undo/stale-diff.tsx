import React from 'react'
import { Value } from '../fields/value.tsx'
import type { Form } from '../form/use-form.ts'
import { useDesk } from '../shell/context.ts'
import type { FieldState, RecordJson } from '../state.ts'
import { useUndoWords } from './text.ts'
import { WordDiff } from './word-diff.tsx'

type Props = {
  /** What both started from, what is saved now, and the form that still holds what was typed */
  base: RecordJson
  theirs: RecordJson
  form: Form
  fields: FieldState[]
  /** The sentence of the refusal: who saved, and what */
  message: string
  /** What is left to do, when it is not to save */
  next?: string
}

/** Somebody saved in between: field by field, from what, to what by them, to what by me; nothing typed is lost. */
export function StaleDiff({ base, theirs, form, fields, message, next }: Props) {
  const say = useUndoWords()
  const [mine] = React.useState(() => ({ values: form.values, titles: form.titles }))
  const moved = fields.filter((field) => !same(base.params[field.name], theirs.params[field.name]))
  const disputed = moved.filter(({ name }) => name in mine.values && !same(mine.values[name], theirs.params[name]))
  const taken = moved.filter((field) => !(field.name in mine.values))
  const keep = (name: string) => form.set(name, mine.values[name], mine.titles[name] ?? '')
  const take = (name: string) => form.set(name, theirs.params[name] ?? '', theirs.populated[name]?.title ?? '')
  const all = (choose: (name: string) => void) => {
    for (const { name } of disputed) choose(name)
  }
  const typed: RecordJson = { ...base, params: mine.values, populated: titled(mine.titles), files: {} }
  return (
    <section className="stale" role="alert" aria-label={say.staleTitle}>
      <h2>{say.staleTitle}</h2>
      <p>{message}</p>
      {taken.length > 0 && (
        <>
          <p>{next ? say.moved : say.takenIn}</p>
          <ul className="stale-taken">
            {taken.map((field) => (
              <li key={field.name}>
                {field.label} : <Value field={field} record={base} inList /> <span aria-hidden="true">→</span>
                <span className="hidden">{say.now}</span> <Value field={field} record={theirs} inList />
              </li>
            ))}
          </ul>
        </>
      )}
      {disputed.length === 0 && !next && <p>{say.noDispute}</p>}
      {disputed.length > 1 && (
        <p className="stale-all">
          <button type="button" className="button" onClick={() => all(keep)}>
            {say.keepAll}
          </button>
          <button type="button" className="button" onClick={() => all(take)}>
            {say.takeAll}
          </button>
        </p>
      )}
      {disputed.map((field) => {
        const { name } = field
        const isTheirs = same(form.values[name], theirs.params[name])
        return (
          <fieldset key={name} className="stale-field">
            <legend>{field.label}</legend>
            <p className="muted">
              {say.atFirst} : <Value field={field} record={base} inList />
            </p>
            <Side
              field={field}
              base={base}
              side={theirs}
              label={say.take}
              checked={isTheirs}
              choose={() => take(name)}
            />
            <Side
              field={field}
              base={base}
              side={typed}
              label={say.keep}
              checked={!isTheirs}
              choose={() => keep(name)}
            />
          </fieldset>
        )
      })}
      <p className="muted">{next ?? say.thenSave}</p>
    </section>
  )
}

type SideProps = {
  field: FieldState
  base: RecordJson
  side: RecordJson
  label: string
  checked: boolean
  choose: () => void
}

function Side({ field, base, side, label, checked, choose }: SideProps) {
  const { t } = useDesk()
  const value = side.params[field.name]
  const [before, after] = [base.params[field.name], value].map((one) => String(one ?? ''))
  return (
    <label className={checked ? 'stale-side chosen' : 'stale-side'}>
      <input type="radio" name={`stale-${field.name}`} checked={checked} onChange={choose} />
      <span>
        <strong>{label}</strong>
        {value instanceof File ? (
          value.name
        ) : value === '' ? (
          t.empty
        ) : TEXTS.has(field.kind) ? (
          <WordDiff before={before ?? ''} after={after ?? ''} />
        ) : (
          <Value field={field} record={side} inList />
        )}
      </span>
    </label>
  )
}

const TEXTS = new Set<FieldState['kind']>(['text', 'longtext', 'html'])

const same = (a: unknown, b: unknown): boolean => !(a instanceof File) && String(a ?? '') === String(b ?? '')

const titled = (titles: Record<string, string>): RecordJson['populated'] =>
  Object.fromEntries(Object.entries(titles).map(([name, title]) => [name, { id: '', title, params: {} }]))
