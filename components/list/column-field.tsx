import React from 'react'
import { useDesk } from '../shell/context.ts'
import { columnsOf, type FilterColumn } from './filter-columns.ts'
import { useFilterWords } from './filter-text.ts'

type Props = { model: string; column: FilterColumn | null; choose: (column: FilterColumn) => void; fresh: boolean }

/** More than anybody reads: whoever looks for another types a few letters of it. */
const SHOWN = 80

/** A column by its name, here or of what is linked, under the name of what it belongs to. */
export function ColumnField({ model, column, choose, fresh }: Props) {
  const words = useFilterWords()
  const id = React.useId()
  const [text, setText] = React.useState<string | null>(null)
  const [here, setHere] = React.useState(0)
  const found = useFound(model, text)
  const take = (one: FilterColumn) => {
    choose(one)
    setText(null)
  }
  const onKey = (event: React.KeyboardEvent) => {
    if (event.key === 'Escape' && text !== null) return setText(null)
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault()
      if (text === null) return setText('')
      const step = event.key === 'ArrowDown' ? 1 : -1
      return setHere((at) => (at + step + found.length) % Math.max(1, found.length))
    }
    const one = found[here]
    if (event.key === 'Enter' && text !== null) {
      event.preventDefault()
      if (one) take(one)
    }
  }
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the field closes its list when the focus leaves all of it
    <div className="reference" onBlur={(event) => !event.currentTarget.contains(event.relatedTarget) && setText(null)}>
      <input
        type="text"
        role="combobox"
        autoComplete="off"
        // biome-ignore lint/a11y/noAutofocus: somebody has just asked for this condition
        autoFocus={fresh && !column}
        aria-label={words.column}
        aria-expanded={text !== null}
        aria-controls={id}
        aria-autocomplete="list"
        aria-activedescendant={text !== null && found[here] ? `${id}-${here}` : undefined}
        placeholder={text === null ? words.chooseColumn : words.searchColumn}
        value={text ?? column?.label ?? ''}
        onFocus={(event) => event.target.select()}
        onClick={() => setText((now) => now ?? '')}
        onChange={(event) => {
          setText(event.target.value)
          setHere(0)
        }}
        onKeyDown={onKey}
      />
      {text !== null && <Options id={id} found={found} here={here} take={take} />}
    </div>
  )
}

type OptionsProps = { id: string; found: FilterColumn[]; here: number; take: (column: FilterColumn) => void }

function Options({ id, found, here, take }: OptionsProps) {
  const words = useFilterWords()
  const list = React.useRef<HTMLDivElement>(null)
  React.useEffect(() => {
    list.current?.querySelector('[aria-selected=true]')?.scrollIntoView({ block: 'nearest' })
  }, [here])
  return (
    <div className="options" id={id} role="listbox" aria-label={words.column} tabIndex={-1} ref={list}>
      {found.length === 0 && <p className="muted">{words.noColumn}</p>}
      {found.map((one, rank) => (
        <React.Fragment key={one.path}>
          {one.group !== found[rank - 1]?.group && (
            <div className="option-group" role="presentation">
              {one.group}
            </div>
          )}
          {/* biome-ignore lint/a11y/useKeyWithClickEvents: the keyboard stays in the field above */}
          <div
            id={`${id}-${rank}`}
            role="option"
            tabIndex={-1}
            aria-selected={rank === here}
            aria-label={`${one.label}, ${one.group}`}
            onMouseDown={(event) => event.preventDefault()}
            onClick={() => take(one)}
          >
            {one.field ? one.label : <em>{one.label}</em>}
          </div>
        </React.Fragment>
      ))}
    </div>
  )
}

function useFound(model: string, text: string | null): FilterColumn[] {
  const { state } = useDesk()
  const words = useFilterWords()
  const open = text !== null
  const all = React.useMemo(() => (open ? columnsOf(state, model, words.oneOf) : []), [state, model, words, open])
  const asked = plain(text ?? '')
    .split(/\s+/)
    .filter(Boolean)
  const said = (one: FilterColumn) => plain(`${one.label} ${one.group}`)
  return all.filter((one) => asked.every((word) => said(one).includes(word))).slice(0, SHOWN)
}

const plain = (text: string): string =>
  text
    .toLowerCase()
    .normalize('NFD')
    .replace(/[\u0300-\u036f]/g, '')
