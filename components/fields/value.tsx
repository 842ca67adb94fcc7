import { Link } from 'react-router-dom'
import { type Desk, useDesk, valuesOf } from '../shell/context.ts'
import { Icon } from '../shell/icon.tsx'
import type { FieldState, RecordJson } from '../state.ts'
import { sayDay, sayInstant, sayMoney, sayNumber, saySize } from './format.ts'

type Props = { field: FieldState; record: RecordJson; inList?: boolean }

/** One value of a record, in words: no id, no raw code, no machine date. */
export function Value({ field, record, inList = false }: Props) {
  const desk = useDesk()
  const value = record.params[field.name]
  if (value === null || value === undefined || value === '') return <span className="muted">{desk.t.none}</span>
  const word = record.words?.[field.name]
  if (word) return <>{word}</>
  if (Array.isArray(value)) return <>{value.map((one) => textOf(one, field, desk)).join(', ')}</>
  const Shown = SHOWN[field.kind]
  return Shown ? <Shown value={value} field={field} record={record} desk={desk} inList={inList} /> : String(value)
}

type Shown = { value: unknown; field: FieldState; record: RecordJson; desk: Desk; inList: boolean }

const SHOWN: Partial<Record<FieldState['kind'], (props: Shown) => React.ReactNode>> = {
  enum: ({ value, field, desk }) => <Chip value={String(value)} field={field} desk={desk} />,
  boolean: ({ value, desk }) => (value === true || value === 'true' ? desk.t.yes : desk.t.no),
  date: ({ value, desk }) => <time dateTime={String(value)}>{sayDay(String(value), desk.state.locale)}</time>,
  datetime: ({ value, desk }) => (
    <time dateTime={String(value)}>{sayInstant(String(value), desk.state.locale, desk.state.timezone)}</time>
  ),
  // A year is a name: 2032, never 2 032
  number: ({ value, field, desk }) => (/year$/i.test(field.name) ? String(value) : sayNumber(value, desk.state.locale)),
  decimal: ({ value, desk }) => sayNumber(value, desk.state.locale),
  money: ({ value, record, desk }) => sayMoney(value, record.params.currency, desk.state.locale),
  reference: ({ value, field, record, desk, inList }) => {
    const title = record.populated[field.name]?.title ?? desk.t.notSet
    if (!field.reference) return <>{title}</>
    const peek = { 'data-peek': `${field.reference}/${String(value)}` }
    if (inList) return <span {...peek}>{title}</span>
    return (
      <Link to={`/admin/resources/${field.reference}/records/${String(value)}/show`} {...peek}>
        {title}
      </Link>
    )
  },
  file: ({ value, field, record, desk }) => <FileLink id={String(value)} field={field} record={record} desk={desk} />,
  email: ({ value, inList }) => (inList ? String(value) : <a href={`mailto:${String(value)}`}>{String(value)}</a>),
  phone: ({ value, inList }) => (inList ? String(value) : <a href={`tel:${String(value)}`}>{String(value)}</a>),
  url: ({ value, inList }) => (inList || !isWeb(value) ? String(value) : <Outside href={String(value)} />),
  longtext: ({ value, inList }) => (inList ? shortened(String(value)) : <p className="long">{String(value)}</p>),
  html: ({ value }) => <p className="long">{String(value)}</p>,
  json: ({ value }) => <Pairs value={value} />,
}

const isWeb = (value: unknown): boolean => /^https?:\/\//i.test(String(value))
const shortened = (text: string): string => (text.length > 90 ? `${text.slice(0, 90)}…` : text)

const Outside = ({ href }: { href: string }) => (
  <a href={href} rel="noreferrer noopener" target="_blank">
    {href.replace(/^https?:\/\//i, '')}
  </a>
)

export function Chip({ value, field, desk }: { value: string; field: FieldState; desk: Desk }) {
  const known = valuesOf(desk.state, field).find((one) => one.value === value)
  const label = known?.label ?? desk.t.notSet
  return known?.tone ? <span className={`chip tone-${known.tone}`}>{label}</span> : label
}

function FileLink({ id, field, record, desk }: { id: string; field: FieldState; record: RecordJson; desk: Desk }) {
  const file = record.files?.[field.name]
  const name = file?.name || record.populated[field.name]?.title || desk.t.download
  return (
    <a className="file" href={`/files/${id}`} download>
      <Icon name="FileText" size={16} />
      <span>{name}</span>
      {file && file.size > 0 && <small className="muted">{saySize(file.size, desk.state.locale)}</small>}
    </a>
  )
}

/** A small structure, as lines a person can read. */
function Pairs({ value }: { value: unknown }) {
  if (typeof value !== 'object' || value === null) return <>{String(value)}</>
  const entries = Object.entries(value).filter(([, one]) => typeof one !== 'object' || one === null)
  return (
    <ul className="pairs">
      {entries.map(([name, one]) => (
        <li key={name}>
          {name} : {String(one ?? '—')}
        </li>
      ))}
    </ul>
  )
}

/** The same as plain text: for lists of values and for people who listen. */
export function textOf(value: unknown, field: FieldState, desk: Desk): string {
  if (field.kind === 'enum') return valuesOf(desk.state, field).find((one) => one.value === value)?.label ?? ''
  if (field.kind === 'date') return sayDay(String(value), desk.state.locale)
  if (field.kind === 'boolean') return String(value) === 'true' ? desk.t.yes : desk.t.no
  return String(value)
}
