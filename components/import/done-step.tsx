import { Link } from 'react-router-dom'
import { Icon } from '../shell/icon.tsx'
import { Counts, Taken } from './counts.tsx'
import { RowsTable } from './rows-table.tsx'
import type { ImportState } from './state.ts'
import type { ImportWords } from './text.ts'
import { UndoPanel } from './undo-panel.tsx'
import type { Import } from './use-import.ts'

type Props = { name: string; state: ImportState; current: Import; say: ImportWords }

/** What happened, the way to the list, and the rows that are still to correct. */
export function DoneStep({ name, state, current, say }: Props) {
  const { counts, undone } = state
  const nothing = counts !== null && counts.new + counts.changed === 0
  return (
    <div className="form">
      <div className="card import-card">
        <h2>{titleOf(state, nothing, say)}</h2>
        {state.failure && (
          <p className="banner banner-error" role="alert">
            {state.failure}
          </p>
        )}
        {counts &&
          (undone ? (
            <Taken undone={undone} refused={counts.error} say={say} />
          ) : (
            <Counts counts={counts} labels={say.done} />
          ))}
        {nothing && counts.unchanged > 0 && <p className="banner">{say.nothing(counts.unchanged)}</p>}
        <div className="form-actions">
          <Link className="button primary" to={`/admin/resources/${name}`}>
            {say.seeList}
          </Link>
          {state.failedFile && (
            <a className="button" href={state.failedFile} download>
              <Icon name="Download" size={16} /> {say.failed}
            </a>
          )}
          <button type="button" className="button" onClick={current.forget}>
            {say.other}
          </button>
        </div>
        {state.failedFile && <p className="muted">{say.failedHelp}</p>}
        <UndoPanel state={state} current={current} say={say} />
      </div>
      <RowsTable state={state} say={say} look={current.look} />
    </div>
  )
}

function titleOf({ step }: ImportState, nothing: boolean, say: ImportWords): string {
  if (step === 'failed') return say.stopped
  if (step === 'undone') return say.undone
  return nothing ? say.doneNothing : say.doneTitle
}
