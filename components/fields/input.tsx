import React from 'react'
import { useDesk, valuesOf } from '../shell/context.ts'
import type { FieldState, FileState } from '../state.ts'
import { DateInput } from './date-input.tsx'
import { FileInput } from './file-input.tsx'
import { wallClock } from './format.ts'
import { ReferenceInput } from './reference-input.tsx'

export type InputProps = {
  field: FieldState
  value: unknown
  /** Of a reference already chosen */
  title?: string | undefined
  file?: FileState | undefined
  error?: string | undefined
  onChange: (value: unknown, title?: string) => void
}

/** One field of a form: label, control, help, and what is wrong with it, tied together for those who listen. */
export function Input(props: InputProps) {
  const { field, error } = props
  const { t } = useDesk()
  const id = React.useId()
  const described = [field.help && `${id}-help`, error && `${id}-error`].filter(Boolean).join(' ')
  const control = {
    id,
    ...(described ? { 'aria-describedby': described } : {}),
    ...(error ? { 'aria-invalid': true } : {}),
  }
  return (
    <div className={error ? 'field invalid' : 'field'} data-field={field.name}>
      <label htmlFor={id}>
        {field.label}
        {field.required && (
          <span className="required" title={t.required}>
            {' '}
            *<span className="hidden"> ({t.required})</span>
          </span>
        )}
      </label>
      <Control {...props} control={control} />
      {field.help && (
        <p className="help" id={`${id}-help`}>
          {field.help}
        </p>
      )}
      {error && (
        <p className="error" id={`${id}-error`}>
          {error}
        </p>
      )}
    </div>
  )
}

export type ControlAttributes = { id: string; 'aria-describedby'?: string; 'aria-invalid'?: boolean }
type ControlProps = InputProps & { control: ControlAttributes }

function Control(props: ControlProps) {
  const { field, value, control, onChange } = props
  const { state } = useDesk()
  const text = value === null || value === undefined ? '' : String(value)
  const typed = {
    ...control,
    value: text,
    required: field.required === true,
    onChange: (event: Typed) => onChange(event.target.value),
  }
  switch (field.kind) {
    case 'longtext':
    case 'html':
    case 'json':
      return <textarea {...typed} rows={5} />
    case 'enum':
      return field.list ? <ManyChoices {...props} /> : <Choice {...props} />
    case 'boolean':
      return <YesNo {...props} />
    case 'reference':
      return <ReferenceInput {...props} />
    case 'file':
      return <FileInput {...props} />
    case 'date':
      return <DateInput {...typed} value={text} onChange={onChange} />
    case 'datetime':
      return (
        <DateInput
          {...typed}
          withTime
          value={/Z$|[+-]\d\d:\d\d$/.test(text) ? wallClock(text, state.timezone) : text}
          onChange={onChange}
        />
      )
    case 'number':
      return <input type="text" inputMode="numeric" {...typed} />
    case 'decimal':
    case 'money':
      return <input type="text" inputMode="decimal" {...typed} />
    default:
      return <input type={TYPES[field.kind] ?? 'text'} {...typed} />
  }
}

type Typed = React.ChangeEvent<HTMLInputElement | HTMLTextAreaElement>

const TYPES: Partial<Record<FieldState['kind'], string>> = { email: 'email', phone: 'tel', url: 'url' }

function Choice({ field, value, control, onChange }: ControlProps) {
  const { state, t } = useDesk()
  return (
    <select
      {...control}
      value={String(value ?? '')}
      required={field.required === true}
      onChange={(event) => onChange(event.target.value)}
    >
      <option value="">{t.choose}</option>
      {valuesOf(state, field).map((one) => (
        <option key={one.value} value={one.value}>
          {one.label}
        </option>
      ))}
    </select>
  )
}

function ManyChoices({ field, value, control, onChange }: ControlProps) {
  const { state } = useDesk()
  const chosen = new Set(
    Array.isArray(value)
      ? value.map(String)
      : String(value ?? '')
          .split(',')
          .filter(Boolean),
  )
  const toggle = (one: string) => {
    const next = new Set(chosen)
    if (!next.delete(one)) next.add(one)
    onChange([...next].join(','))
  }
  return (
    <fieldset className="choices" aria-describedby={control['aria-describedby']}>
      {valuesOf(state, field).map((one) => (
        <label key={one.value} className="check">
          <input type="checkbox" checked={chosen.has(one.value)} onChange={() => toggle(one.value)} />
          {one.label}
        </label>
      ))}
    </fieldset>
  )
}

function YesNo({ value, control, onChange }: ControlProps) {
  const { t } = useDesk()
  const on = value === true || value === 'true'
  return (
    <span className="switch">
      <input {...control} type="checkbox" checked={on} onChange={(event) => onChange(event.target.checked)} />
      <span aria-hidden="true">{on ? t.yes : t.no}</span>
    </span>
  )
}
