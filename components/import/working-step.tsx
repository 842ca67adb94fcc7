import type { ImportState } from './state.ts'
import type { ImportWords } from './text.ts'

/** A large file is worked on elsewhere: this only watches. */
export function WorkingStep({ state, say }: { state: ImportState; say: ImportWords }) {
  const { progress, total, pace } = state
  const title = { running: say.importing, undoing: say.undoing }[String(state.step)] ?? say.checking
  const begun = progress > 0
  return (
    <div className="card import-card">
      <h2>{title}</h2>
      <progress max={total} {...(begun && { value: progress })} aria-label={state.fileName} />
      <p className="import-pace">
        <span>{begun ? say.working(progress, total) : say.preparing}</span>
        {pace.perSecond !== null && <span>{say.perSecond(pace.perSecond)}</span>}
        {pace.seconds !== null && <span>{say.remaining(pace.seconds)}</span>}
      </p>
      {/* Said once a tenth, not every second, to whoever listens */}
      <p className="hidden" role="status">
        {say.percent(Math.floor((10 * progress) / Math.max(total, 1)) * 10)}
      </p>
      <p className="muted">{say.workingHelp}</p>
    </div>
  )
}
