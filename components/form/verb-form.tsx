import React from 'react'
import { type Answer, bulkPath, post, type Refused, recordPath } from '../api.ts'
import { useDesk } from '../shell/context.ts'
import type { FieldState, RecordJson, VerbState } from '../state.ts'
import { Fields } from './fieldset.tsx'
import { useForm } from './use-form.ts'
import { useFresh } from './use-fresh.tsx'

/** What a verb acts on: one record as it was read, ticked records, or all that match a filter. */
export type Target = { id: string; version?: unknown } | { ids: string[] } | { matching: string }

type Props = {
  model: string
  verb: VerbState
  target: Target
  /** What the page already knows: sent, never asked */
  fixed?: Record<string, string>
  /** The record as the page shows it: what somebody saves in between is compared with it */
  record?: RecordJson
  /** Its button was refused before the form opened */
  refused?: Refused | undefined
  close: () => void
  done: (answer: Answer) => void
}

/** One form for every verb: what it asks for, the reason, the warning. POST only. */
export function VerbForm({ model, verb, target, fixed = {}, record, refused, close, done }: Props) {
  const { t, state } = useDesk()
  const form = useForm(`${model}.${verb.name}.${'id' in target ? target.id : 'bulk'}${Object.values(fixed).join()}`, {
    quiet: true,
    refused,
  })
  const id = 'id' in target ? target.id : null
  const fresh = useFresh({ name: model, id, action: 'show' }, record ?? null, form)
  const columns = state.models[model]?.fields.filter((field) => field.name in (record?.params ?? {})) ?? []
  const diff = fresh.diffOf(columns, t.stillWanted(verb.label))
  const dialog = React.useRef<HTMLDialogElement>(null)
  React.useEffect(() => {
    dialog.current?.showModal()
  }, [])
  const [forced, setForced] = React.useState(false)
  const mayForce = state.mayForce && form.refused?.status === 409 && !UNFORCED.has(form.refused.answer.code ?? '')
  const asked = verb.fields.filter((field) => !(field.name in fixed))
  const fields = [...asked, ...(verb.reason || forced ? [reasonField(t.reason, t.reasonHelp)] : [])]
  const seen = 'id' in target && fresh.record ? { ...target, version: fresh.record.params.version } : target
  const submit = async (event: React.FormEvent) => {
    event.preventDefault()
    const answer = await form.submit((values) =>
      sendVerb(model, verb, seen, { ...values, ...fixed, ...(forced && { _force: true }) }),
    )
    if (answer) done(answer)
  }
  return (
    <dialog ref={dialog} className="dialog" aria-labelledby="verb-title" onClose={close}>
      <form onSubmit={submit} noValidate className="form">
        <h2 id="verb-title">{verb.label}</h2>
        {verb.confirm && <p className="banner">{verb.confirm}</p>}
        {diff}
        {form.refused && !diff && (
          <p className="banner banner-error" role="alert">
            {form.refused.message}
          </p>
        )}
        <Fields fields={fields} form={form} />
        {mayForce && (
          <label className="check">
            <input type="checkbox" checked={forced} onChange={(event) => setForced(event.target.checked)} />
            <span>
              {t.force}
              <small className="help">{t.forceHelp}</small>
            </span>
          </label>
        )}
        <div className="form-actions">
          <button
            type="submit"
            className={`button ${verb.tone === 'danger' ? 'danger' : 'primary'}`}
            disabled={form.sending}
          >
            {form.sending ? t.saving : verb.label}
          </button>
          <button type="button" className="button" onClick={close}>
            {t.cancel}
          </button>
        </div>
      </form>
    </dialog>
  )
}

const UNFORCED = new Set(['stale', 'illegal_transition'])

const reasonField = (label: string, help: string): FieldState => ({
  name: 'reason',
  label,
  help,
  kind: 'longtext',
  required: true,
})

export const needsForm = (verb: VerbState): boolean =>
  verb.fields.length > 0 || verb.reason === true || verb.confirm !== undefined

export function sendVerb(
  model: string,
  verb: VerbState,
  target: Target,
  values: Record<string, unknown>,
): Promise<Answer> {
  if ('id' in target)
    return post(recordPath(model, target.id, verb.name), { ...values, version: target.version ?? undefined })
  const which = 'ids' in target ? { recordIds: target.ids.join(',') } : { matching: target.matching }
  return post(bulkPath(model, verb.name), { ...values, ...which })
}
