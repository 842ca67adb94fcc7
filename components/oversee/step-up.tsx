import React from 'react'
import { post, Refused } from '../api.ts'
import { useDesk } from '../shell/context.ts'
import { frameWords } from './frame-text.ts'
import { proofIsAskedBy } from './prove.ts'

/** Opens by itself when the server asks for a proof; once given, the request that was refused goes again. */
export function StepUp() {
  const [settle, setSettle] = React.useState<((proved: boolean) => void) | null>(null)
  React.useEffect(() => {
    proofIsAskedBy(() => new Promise((resolve) => setSettle(() => resolve)))
    return () => proofIsAskedBy(null)
  }, [])
  if (!settle) return null
  const close = (proved: boolean) => {
    settle(proved)
    setSettle(null)
  }
  return <ProofDialog close={close} />
}

function ProofDialog({ close }: { close: (proved: boolean) => void }) {
  const { t, state } = useDesk()
  const say = frameWords(state.locale)
  const dialog = React.useRef<HTMLDialogElement>(null)
  const [problem, setProblem] = React.useState('')
  const [busy, setBusy] = React.useState(false)
  React.useEffect(() => dialog.current?.showModal(), [])
  const submit = async (event: React.FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const proof = String(new FormData(event.currentTarget).get('proof') ?? '')
    setBusy(true)
    try {
      await post('/step-up', { proof })
      close(true)
    } catch (error) {
      setProblem(error instanceof Refused ? error.message : t.networkError)
      setBusy(false)
      dialog.current?.querySelector<HTMLInputElement>('input')?.select()
    }
  }
  return (
    <dialog ref={dialog} className="dialog" aria-labelledby="proof-title" onCancel={() => close(false)}>
      <form className="form" onSubmit={submit}>
        <h2 id="proof-title">{say.proveTitle}</h2>
        <p className="muted">{say.proveHelp}</p>
        <div className={problem ? 'field invalid' : 'field'}>
          <label htmlFor="proof">{say.proof}</label>
          <input
            id="proof"
            name="proof"
            type="password"
            autoComplete="current-password"
            required
            aria-invalid={problem !== ''}
            aria-describedby="proof-problem"
          />
          <p id="proof-problem" className="error" role="alert">
            {problem}
          </p>
        </div>
        <div className="form-actions">
          <button type="submit" className="button primary" disabled={busy}>
            {say.prove}
          </button>
          <button type="button" className="button" onClick={() => close(false)}>
            {t.cancel}
          </button>
        </div>
      </form>
    </dialog>
  )
}
