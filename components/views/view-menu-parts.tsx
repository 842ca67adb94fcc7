import { Icon } from '../shell/icon.tsx'
import type { ViewState } from './state.ts'
import { useViewWords } from './text.ts'

export const SHELVES: { label: 'mine' | 'ofRole' | 'ofAll'; holds: (view: ViewState) => boolean }[] = [
  { label: 'mine', holds: (view) => view.mine },
  { label: 'ofRole', holds: (view) => !view.mine && view.audience === 'role' },
  { label: 'ofAll', holds: (view) => !view.mine && view.audience === 'everyone' },
]

type ShelfProps = {
  label: string
  views: ViewState[]
  id: string | null
  favourite: string | null
  go: (view: ViewState) => void
}

export function Shelf({ label, views, id, favourite, go }: ShelfProps) {
  const say = useViewWords()
  if (views.length === 0) return null
  const hintOf = (view: ViewState) =>
    [!view.mine && view.by && say.by(view.by), view.id === favourite && say.isDefault].filter(Boolean).join(' · ')
  return (
    // biome-ignore lint/a11y/useSemanticElements: a group of a menu, not of a form
    <div role="group" aria-label={label}>
      <p className="menu-shelf" aria-hidden="true">
        {label}
      </p>
      {views.map((view) => (
        <Choice key={view.id} name={view.name} hint={hintOf(view)} on={view.id === id} pick={() => go(view)} />
      ))}
    </div>
  )
}

export const Choice = ({ name, hint, on, pick }: { name: string; hint?: string; on: boolean; pick: () => void }) => (
  <button type="button" role="menuitemradio" aria-checked={on} onClick={pick}>
    <span className="tick">{on && <Icon name="Check" size={16} />}</span>
    <span>
      {name}
      {hint && <small className="muted"> {hint}</small>}
    </span>
  </button>
)

type DoProps = { icon: string; label: string; act: () => unknown; danger?: boolean }

export const Do = ({ icon, label, act, danger = false }: DoProps) => (
  <button type="button" role="menuitem" className={danger ? 'danger' : undefined} onClick={act}>
    <Icon name={icon} size={16} />
    {label}
  </button>
)
