import type React from 'react'
import { Link, useNavigate } from 'react-router-dom'
import { GridBar } from '../grid/grid-bar.tsx'
import { type Grid, gridAttributes, useGrid } from '../grid/use-grid.ts'
import { useDesk } from '../shell/context.ts'
import { Icon } from '../shell/icon.tsx'
import type { FieldState, ListMeta, ModelState, RecordJson } from '../state.ts'
import { Cells, isNumber } from './cells.tsx'

type Picked = Set<string> | 'all'
type Go = (values: Record<string, string | null>) => void
type Props = {
  name: string
  model: ModelState
  columns: string[]
  records: RecordJson[]
  meta: ListMeta
  busy: boolean
  filtered: boolean
  picked: Picked
  pick: (picked: Picked) => void
  go: Go
  /** Said instead of the usual words when there is nothing */
  empty?: React.ReactNode
  /** At the end of each line */
  lineEnd?: (record: RecordJson) => React.ReactNode
}

/** A plain table on a wide screen, cards on a phone: the same markup, so that it stays quick and readable aloud. */
export function Rows(props: Props) {
  const { model, columns, records, busy, picked, pick } = props
  const { t } = useDesk()
  const fields = columns.flatMap((name) => model.fields.find((field) => field.name === name) ?? [])
  const grid = useGrid(props.name, fields, records)
  if (records.length === 0) return props.empty ?? <Empty {...props} />
  const selectable = model.verbs.length > 0
  const every = picked === 'all' || records.every((record) => picked.has(record.id))
  return (
    <>
      <GridBar grid={grid} />
      <div className="table-box" ref={grid.box}>
        <table className={busy ? 'rows busy' : 'rows'} aria-busy={busy} {...gridAttributes(grid, model.many)}>
          <thead>
            <tr>
              {selectable && (
                <th className="pick" scope="col">
                  <input
                    type="checkbox"
                    aria-label={t.selectAll}
                    checked={every}
                    onChange={() => pick(every ? new Set() : new Set(records.map((record) => record.id)))}
                  />
                </th>
              )}
              {fields.map((field) => (
                <Head key={field.name} field={field} meta={props.meta} go={props.go} />
              ))}
              {props.lineEnd && <td />}
            </tr>
          </thead>
          <tbody>
            {records.map((record, row) => (
              <Line key={record.id} {...props} {...{ record, fields, selectable, grid, row }} />
            ))}
          </tbody>
        </table>
      </div>
    </>
  )
}

function Head({ field, meta, go }: { field: FieldState; meta: ListMeta; go: Go }) {
  const { t } = useDesk()
  const sorted = meta.sortBy === field.name
  const next = sorted && meta.direction === 'asc' ? 'desc' : 'asc'
  const sort = sorted
    ? { 'aria-sort': meta.direction === 'asc' ? ('ascending' as const) : ('descending' as const) }
    : {}
  return (
    <th scope="col" {...sort} className={isNumber(field) ? 'number' : undefined}>
      {field.sort ? (
        <button
          type="button"
          className="sort"
          title={t.sortBy(field.label)}
          onClick={() => go({ sortBy: field.name, direction: next })}
        >
          {field.label}
          {sorted && <Icon name={meta.direction === 'asc' ? 'ArrowUp' : 'ArrowDown'} size={13} />}
        </button>
      ) : (
        field.label
      )}
    </th>
  )
}

type LineProps = Props & { record: RecordJson; fields: FieldState[]; selectable: boolean; grid: Grid; row: number }

function Line({ name, record, fields, selectable, picked, pick, lineEnd, grid, row }: LineProps) {
  const { t } = useDesk()
  const navigate = useNavigate()
  const href = `/admin/resources/${name}/records/${record.id}/show`
  const ticked = picked === 'all' || picked.has(record.id)
  const tick = () => {
    const next = new Set(picked === 'all' ? [] : picked)
    if (!next.delete(record.id)) next.add(record.id)
    pick(next)
  }
  // A link in the line is for the keyboard; the whole line is for the hand
  const onClick = (event: React.MouseEvent) => {
    if ((event.target as Element).closest('a,button,input,label') || window.getSelection()?.toString()) return
    navigate(href)
  }
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: a cell holds the link
    <tr onClick={onClick} className={ticked ? 'ticked' : undefined}>
      {selectable && (
        <td className="pick">
          <input type="checkbox" checked={ticked} onChange={tick} aria-label={t.select(record.title)} />
        </td>
      )}
      <Cells fields={fields} record={record} href={href} grid={grid} row={row} />
      {lineEnd && <td className="line-end">{lineEnd(record)}</td>}
    </tr>
  )
}

/** An empty list says what to do next. */
function Empty({ name, model, filtered }: Props) {
  const { t } = useDesk()
  return (
    <div className="empty">
      <Icon name={filtered ? 'Search' : model.icon} size={28} />
      <h2>{filtered ? t.emptyFiltered : t.emptyTitle}</h2>
      <p className="muted">{filtered ? t.emptyFilteredHint : t.emptyHint}</p>
      {filtered ? (
        <Link className="button" to={`/admin/resources/${name}?view=none`}>
          {t.clearAll}
        </Link>
      ) : (
        model.create && (
          <Link className="button primary" to={`/admin/resources/${name}/actions/new`}>
            {t.create}
          </Link>
        )
      )}
    </div>
  )
}
