import React from 'react'
import { type Answer, post, Refused, recordPath, resourcePath } from '../api.ts'
import { useDesk } from '../shell/context.ts'
import type { ViewState } from './state.ts'
import { useViewWords } from './text.ts'

type Role = { value: string; label: string }
type Props = {
  model: string
  roles: Role[]
  /** Renamed or shared; null: a new one is made of what is on screen */
  view: ViewState | null
  query: string
  close: () => void
  done: (view: ViewState, byDefault: boolean) => void
}

export function ViewDialog({ model, roles, view, query, close, done }: Props) {
  const { t, notify } = useDesk()
  const say = useViewWords()
  const [name, setName] = React.useState(view?.name ?? '')
  const [audience, setAudience] = React.useState<ViewState['audience']>(view?.audience ?? 'me')
  const [role, setRole] = React.useState(view?.role ?? roles[0]?.value ?? '')
  const [byDefault, setByDefault] = React.useState(false)
  const [problem, setProblem] = React.useState<string | null>(null)
  const [busy, setBusy] = React.useState(false)
  const key = React.useMemo(() => crypto.randomUUID(), [])
  const dialog = useModal()
  const save = async () => {
    if (busy) return
    if (!name.trim()) return setProblem(say.nameMissing)
    const shared = roles.length > 0 ? { audience, role: audience === 'role' ? role : null } : {}
    setBusy(true)
    try {
      const answer = view
        ? await post<Answer>(recordPath('SavedView', view.id, 'edit'), { version: view.version, name, ...shared })
        : await post<Answer>(resourcePath('SavedView', 'new'), { _idem: key, model, name, query, ...shared })
      notify({ type: 'success', message: view ? say.updated : say.saved })
      const id = answer.record?.id ?? view?.id ?? ''
      const made = { id, mine: true, by: null, mayChange: true, ignored: 0, query, version: 0 }
      done({ ...made, ...view, name, audience, role: audience === 'role' ? role : null }, byDefault)
    } catch (error) {
      setProblem(error instanceof Refused ? saidBy(error) : t.networkError)
      setBusy(false)
    }
  }
  return (
    <dialog ref={dialog} className="dialog" aria-labelledby="view-title" onClose={close}>
      <form
        className="form"
        noValidate
        onSubmit={(event) => {
          event.preventDefault()
          void save()
        }}
      >
        <h2 id="view-title">{view ? say.editTitle : say.saveTitle}</h2>
        {!view && <p className="muted">{say.holds}</p>}
        <div className={problem ? 'field invalid' : 'field'}>
          <label htmlFor="view-name">{say.name}</label>
          <input
            id="view-name"
            type="text"
            value={name}
            maxLength={80}
            placeholder={say.namePlaceholder}
            aria-describedby={problem ? 'view-problem' : undefined}
            aria-invalid={problem !== null}
            onChange={(event) => {
              setName(event.target.value)
              setProblem(null)
            }}
          />
          {problem && (
            <p className="error" id="view-problem" role="alert">
              {problem}
            </p>
          )}
        </div>
        {roles.length > 0 && <Audience {...{ audience, setAudience, role, setRole, roles }} />}
        {!view && (
          <label className="check">
            <input type="checkbox" checked={byDefault} onChange={(event) => setByDefault(event.target.checked)} />
            {say.alsoDefault}
          </label>
        )}
        <div className="form-actions">
          <button type="submit" className="button primary" disabled={busy}>
            {busy ? t.saving : t.save}
          </button>
          <button type="button" className="button" onClick={close}>
            {t.cancel}
          </button>
        </div>
      </form>
    </dialog>
  )
}

/** The sentence beside a field says more than the one about the whole. */
const saidBy = ({ answer, message }: Refused): string =>
  Object.values(answer.record?.errors ?? {}).map((one) => one.message)[0] ?? message

type AudienceProps = {
  audience: ViewState['audience']
  setAudience: (audience: ViewState['audience']) => void
  role: string
  setRole: (role: string) => void
  roles: Role[]
}

function Audience({ audience, setAudience, role, setRole, roles }: AudienceProps) {
  const say = useViewWords()
  const only = roles.length === 1 ? ` : ${roles[0]?.label}` : ''
  const choices = [
    { value: 'me' as const, label: say.me },
    { value: 'role' as const, label: say.role + only },
    { value: 'everyone' as const, label: say.everyone },
  ]
  return (
    <fieldset className="form-group">
      <legend>{say.audience}</legend>
      {choices.map(({ value, label }) => (
        <label key={value} className="check">
          <input type="radio" name="audience" checked={audience === value} onChange={() => setAudience(value)} />
          {label}
        </label>
      ))}
      {audience === 'role' && roles.length > 1 && (
        <select aria-label={say.whichRole} value={role} onChange={(event) => setRole(event.target.value)}>
          {roles.map((one) => (
            <option key={one.value} value={one.value}>
              {one.label}
            </option>
          ))}
        </select>
      )}
      {audience !== 'me' && <p className="help">{say.everyoneHelp}</p>}
    </fieldset>
  )
}

export function RemoveView({ view, close, done }: { view: ViewState; close: () => void; done: () => void }) {
  const { t, notify } = useDesk()
  const say = useViewWords()
  const dialog = useModal()
  const remove = async () => {
    try {
      await post<Answer>(recordPath('SavedView', view.id, 'delete'), { version: view.version })
      notify({ type: 'success', message: say.removed })
      done()
    } catch (error) {
      notify({ type: 'error', message: error instanceof Refused ? error.message : t.networkError })
      close()
    }
  }
  return (
    <dialog ref={dialog} className="dialog" aria-labelledby="remove-view" onClose={close}>
      <div className="form">
        <h2 id="remove-view">{say.removeTitle(view.name)}</h2>
        <p>{say.removeHelp}</p>
        <div className="form-actions">
          <button type="button" className="button danger" onClick={remove}>
            {t.remove}
          </button>
          <button type="button" className="button" onClick={close}>
            {t.cancel}
          </button>
        </div>
      </div>
    </dialog>
  )
}

function useModal() {
  const dialog = React.useRef<HTMLDialogElement>(null)
  React.useEffect(() => dialog.current?.showModal(), [])
  return dialog
}
