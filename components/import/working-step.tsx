import type { ImportState } from './state.ts'
import type { ImportWords } from './text.ts'

/** A large file is worked on elsewhere: this only watches. */
export const WorkingStep = ({ state, say }: { state: ImportState; say: ImportWords }) => (
  <div className="card import-card" role="status">
    <h2>{state.step === 'running' ? say.importing : say.checking}</h2>
    <progress max={state.total} value={state.progress} aria-label={state.fileName} />
    <p>{say.working(state.progress, state.total)}</p>
    <p className="muted">{say.workingHelp}</p>
  </div>
)
