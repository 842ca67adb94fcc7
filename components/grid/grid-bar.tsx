import { Icon } from '../shell/icon.tsx'
import { useGridWords } from './text.ts'
import type { Grid } from './use-grid.ts'

/** Opens the list to typing, and says how the typing goes. */
export function GridBar({ grid }: { grid: Grid }) {
  const say = useGridWords()
  if (!grid.offered) return null
  const all = [...grid.pending.values()]
  const saving = all.filter((one) => one.status === 'saving').length
  const toMend = all.length - saving
  return (
    <div className="grid-bar">
      <button type="button" className="button grid-toggle" aria-pressed={grid.on} onClick={grid.toggle}>
        <Icon name={grid.on ? 'Check' : 'Edit3'} size={16} />
        {grid.on ? say.stop : say.start}
      </button>
      {grid.on && (
        <p className="muted" id="grid-help">
          <span className="only-fine">{say.help}</span>
          <span className="only-touch">{say.helpTouch}</span>
        </p>
      )}
      {grid.on && grid.open?.size === 0 && <p className="banner tone-amber">{say.none}</p>}
      <p className={toMend > 0 ? 'grid-said bad' : 'grid-said'} role="status">
        {saving > 0 ? say.saving(saving) : toMend > 0 ? say.toMend(toMend) : grid.said}
      </p>
    </div>
  )
}
