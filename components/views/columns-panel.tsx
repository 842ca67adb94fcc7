import React from 'react'
import { useDesk } from '../shell/context.ts'
import { Icon } from '../shell/icon.tsx'
import type { FieldState } from '../state.ts'
import { useViewWords } from './text.ts'
import { moved, useDrag } from './use-drag.ts'

type Props = {
  fields: FieldState[]
  columns: string[]
  note: string
  choose: (columns: string[] | null) => void
  close: () => void
}

/** Which columns, in which order; the list behind follows at once. */
export function ColumnsPanel({ fields, columns, note, choose, close }: Props) {
  const { t } = useDesk()
  const say = useViewWords()
  const dialog = React.useRef<HTMLDialogElement>(null)
  const [said, setSaid] = React.useState('')
  React.useEffect(() => dialog.current?.showModal(), [])
  const shown = columns.flatMap((name) => fields.find((field) => field.name === name) ?? [])
  const hidden = fields.filter((field) => !columns.includes(field.name))
  const names = shown.map((field) => field.name)
  const move = (from: number, to: number) => {
    const field = shown[from]
    if (!field || to < 0 || to >= shown.length || to === from) return
    choose(moved(names, from, to))
    setSaid(say.moved(field.label, to + 1, shown.length))
  }
  const drag = useDrag(move)
  return (
    <dialog ref={dialog} className="dialog columns-panel" aria-labelledby="columns-title" onClose={close}>
      <h2 id="columns-title">{say.columnsTitle}</h2>
      <p className="muted">{say.columnsHelp}</p>
      <h3>{say.shown}</h3>
      <ol ref={drag.list}>
        {shown.map((field, rank) => (
          <li key={field.name} className={drag.at === rank ? 'dragged' : undefined}>
            <span className="handle" title={say.drag(field.label)} {...drag.handle(rank)}>
              <Icon name="Menu" size={16} />
            </span>
            <label className="check">
              <input
                type="checkbox"
                checked
                disabled={shown.length === 1}
                title={shown.length === 1 ? say.lastColumn : undefined}
                onChange={() => choose(names.filter((name) => name !== field.name))}
              />
              {field.label}
            </label>
            <Arrow icon="ChevronUp" label={say.up(field.label)} off={rank === 0} go={() => move(rank, rank - 1)} />
            <Arrow
              icon="ChevronDown"
              label={say.down(field.label)}
              off={rank === shown.length - 1}
              go={() => move(rank, rank + 1)}
            />
          </li>
        ))}
      </ol>
      {hidden.length > 0 && <h3>{say.hidden}</h3>}
      <ul>
        {hidden.map((field) => (
          <li key={field.name}>
            <label className="check">
              <input type="checkbox" checked={false} onChange={() => choose([...names, field.name])} />
              {field.label}
            </label>
          </li>
        ))}
      </ul>
      <p className="hidden" aria-live="polite">
        {said}
      </p>
      <p className="muted">{note}</p>
      <div className="form-actions sticky">
        <button type="button" className="button primary" onClick={() => dialog.current?.close()}>
          {t.close}
        </button>
        <button type="button" className="button" onClick={() => choose(null)}>
          {say.reset}
        </button>
      </div>
    </dialog>
  )
}

type ArrowProps = { icon: string; label: string; off: boolean; go: () => void }

// At the end of its way it stays focusable: a keyboard that loses its button loses its place
const Arrow = ({ icon, label, off, go }: ArrowProps) => (
  <button type="button" className="icon-button" aria-label={label} aria-disabled={off} onClick={go}>
    <Icon name={icon} size={16} />
  </button>
)
