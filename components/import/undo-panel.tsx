import React from 'react'
import type { ImportState } from './state.ts'
import type { ImportWords } from './text.ts'
import type { Import } from './use-import.ts'

type Props = { state: ImportState; current: Import; say: ImportWords }

/** Taking an import back: asked twice, then told row by row what could not be. */
export function UndoPanel({ state, current, say }: Props) {
  const [asking, setAsking] = React.useState(false)
  const { undone } = state
  const undo = async () => {
    if (await current.send('undo')) setAsking(false)
  }
  return (
    <>
      {undone && (
        <p className="banner" role="status">
          {say.undoneSaid(undone.done, undone.left)}
        </p>
      )}
      {state.undoable && !asking && (
        <div>
          <button type="button" className="button" onClick={() => setAsking(true)}>
            {undone ? say.undoAgain : say.undo}
          </button>
        </div>
      )}
      {state.undoable && asking && (
        <div className="banner banner-warn import-undo">
          <p>{say.undoAsk}</p>
          <div className="form-actions">
            <button type="button" className="button danger" disabled={current.sending} onClick={() => void undo()}>
              {current.sending ? say.undoing : say.undoYes}
            </button>
            <button type="button" className="button" disabled={current.sending} onClick={() => setAsking(false)}>
              {say.undoNo}
            </button>
          </div>
        </div>
      )}
    </>
  )
}
