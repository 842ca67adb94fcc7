import React from 'react'
import { type Answer, post, Refused, resourcePath } from '../api.ts'
import { Input } from '../fields/input.tsx'
import { useDesk } from '../shell/context.ts'
import type { FieldState } from '../state.ts'
import { Dialog } from './parts.tsx'
import type { OverseeWords } from './text.ts'

type Props = { say: OverseeWords; today: string; close: () => void; done: () => void }
type Typed = Record<string, { value: unknown; title?: string | undefined }>

const FIELDS = ['personId', 'role', 'departmentId', 'startsOn', 'endsOn']

/** The form of a role, with the fields of the schema; sent through the record’s own door, which asks for a proof. */
export function GrantDialog({ say, today, close, done }: Props) {
  const { state, t, notify } = useDesk()
  const [typed, setTyped] = React.useState<Typed>({ startsOn: { value: today } })
  const [errors, setErrors] = React.useState<Record<string, { message: string }>>({})
  const [busy, setBusy] = React.useState(false)
  const key = React.useMemo(() => crypto.randomUUID(), [])
  const fields = FIELDS.flatMap(
    (name): FieldState[] => state.models.RoleAssignment?.fields.filter((field) => field.name === name) ?? [],
  )
  const submit = async (event: React.FormEvent) => {
    event.preventDefault()
    setBusy(true)
    try {
      const values = Object.fromEntries(Object.entries(typed).map(([name, one]) => [name, one.value]))
      await post<Answer>(resourcePath('RoleAssignment', 'new'), { ...values, _idem: key })
      notify({ type: 'success', message: say.granted })
      done()
    } catch (error) {
      setErrors(error instanceof Refused ? (error.answer.record?.errors ?? {}) : {})
      notify({ type: 'error', message: error instanceof Refused ? error.message : t.networkError })
      setBusy(false)
    }
  }
  return (
    <Dialog title={say.grant} close={close}>
      <form onSubmit={submit} noValidate className="form">
        {fields.map((field) => (
          <Input
            key={field.name}
            field={field}
            value={typed[field.name]?.value}
            title={typed[field.name]?.title}
            error={errors[field.name]?.message}
            onChange={(value, title) => setTyped((now) => ({ ...now, [field.name]: { value, title } }))}
          />
        ))}
        <div className="form-actions">
          <button type="submit" className="button primary" disabled={busy}>
            {say.grant}
          </button>
          <button type="button" className="button" onClick={close}>
            {t.cancel}
          </button>
        </div>
      </form>
    </Dialog>
  )
}
