import React from 'react'
import { DateInput } from '../fields/date-input.tsx'
import { ReferenceInput } from '../fields/reference-input.tsx'
import { useDesk, valuesOf } from '../shell/context.ts'
import { Icon } from '../shell/icon.tsx'
import type { FieldState } from '../state.ts'
import { type Draft, VALUELESS } from './filter-draft.ts'
import { useFilterWords } from './filter-text.ts'
import { useTitles } from './titles.ts'

type Props = { draft: Draft; set: (value: string) => void }
type ValueProps = { field: FieldState; value: string; set: (value: string) => void }

/** What a condition compares with: days, a range, choices, records or a text, by what the column holds. */
export function FilterValue({ draft, set }: Props) {
  const field = draft.column?.field
  if (!field || VALUELESS.has(draft.operator)) return null
  const props = { field, value: draft.value, set }
  if (draft.operator === 'between') return <Range {...props} />
  if (draft.operator === 'last' || draft.operator === 'next') return <Days {...props} />
  if (field.kind === 'enum') return <Choices {...props} />
  if (field.kind === 'reference') return <Records {...props} />
  if (field.kind === 'boolean') return <Either {...props} />
  return <Single {...props} />
}

const isDated = (field: FieldState): boolean => field.kind === 'date' || field.kind === 'datetime'
const isNumber = (field: FieldState): boolean => ['number', 'decimal', 'money'].includes(field.kind)

function Single({ field, value, set, label }: ValueProps & { label?: string }) {
  const words = useFilterWords()
  const named = `${field.label} : ${label ?? words.value}`
  if (isDated(field)) return <DateInput value={value} onChange={set} aria-label={named} />
  return (
    <input
      type="text"
      inputMode={isNumber(field) ? 'decimal' : undefined}
      aria-label={named}
      placeholder={label ?? words.value}
      value={value}
      onChange={(event) => set(event.target.value)}
    />
  )
}

function Range({ field, value, set }: ValueProps) {
  const words = useFilterWords()
  const [low = '', high = ''] = value.split('..')
  return (
    <div className="range">
      <Single field={field} value={low} label={words.lowest} set={(next) => set(`${next}..${high}`)} />
      <Single field={field} value={high} label={words.highest} set={(next) => set(`${low}..${next}`)} />
    </div>
  )
}

function Days({ field, value, set }: ValueProps) {
  const words = useFilterWords()
  return (
    <input
      type="number"
      min={1}
      max={3660}
      aria-label={`${field.label} : ${words.days}`}
      placeholder={words.days}
      value={value}
      onChange={(event) => set(event.target.value)}
    />
  )
}

const split = (value: string): string[] => value.split(',').filter(Boolean)

function Choices({ field, value, set }: ValueProps) {
  const { state } = useDesk()
  const chosen = new Set(split(value))
  const toggle = (one: string) => {
    if (!chosen.delete(one)) chosen.add(one)
    set([...chosen].join(','))
  }
  return (
    <fieldset className="choices inline" aria-label={field.label}>
      {valuesOf(state, field).map((one) => (
        <label key={one.value} className="check">
          <input type="checkbox" checked={chosen.has(one.value)} onChange={() => toggle(one.value)} />
          {one.label}
        </label>
      ))}
    </fieldset>
  )
}

function Either({ field, value, set }: ValueProps) {
  const { t } = useDesk()
  return (
    <select aria-label={field.label} value={value} onChange={(event) => set(event.target.value)}>
      <option value="">{t.choose}</option>
      <option value="true">{t.yes}</option>
      <option value="false">{t.no}</option>
    </select>
  )
}

/** One record or several; the first names are asked of the server, those chosen here are known. */
function Records({ field, value, set }: ValueProps) {
  const { t } = useDesk()
  const id = React.useId()
  const ids = split(value)
  const [chosen, setChosen] = React.useState(new Map<string, string>())
  const unknown = ids.filter((one) => !chosen.has(one))
  const titles = useTitles(unknown.map((one) => `${field.reference}/${one}`).join(' '))
  const name = (one: string) => chosen.get(one) ?? titles.get(one) ?? '…'
  return (
    <div className="records">
      {ids.map((one) => (
        <span key={one} className="picked">
          {name(one)}
          <button
            type="button"
            className="icon-button"
            aria-label={`${t.clear} ${name(one)}`}
            onClick={() => set(ids.filter((other) => other !== one).join(','))}
          >
            <Icon name="X" size={14} />
          </button>
        </span>
      ))}
      <ReferenceInput
        key={ids.length}
        field={field}
        control={{ id }}
        value=""
        onChange={(next, title) => {
          if (!next) return
          setChosen((known) => new Map(known).set(String(next), title ?? ''))
          set([...new Set([...ids, String(next)])].join(','))
        }}
      />
    </div>
  )
}
