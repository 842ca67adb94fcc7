import React from 'react'
import { Value } from '../fields/value.tsx'
import { Icon } from '../shell/icon.tsx'
import type { FieldState, RecordJson } from '../state.ts'
import { CellInput } from './cell-input.tsx'
import { onCellKey } from './keys.ts'
import { useGridWords } from './text.ts'
import { keyOf } from './use-cells.ts'
import type { Grid, Place } from './use-grid.ts'

type Props = {
  grid: Grid
  place: Place
  field: FieldState
  record: RecordJson
  className: string | undefined
  children: React.ReactNode
}

/** One cell of the sheet: shown, written in place, or waiting to be mended with the sentence beside it. */
export function GridCell({ grid, place, field, record, className, children }: Props) {
  const say = useGridWords()
  const id = React.useId()
  const open = grid.isOpen(record, field)
  const { row, column } = place
  const here = grid.at.row === row && grid.at.column === column
  const editing = grid.editing?.row === row && grid.editing.column === column
  const pending = grid.pending.get(keyOf(record, field))
  const trouble = pending && pending.status !== 'saving'
  const shown = pending ? { ...record, params: { ...record.params, [field.name]: pending.value } } : record
  const save = (value: unknown) => {
    if (String(value ?? '') !== String(shown.params[field.name] ?? '') || trouble) grid.save(record, field, value)
  }
  const state = ['grid-cell', className, open && 'open', pending?.status].filter(Boolean).join(' ')
  return (
    <td
      // biome-ignore lint/a11y/noNoninteractiveElementToInteractiveRole: its table is a grid while it is written in
      role="gridcell"
      data-cell={`${row}:${column}`}
      data-label={field.label}
      className={state}
      tabIndex={here && !editing ? 0 : -1}
      aria-readonly={!open}
      {...(trouble ? { 'aria-invalid': true, 'aria-describedby': id } : {})}
      onFocus={(event) => event.target === event.currentTarget && !here && grid.goTo(place)}
      onClick={(event) => open && event.stopPropagation()}
      onDoubleClick={() => grid.edit(place)}
      onKeyDown={(event) => onCellKey(event, { grid, place, field, open, editing, record: shown, save })}
    >
      {editing ? (
        <CellInput
          grid={grid}
          place={place}
          field={field}
          value={shown.params[field.name]}
          record={record}
          save={save}
        />
      ) : (
        <span className="cell">{pending ? <Value field={field} record={shown} inList /> : children}</span>
      )}
      {open && !editing && (
        <button
          type="button"
          className="pencil"
          tabIndex={-1}
          aria-label={say.edit(field.label, record.title)}
          onClick={() =>
            field.kind === 'boolean' ? save(String(shown.params[field.name]) !== 'true') : grid.edit(place)
          }
        >
          <Icon name="Edit2" size={14} />
        </button>
      )}
      {trouble && (
        <span className="cell-trouble" id={id} role="alert">
          {pending.message}
          {pending.status === 'stale' && (
            <span className="cell-choice">
              <button type="button" className="button" onClick={() => grid.save(record, field, pending.value)}>
                {say.keep}
              </button>
              <button type="button" className="button" onClick={() => grid.drop(record, field)}>
                {say.take}
              </button>
            </span>
          )}
        </span>
      )}
    </td>
  )
}
