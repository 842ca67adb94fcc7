import React from 'react'
import { useDesk, valuesOf } from '../shell/context.ts'
import type { FieldState, RecordJson } from '../state.ts'
import { useGridWords } from './text.ts'
import type { Grid, Place } from './use-grid.ts'

type Props = {
  grid: Grid
  place: Place
  field: FieldState
  value: unknown
  record: RecordJson
  save: (value: unknown) => void
}

/** The cell while it is typed in: Enter keeps and goes down, Tab keeps and goes on, Escape gives up, leaving keeps. */
export function CellInput({ grid, place, field, value, record, save }: Props) {
  const { state, t } = useDesk()
  const say = useGridWords()
  const first = typed(field) ? (grid.editing?.first ?? null) : null
  const [text, setText] = React.useState(first ?? startOf(field, value))
  const over = React.useRef(false)
  const close = (keep: boolean, then: () => void) => {
    if (over.current) return
    over.current = true
    if (keep) save(text)
    then()
  }
  const onKeyDown = (event: React.KeyboardEvent) => {
    const below = { row: Math.min(place.row + 1, grid.size.rows - 1), column: place.column }
    if (event.key === 'Enter') close(true, () => grid.goTo(below))
    else if (event.key === 'Escape') close(false, () => grid.goTo(place))
    else if (event.key === 'Tab') close(true, () => grid.step(place, event.shiftKey ? -1 : 1) || grid.goTo(place))
    else return
    event.preventDefault()
    event.stopPropagation()
  }
  const control = {
    value: text,
    'aria-label': say.value(field.label, record.title),
    autoFocus: true,
    onKeyDown,
    onBlur: () => close(true, grid.leave),
    onChange: (event: React.ChangeEvent<HTMLInputElement | HTMLSelectElement>) => setText(event.target.value),
  }
  if (field.kind === 'enum')
    return (
      <select {...control}>
        {!field.required && <option value="">{t.choose}</option>}
        {valuesOf(state, field).map((one) => (
          <option key={one.value} value={one.value}>
            {one.label}
          </option>
        ))}
      </select>
    )
  const select = (event: React.FocusEvent<HTMLInputElement>) => first === null && typed(field) && event.target.select()
  return <input {...control} {...KINDS[field.kind]} onFocus={select} />
}

const KINDS: Partial<Record<FieldState['kind'], React.InputHTMLAttributes<HTMLInputElement>>> = {
  date: { type: 'date' },
  number: { type: 'text', inputMode: 'numeric' },
  decimal: { type: 'text', inputMode: 'decimal' },
  money: { type: 'text', inputMode: 'decimal' },
  email: { type: 'text', inputMode: 'email' },
}

const typed = (field: FieldState): boolean => field.kind !== 'date' && field.kind !== 'enum'

const startOf = (field: FieldState, value: unknown): string =>
  field.kind === 'date' ? String(value ?? '').slice(0, 10) : String(value ?? '')
