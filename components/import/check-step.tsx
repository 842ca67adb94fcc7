import React from 'react'
import { Counts } from './counts.tsx'
import { RowsTable } from './rows-table.tsx'
import type { CountsState, ImportState } from './state.ts'
import type { ImportWords } from './text.ts'
import type { Import } from './use-import.ts'

type Props = { state: ImportState; current: Import; say: ImportWords; remap: () => void }

/** What would happen, row by row; the button says how many rows it writes. */
export function CheckStep({ state, current, say, remap }: Props) {
  const [strict, setStrict] = React.useState(false)
  const { counts } = state
  if (!counts) return null
  const good = counts.new + counts.changed
  const blocked = strict && counts.error > 0
  return (
    <div className="form">
      <div className="card import-card">
        <h2>{say.checkTitle}</h2>
        <p className="muted">{say.checkHelp}</p>
        <Counts counts={counts} labels={say.counts} />
        {state.failure && (
          <p className="banner banner-error" role="alert">
            {state.failure}
          </p>
        )}
        {good === 0 && <p className="banner">{counts.unchanged > 0 ? say.nothing(counts.unchanged) : say.noGood}</p>}
        {counts.error > 0 && good > 0 && (
          <label className="check">
            <input type="checkbox" checked={strict} onChange={(event) => setStrict(event.target.checked)} />
            {say.allOrNothing}
          </label>
        )}
        <div className="import-ways">
          <button type="button" className="link" onClick={remap} disabled={current.sending}>
            {say.back}
          </button>
          <button type="button" className="link" onClick={current.forget} disabled={current.sending}>
            {say.other}
          </button>
        </div>
      </div>
      <RowsTable state={state} say={say} look={current.look} />
      <div className="form-actions sticky">
        <button
          type="button"
          className="button primary"
          disabled={current.sending || blocked}
          onClick={() => void current.send('confirm', { mode: strict ? 'all' : 'good' })}
        >
          {current.sending ? say.importing : confirmLabel(counts, say)}
        </button>
      </div>
    </div>
  )
}

function confirmLabel(counts: CountsState, say: ImportWords): string {
  const good = counts.new + counts.changed
  if (good > 0) return say.confirm(good)
  return counts.error > 0 ? say.confirmRefused : say.confirmNothing
}
