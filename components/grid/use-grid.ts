import React from 'react'
import { bulkPath, get } from '../api.ts'
import type { FieldState, RecordJson } from '../state.ts'
import { type CellStore, useCells } from './use-cells.ts'

export type Place = { row: number; column: number }

export type Grid = CellStore & {
  on: boolean
  /** Some column shown here may be written in place by this person */
  offered: boolean
  /** Asked of the server when the grid opens; null until it has answered */
  open: Set<string> | null
  at: Place
  editing: (Place & { first: string | null }) | null
  toggle: () => void
  isOpen: (record: RecordJson, field: FieldState) => boolean
  goTo: (place: Place) => void
  /** The next cell that may be written, in reading order; false at the end */
  step: (from: Place, by: 1 | -1) => boolean
  edit: (place: Place, first?: string | null) => void
  /** Ends the typing where it is; the focus is already elsewhere */
  leave: () => void
  stop: () => void
  box: React.RefObject<HTMLDivElement>
  size: { rows: number; columns: number }
}

const KINDS = new Set<FieldState['kind']>([
  ...(['text', 'email', 'phone', 'url', 'number', 'decimal', 'money', 'boolean', 'date', 'enum'] as const),
])

/** A state moves by its verbs, never by typing over it. */
export const isInline = (field: FieldState): boolean =>
  field.update === true && !field.list && KINDS.has(field.kind) && field.name !== 'status'

/** A list as a sheet: one cell is reached by Tab, the arrows go on from there. */
export function useGrid(name: string, fields: FieldState[], records: RecordJson[]): Grid {
  const cells = useCells(name)
  const [on, setOn] = React.useState(false)
  const [at, setAt] = React.useState<Place>({ row: 0, column: 0 })
  const [editing, setEditing] = React.useState<Grid['editing']>(null)
  const box = React.useRef<HTMLDivElement>(null)
  const ids = records.map((record) => record.id).join(',')
  const open = useOpenRows(name, on ? ids : '')
  React.useEffect(() => setEditing(null), [ids])
  const isOpen = (record: RecordJson, field: FieldState) => isInline(field) && open?.has(record.id) === true
  const canWrite = ({ row, column }: Place) => {
    const [record, field] = [records[row], fields[column]]
    return record !== undefined && field !== undefined && isOpen(record, field)
  }
  const goTo = (place: Place) => {
    setAt(place)
    setEditing(null)
    // At once: the next key, pressed without a pause, belongs to that cell
    box.current?.querySelector<HTMLElement>(`[data-cell="${place.row}:${place.column}"]`)?.focus()
  }
  const step = (from: Place, by: 1 | -1) => {
    const width = fields.length
    for (let i = from.row * width + from.column + by; i >= 0 && i < width * records.length; i += by) {
      const place = { row: Math.floor(i / width), column: i % width }
      if (canWrite(place)) {
        goTo(place)
        return true
      }
    }
    return false
  }
  const edit = (place: Place, first: string | null = null) => {
    if (!canWrite(place)) return
    setAt(place)
    setEditing({ ...place, first })
  }
  const toggle = () => {
    setOn(!on)
    setEditing(null)
  }
  const leave = () => setEditing(null)
  const stop = () => {
    setEditing(null)
    box.current?.parentElement?.querySelector<HTMLElement>('.grid-toggle')?.focus()
  }
  const size = { rows: records.length, columns: fields.length }
  const offered = fields.some(isInline)
  // The first cell that may be written is where Tab arrives
  const first = records.findIndex((record) => open?.has(record.id))
  React.useEffect(() => {
    if (on && open && first >= 0) setAt({ row: first, column: Math.max(0, fields.findIndex(isInline)) })
  }, [on, open])
  return {
    ...cells,
    on: on && offered,
    offered,
    open,
    at,
    editing,
    toggle,
    isOpen,
    goTo,
    step,
    edit,
    leave,
    stop,
    box,
    size,
  }
}

/** While it is written in, the table tells assistive technology that it is a sheet. */
export const gridAttributes = (grid: Grid, label: string) =>
  grid.on ? { role: 'grid', 'aria-label': label, 'aria-describedby': 'grid-help' } : {}

function useOpenRows(name: string, ids: string): Set<string> | null {
  const [open, setOpen] = React.useState<Set<string> | null>(null)
  React.useEffect(() => {
    if (!ids) return
    const stop = new AbortController()
    get<{ editable: string[] }>(`${bulkPath(name, 'legal')}?recordIds=${ids}`, stop.signal)
      .then(({ editable }) => setOpen(new Set(editable)))
      .catch(() => !stop.signal.aborted && setOpen(new Set()))
    return () => stop.abort()
  }, [name, ids])
  return open
}
