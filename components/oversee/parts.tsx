import React from 'react'
import { Link } from 'react-router-dom'
import { sayInstant } from '../fields/format.ts'
import { Missing } from '../screens/missing.tsx'
import { useDesk } from '../shell/context.ts'
import { Icon } from '../shell/icon.tsx'
import { useTitle } from '../shell/use-title.ts'
import type { Tone } from '../state.ts'
import type { Link as LinkState, Option } from './state.ts'
import type { Loaded } from './use-page.ts'

type Page<T> = { title: string; help: string; loaded: Loaded<T>; actions?: React.ReactNode; children: React.ReactNode }

/** The frame of a page of the administration: what it is, what may be done, or why it does not show. */
export function OverseePage<T>({ title, help, loaded, actions, children }: Page<T>) {
  const { t } = useDesk()
  useTitle(title)
  if (loaded.missing) return <Missing />
  return (
    <section className="screen oversee" aria-labelledby="screen-title">
      <header className="screen-head">
        <div>
          <h1 id="screen-title">{title}</h1>
          <p className="muted">{help}</p>
        </div>
        {actions && <div className="head-actions">{actions}</div>}
      </header>
      {loaded.problem && (
        <p className="banner banner-error" role="alert">
          {loaded.problem}
        </p>
      )}
      {loaded.answer ? children : !loaded.problem && <p className="muted">{t.loading}</p>}
    </section>
  )
}

export const Go = ({ to }: { to: LinkState }) => (to.href ? <Link to={to.href}>{to.title}</Link> : to.title)

export const Tag = ({ tone, children }: { tone: Tone; children: React.ReactNode }) => (
  <span className={`chip tone-${tone}`}>{children}</span>
)

export function At({ at }: { at: string | null }) {
  const { t, state } = useDesk()
  return at ? <time dateTime={at}>{sayInstant(at, state.locale, state.timezone)}</time> : t.none
}

type Column<T> = { label: string; cell: (row: T) => React.ReactNode; wide?: true }

/** A table that becomes cards on a telephone. */
export function Table<T>({
  label,
  columns,
  rows,
  keyOf,
}: {
  label: string
  columns: Column<T>[]
  rows: T[]
  keyOf: (row: T) => string
}) {
  return (
    <div className="table-box">
      <table className="rows" aria-label={label}>
        <thead>
          <tr>
            {columns.map((column) => (
              <th key={column.label} scope="col">
                {column.label}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={keyOf(row)}>
              {columns.map((column) => (
                <td key={column.label} data-label={column.label} className={column.wide && 'wide-cell'}>
                  <div>{column.cell(row)}</div>
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

type Paged = { total: number; page: number; perPage: number }

export function Pages({ at, go }: { at: Paged; go: (values: Record<string, string | null>) => void }) {
  const { t } = useDesk()
  const last = Math.max(1, Math.ceil(at.total / at.perPage))
  if (last === 1) return null
  const turn = (page: number, name: string, label: string, off: boolean) => (
    <button
      type="button"
      className="button"
      disabled={off}
      aria-label={label}
      onClick={() => go({ page: String(page) })}
    >
      <Icon name={name} size={16} />
    </button>
  )
  return (
    <nav className="pager" aria-label={t.page(at.page, last)}>
      {turn(at.page - 1, 'ChevronLeft', t.previous, at.page <= 1)}
      <span>{t.page(at.page, last)}</span>
      {turn(at.page + 1, 'ChevronRight', t.next, at.page >= last)}
    </nav>
  )
}

type ChoiceProps = { label: string; value: string; options: Option[]; any?: string; onChange: (value: string) => void }

export function Choice({ label, value, options, any, onChange }: ChoiceProps) {
  const id = React.useId()
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      <select id={id} value={value} onChange={(event) => onChange(event.target.value)}>
        {any !== undefined && <option value="">{any}</option>}
        {options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.label}
          </option>
        ))}
      </select>
    </div>
  )
}

type DialogProps = { title: string; close: () => void; children: React.ReactNode }

export function Dialog({ title, close, children }: DialogProps) {
  const id = React.useId()
  const dialog = React.useRef<HTMLDialogElement>(null)
  React.useEffect(() => dialog.current?.showModal(), [])
  return (
    <dialog ref={dialog} className="dialog" aria-labelledby={id} onClose={close}>
      <div className="form">
        <h2 id={id}>{title}</h2>
        {children}
      </div>
    </dialog>
  )
}
