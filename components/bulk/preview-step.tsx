import React from 'react'
import { useDesk } from '../shell/context.ts'
import { Icon } from '../shell/icon.tsx'
import type { Previewed } from './bulk-dialog.tsx'
import type { PreviewState } from './state.ts'
import { type BulkWords, bulkWords } from './text.ts'

type Props = {
  label: string
  danger: boolean
  warning?: string
  model: string
  seen: Previewed
  sending: boolean
  /** There is a form to go back to */
  asks: boolean
  back: () => void
  act: (mode: string) => void
}

/** Who will be done, who will not and why; then the choice, and the button that says the number. */
export function PreviewStep({ label, danger, warning, model, seen, sending, asks, back, act }: Props) {
  const { state } = useDesk()
  const say = bulkWords(state.locale)
  const { preview, mostAtomic } = seen
  const refusals = preview.total - preview.eligible
  const tooMany = preview.total > mostAtomic
  const [mode, setMode] = React.useState(refusals > 0 || tooMany ? 'each' : 'all')
  const count = mode === 'all' ? preview.total : preview.eligible
  return (
    <>
      <div role="status" className="bulk-preview">
        <p className={preview.eligible > 0 ? 'bulk-yes' : 'bulk-no'}>
          <Icon name={preview.eligible > 0 ? 'CheckCircle' : 'AlertTriangle'} size={18} />
          <strong>{preview.eligible > 0 ? say.eligible(preview.eligible) : say.noneEligible}</strong>
          {preview.same > 0 && <span className="muted">{say.same(preview.same)}</span>}
        </p>
        {preview.fields.map(
          (field) =>
            field.differ !== null && (
              <p key={field.label} className="muted">
                {say.differ(field.label, field.differ, preview.total)}
              </p>
            ),
        )}
        {refusals > 0 && <Refusals preview={preview} model={model} say={say} />}
        {preview.allowed.length > 0 && <Allowed preview={preview} model={model} say={say} />}
        {preview.tried < preview.eligible && <p className="help">{say.tried(preview.tried)}</p>}
      </div>
      {warning && <p className="banner">{warning}</p>}
      {preview.eligible > 0 && (
        <fieldset className="form-group">
          <legend>{say.mode}</legend>
          <Mode value="each" mode={mode} pick={setMode} label={say.each} help={say.eachHelp} />
          <Mode
            value="all"
            mode={mode}
            pick={setMode}
            label={say.all}
            help={tooMany ? say.allTooMany(mostAtomic) : say.allHelp}
            disabled={tooMany}
          />
        </fieldset>
      )}
      <div className="form-actions">
        {preview.eligible > 0 && (
          <button
            type="button"
            className={`button ${danger ? 'danger' : 'primary'}`}
            disabled={sending || (mode === 'all' && refusals > 0)}
            onClick={() => act(mode)}
          >
            {sending ? say.starting : say.confirm(label, count)}
          </button>
        )}
        <button type="button" className="button" onClick={back}>
          {asks ? say.back : say.cancel}
        </button>
      </div>
    </>
  )
}

type Part = { preview: PreviewState; model: string; say: BulkWords }

const hrefOf = (model: string, id: string) => `/admin/resources/${model}/records/${id}/show`

function Refusals({ preview, model, say }: Part) {
  const refusals = preview.total - preview.eligible
  return (
    <>
      <p className="bulk-no">
        <Icon name="AlertTriangle" size={18} />
        <strong>{say.refused(refusals)}</strong>
      </p>
      <ul className="bulk-reasons">
        {preview.reasons.map((reason) => (
          <li key={reason.sentence}>
            <strong>{reason.count}</strong> — {reason.sentence}
          </li>
        ))}
      </ul>
      <details>
        <summary>{say.whichRefused}</summary>
        <ul className="bulk-rows">
          {preview.refused.map((row) => (
            <li key={row.id}>
              <a href={hrefOf(model, row.id)} target="_blank" rel="noreferrer">
                {row.title}
              </a>
              <span className="muted">{row.sentence}</span>
            </li>
          ))}
          {refusals > preview.refused.length && <li>{say.andMore(refusals - preview.refused.length)}</li>}
        </ul>
      </details>
    </>
  )
}

const Allowed = ({ preview, model, say }: Part) => (
  <details>
    <summary>{say.whichAllowed}</summary>
    <ul className="bulk-rows">
      {preview.allowed.map((row) => (
        <li key={row.id}>
          <a href={hrefOf(model, row.id)} target="_blank" rel="noreferrer">
            {row.title}
          </a>
        </li>
      ))}
      {preview.eligible > preview.allowed.length && <li>{say.andMore(preview.eligible - preview.allowed.length)}</li>}
    </ul>
  </details>
)

type ModeProps = {
  value: string
  mode: string
  pick: (mode: string) => void
  label: string
  help: string
  disabled?: boolean
}

const Mode = ({ value, mode, pick, label, help, disabled = false }: ModeProps) => (
  <label className="check">
    <input type="radio" name="bulk-mode" checked={mode === value} disabled={disabled} onChange={() => pick(value)} />
    <span>
      {label}
      <span className="help">{help}</span>
    </span>
  </label>
)
