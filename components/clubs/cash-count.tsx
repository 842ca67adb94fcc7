import React from 'react'
import { recordPath } from '../api.ts'
import { useSend } from '../oversee/use-page.ts'
import type { CashAnswer } from './cash-state.ts'
import type { CashWords } from './cash-text.ts'

const NOTES = [10_000, 5_000, 2_000, 1_000, 500, 200, 100, 50, 25, 10, 5]

type Props = { answer: CashAnswer; say: CashWords; close: () => void; done: () => void }

/** Two people, notes and coins one kind after the other, then two names. */
export function CountDialog({ answer, say, close, done }: Props) {
  const { busy, send } = useSend()
  const dialog = React.useRef<HTMLDialogElement>(null)
  const [counts, setCounts] = React.useState<Record<number, string>>({})
  const [step, setStep] = React.useState(1)
  React.useEffect(() => dialog.current?.showModal(), [])
  const shown = (sum: number) => `${sum.toLocaleString('fr-FR')} F CFA`
  const total = NOTES.reduce((sum, note) => sum + note * (Number(counts[note]) || 0), 0)
  const gap = total - answer.expected
  const sign = async (event: React.FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    if (step === 1) return setStep(2)
    const form = new FormData(event.currentTarget)
    const motive = gap === 0 ? undefined : String(form.get('motive') ?? '')
    const values = { counted: total, witness: String(form.get('witness') ?? ''), motive }
    if (await send(recordPath('CashBox', answer.box, 'count'), values)) {
      done()
      close()
    }
  }
  return (
    <dialog ref={dialog} className="dialog cash-count" aria-labelledby="count-title" onClose={close}>
      <form className="form" onSubmit={sign}>
        <h2 id="count-title">{say.count}</h2>
        <p className="muted">
          {say.step(step)} — {say.countHelp}
        </p>
        {step === 1 && (
          <fieldset>
            <legend>{say.coins}</legend>
            <div className="cash-notes-grid">
              {NOTES.map((note) => (
                <label key={note}>
                  <span>{note.toLocaleString('fr-FR')} ×</span>
                  <input
                    type="text"
                    inputMode="numeric"
                    pattern="[0-9]*"
                    maxLength={6}
                    value={counts[note] ?? ''}
                    onChange={(event) => setCounts({ ...counts, [note]: event.target.value.replace(/\D/g, '') })}
                  />
                </label>
              ))}
            </div>
          </fieldset>
        )}
        <dl className="cash-result" aria-live="polite">
          <div>
            <dt>{say.total}</dt>
            <dd>{shown(total)}</dd>
          </div>
          {step === 2 && (
            <>
              <div>
                <dt>{say.expected}</dt>
                <dd>{shown(answer.expected)}</dd>
              </div>
              <div>
                <dt>{say.gap}</dt>
                <dd>{shown(gap)}</dd>
              </div>
            </>
          )}
        </dl>
        {step === 2 && (
          <>
            <p className={gap === 0 ? 'banner' : 'banner banner-warning'}>{gap === 0 ? say.noGap : say.hasGap}</p>
            {gap !== 0 && (
              <div className="field">
                <label htmlFor="count-motive">{say.motive}</label>
                <input id="count-motive" name="motive" required minLength={5} maxLength={300} />
              </div>
            )}
            <p className="muted">{say.signed(window.PREAU.me.name)}</p>
            <div className="field">
              <label htmlFor="count-witness">{say.witness}</label>
              <input id="count-witness" name="witness" required minLength={3} maxLength={120} autoComplete="off" />
            </div>
          </>
        )}
        <div className="form-actions">
          <button type="submit" className="button primary" disabled={busy}>
            {step === 1 ? say.next : say.sign}
          </button>
          <button type="button" className="button" onClick={() => (step === 1 ? close() : setStep(1))}>
            {step === 1 ? say.cancel : say.back}
          </button>
        </div>
      </form>
    </dialog>
  )
}
