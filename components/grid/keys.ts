import type React from 'react'
import type { FieldState, RecordJson } from '../state.ts'
import type { Grid, Place } from './use-grid.ts'

type Cell = {
  grid: Grid
  place: Place
  field: FieldState
  record: RecordJson
  open: boolean
  editing: boolean
  save: (value: unknown) => void
}

const MOVES: Record<string, [number, number]> = {
  ArrowUp: [-1, 0],
  ArrowDown: [1, 0],
  ArrowLeft: [0, -1],
  ArrowRight: [0, 1],
  Home: [0, -Infinity],
  End: [0, Infinity],
}

/** The keyboard of a spreadsheet, while no cell is being typed in; a cell that is listens for itself. */
export function onCellKey(event: React.KeyboardEvent<HTMLElement>, cell: Cell): void {
  if (cell.editing || event.target !== event.currentTarget) return
  if (event.ctrlKey || event.metaKey || event.altKey) return
  if (handled(event, cell)) event.preventDefault()
}

function handled({ key, shiftKey, currentTarget }: React.KeyboardEvent<HTMLElement>, cell: Cell): boolean {
  const { grid, place, field, open, record } = cell
  const move = MOVES[key]
  if (move) {
    grid.goTo({
      row: within(place.row + move[0], grid.size.rows),
      column: within(place.column + move[1], grid.size.columns),
    })
    return true
  }
  if (key === 'Tab') return grid.step(place, shiftKey ? -1 : 1)
  if (key === 'Escape') {
    grid.stop()
    return true
  }
  if (!open) {
    if (key === 'Enter') currentTarget.querySelector('a')?.click()
    return key === 'Enter'
  }
  if (field.kind === 'boolean') {
    if (key !== 'Enter' && key !== 'F2' && key !== ' ') return false
    cell.save(String(record.params[field.name]) !== 'true')
    return true
  }
  if (key === 'Enter' || key === 'F2') grid.edit(place)
  else if (key === 'Delete' || key === 'Backspace') grid.edit(place, '')
  else if (key.length === 1) grid.edit(place, key)
  else return false
  return true
}

const within = (index: number, size: number): number => Math.min(Math.max(index, 0), size - 1)
