import React from 'react'
import { ReferenceInput } from '../fields/reference-input.tsx'
import { useDesk, valuesOf } from '../shell/context.ts'
import type { FieldState, ModelState } from '../state.ts'
import { withoutFilters } from './query.ts'

type Values = Record<string, string>
type Props = { model: ModelState; params: URLSearchParams; apply: (params: URLSearchParams) => void; close: () => void }

/** One control per column, by its kind. Nothing is fetched until a reference is opened. */
export function FilterPanel({ model, params, apply, close }: Props) {
  const { t } = useDesk()
  const [values, setValues] = React.useState<Values>(() =>
    Object.fromEntries([...params].filter(([key]) => key.startsWith('filters.'))),
  )
  const set = (key: string, value: string) => setValues((now) => ({ ...now, [key]: value }))
  const submit = (event: React.FormEvent) => {
    event.preventDefault()
    const next = withoutFilters(params)
    const query = params.get('query')
    if (query) next.set('query', query)
    for (const [key, value] of Object.entries(values)) if (value !== '') next.set(key, value)
    apply(next)
    close()
  }
  const fields = model.fields.filter(
    (field) => FILTERABLE.has(field.kind) && (field.kind !== 'reference' || field.reference),
  )
  return (
    <form id="filters" className="filter-panel" onSubmit={submit} aria-label={t.filters}>
      <div className="filter-grid">
        {fields.map((field) => (
          <FilterField key={field.name} field={field} values={values} set={set} />
        ))}
      </div>
      <div className="form-actions">
        <button type="submit" className="button primary">
          {t.apply}
        </button>
        <button type="button" className="button" onClick={() => setValues({})}>
          {t.clearAll}
        </button>
        <button type="button" className="button" onClick={close}>
          {t.close}
        </button>
      </div>
    </form>
  )
}

const FILTERABLE = new Set([
  'text',
  'longtext',
  'email',
  'phone',
  'url',
  'number',
  'decimal',
  'money',
  'boolean',
  'date',
  'datetime',
  'enum',
  'reference',
])
const RANGES = new Set(['number', 'decimal', 'money', 'date', 'datetime'])

type FieldProps = { field: FieldState; values: Values; set: (key: string, value: string) => void }

function FilterField(props: FieldProps) {
  const { field } = props
  const id = React.useId()
  const Control =
    field.kind === 'enum'
      ? Choices
      : field.kind === 'boolean'
        ? Either
        : field.kind === 'reference'
          ? Reference
          : RANGES.has(field.kind)
            ? Range
            : Contains
  return (
    <fieldset className="filter">
      <legend id={id}>{field.label}</legend>
      <Control {...props} />
    </fieldset>
  )
}

function Contains({ field, values, set }: FieldProps) {
  const { t } = useDesk()
  const key = `filters.${field.name}`
  return (
    <input
      type="text"
      aria-label={`${field.label} ${t.contains}`}
      placeholder={`${t.contains}…`}
      value={values[key] ?? ''}
      onChange={(event) => set(key, event.target.value)}
    />
  )
}

function Range({ field, values, set }: FieldProps) {
  const { t } = useDesk()
  const dated = field.kind === 'date' || field.kind === 'datetime'
  const bound = (side: 'from' | 'to', label: string) => {
    const key = `filters.${field.name}~~${side}`
    return (
      <input
        type={dated ? 'date' : 'text'}
        inputMode={dated ? undefined : 'decimal'}
        aria-label={`${field.label} : ${label}`}
        placeholder={label}
        title={label}
        value={values[key] ?? ''}
        onChange={(event) => set(key, event.target.value)}
      />
    )
  }
  const last = `filters.${field.name}~~last`
  return (
    <div className="range">
      {bound('from', dated ? t.from : t.atLeast)}
      {bound('to', dated ? t.to : t.atMost)}
      {dated && (
        <select
          aria-label={`${field.label} : ${t.lastDaysLabel}`}
          value={values[last] ?? ''}
          onChange={(event) => set(last, event.target.value)}
        >
          <option value="">{t.any}</option>
          {['7', '30', '90', '365'].map((days) => (
            <option key={days} value={days}>
              {t.lastDays(days)}
            </option>
          ))}
        </select>
      )}
    </div>
  )
}

function Choices({ field, values, set }: FieldProps) {
  const { state } = useDesk()
  const key = `filters.${field.name}~~in`
  const chosen = new Set([...(values[key] ?? '').split(','), values[`filters.${field.name}`] ?? ''].filter(Boolean))
  const toggle = (value: string) => {
    if (!chosen.delete(value)) chosen.add(value)
    set(`filters.${field.name}`, '')
    set(key, [...chosen].join(','))
  }
  return (
    <div className="choices">
      {valuesOf(state, field).map((one) => (
        <label key={one.value} className="check">
          <input type="checkbox" checked={chosen.has(one.value)} onChange={() => toggle(one.value)} />
          {one.label}
        </label>
      ))}
    </div>
  )
}

function Either({ field, values, set }: FieldProps) {
  const { t } = useDesk()
  const key = `filters.${field.name}`
  return (
    <select aria-label={field.label} value={values[key] ?? ''} onChange={(event) => set(key, event.target.value)}>
      <option value="">{t.any}</option>
      <option value="true">{t.yes}</option>
      <option value="false">{t.no}</option>
    </select>
  )
}

function Reference({ field, values, set }: FieldProps) {
  const id = React.useId()
  const key = `filters.${field.name}`
  const [title, setTitle] = React.useState('')
  return (
    <ReferenceInput
      field={field}
      control={{ id }}
      value={values[key] ?? ''}
      title={title || (values[key] ? '…' : '')}
      onChange={(value, next = '') => {
        setTitle(next)
        set(key, String(value ?? ''))
      }}
    />
  )
}
