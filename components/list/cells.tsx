import { Link } from 'react-router-dom'
import { Value } from '../fields/value.tsx'
import { GridCell } from '../grid/grid-cell.tsx'
import type { Grid } from '../grid/use-grid.ts'
import type { FieldState, RecordJson } from '../state.ts'

const NUMBERS = new Set<FieldState['kind']>(['number', 'decimal', 'money'])

export const isNumber = (field: FieldState): boolean => NUMBERS.has(field.kind)

/** With a `grid`, `row` says where in it. */
type Props = { fields: FieldState[]; record: RecordJson; href: string; grid?: Grid; row?: number }

/** The values of one record, the first that says something being the link to it. */
export function Cells({ fields, record: read, href, grid, row = 0 }: Props) {
  const record = grid?.latest(read) ?? read
  const lead = fields.find((field) => field.kind !== 'file' && !isBlank(field, record)) ?? fields[0]
  const content = (field: FieldState) =>
    field === lead ? (
      <Link to={href} className="row-link">
        {isBlank(field, record) ? record.title : <Value field={field} record={record} inList />}
      </Link>
    ) : (
      <Value field={field} record={record} inList />
    )
  return (
    <>
      {fields.map((field, column) => {
        const className = classOf(field, record, field === lead)
        return grid?.on ? (
          <GridCell key={field.name} {...{ grid, field, record, className }} place={{ row, column }}>
            {content(field)}
          </GridCell>
        ) : (
          <td key={field.name} data-label={field.label} className={className}>
            <span className="cell">{content(field)}</span>
          </td>
        )
      })}
    </>
  )
}

const isBlank = (field: FieldState, record: RecordJson): boolean => (record.params[field.name] ?? '') === ''

/** A card on a phone leaves out what is empty; a table keeps its columns. */
const classOf = (field: FieldState, record: RecordJson, leads: boolean): string | undefined =>
  [isNumber(field) && 'number', !leads && isBlank(field, record) && 'blank'].filter(Boolean).join(' ') || undefined
