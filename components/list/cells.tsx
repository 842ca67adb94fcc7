import { Link } from 'react-router-dom'
import { Value } from '../fields/value.tsx'
import type { FieldState, RecordJson } from '../state.ts'

const NUMBERS = new Set<FieldState['kind']>(['number', 'decimal', 'money'])

export const isNumber = (field: FieldState): boolean => NUMBERS.has(field.kind)

/** The values of one record, the first that says something being the link to it. */
export function Cells({ fields, record, href }: { fields: FieldState[]; record: RecordJson; href: string }) {
  const lead = fields.find((field) => field.kind !== 'file' && !isBlank(field, record)) ?? fields[0]
  return (
    <>
      {fields.map((field) => (
        <td key={field.name} data-label={field.label} className={classOf(field, record, field === lead)}>
          <span className="cell">
            {field === lead ? (
              <Link to={href} className="row-link">
                {isBlank(field, record) ? record.title : <Value field={field} record={record} inList />}
              </Link>
            ) : (
              <Value field={field} record={record} inList />
            )}
          </span>
        </td>
      ))}
    </>
  )
}

const isBlank = (field: FieldState, record: RecordJson): boolean => (record.params[field.name] ?? '') === ''

/** A card on a phone leaves out what is empty; a table keeps its columns. */
const classOf = (field: FieldState, record: RecordJson, leads: boolean): string | undefined =>
  [isNumber(field) && 'number', !leads && isBlank(field, record) && 'blank'].filter(Boolean).join(' ') || undefined
