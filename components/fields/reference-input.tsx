import React from 'react'
import { get, resourcePath } from '../api.ts'
import { useDesk } from '../shell/context.ts'
import { Icon } from '../shell/icon.tsx'
import type { RecordJson } from '../state.ts'
import type { ControlAttributes, InputProps } from './input.tsx'

/** A record chosen by name. Nothing is fetched before somebody opens it; what is typed is searched on the server. */
export function ReferenceInput({
  field,
  value,
  title,
  control,
  onChange,
}: InputProps & { control: ControlAttributes }) {
  const { t } = useDesk()
  const [text, setText] = React.useState<string | null>(null)
  const [here, setHere] = React.useState(0)
  const found = useMatches(field.reference, text)
  const list = `${control.id}-list`
  const choose = (record: RecordJson) => {
    onChange(record.id, record.title)
    setText(null)
  }
  const onKey = (event: React.KeyboardEvent) => {
    if (event.key === 'Escape') return setText(null)
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault()
      if (text === null) return setText('')
      const step = event.key === 'ArrowDown' ? 1 : -1
      return setHere((at) => (found ? (at + step + found.length) % Math.max(1, found.length) : 0))
    }
    const record = found?.[here]
    if (event.key === 'Enter' && text !== null && record) {
      event.preventDefault()
      choose(record)
    }
  }
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the field closes its list when the focus leaves all of it
    <div className="reference" onBlur={(event) => !event.currentTarget.contains(event.relatedTarget) && setText(null)}>
      <input
        {...control}
        type="text"
        role="combobox"
        autoComplete="off"
        aria-expanded={text !== null}
        aria-controls={list}
        aria-autocomplete="list"
        aria-activedescendant={text !== null && found?.[here] ? `${list}-${here}` : undefined}
        placeholder={t.chooseReference}
        value={text ?? title ?? ''}
        onFocus={(event) => event.target.select()}
        onClick={() => setText((now) => now ?? '')}
        onChange={(event) => {
          setText(event.target.value)
          setHere(0)
        }}
        onKeyDown={onKey}
      />
      {value && text === null ? (
        <button
          type="button"
          className="icon-button inside"
          onClick={() => onChange(null, '')}
          aria-label={`${t.clear} ${field.label}`}
        >
          <Icon name="X" size={15} />
        </button>
      ) : null}
      {text !== null && (
        <div className="options" id={list} role="listbox" aria-label={field.label} tabIndex={-1}>
          {!found && <p className="muted">{t.loading}</p>}
          {found?.length === 0 && <p className="muted">{t.noMatch}</p>}
          {found?.map((record, rank) => (
            <div
              key={record.id}
              id={`${list}-${rank}`}
              role="option"
              tabIndex={-1}
              aria-selected={rank === here}
              onMouseDown={(event) => event.preventDefault()}
              onClick={() => choose(record)}
              onKeyDown={onKey}
            >
              {record.title}
            </div>
          ))}
        </div>
      )}
    </div>
  )
}

function useMatches(model: string | undefined, text: string | null): RecordJson[] | null {
  const [found, setFound] = React.useState<RecordJson[] | null>(null)
  React.useEffect(() => {
    if (text === null || !model) return
    const stop = new AbortController()
    const later = setTimeout(async () => {
      const query = text ? `?query=${encodeURIComponent(text)}` : ''
      try {
        setFound((await get<{ records: RecordJson[] }>(resourcePath(model, 'search') + query, stop.signal)).records)
      } catch {
        if (!stop.signal.aborted) setFound([])
      }
    }, 150)
    return () => {
      clearTimeout(later)
      stop.abort()
    }
  }, [model, text])
  return text === null ? null : found
}
