import React from 'react'
import { type Answer, get, post, Refused, recordPath, resourcePath } from '../api.ts'
import { Fields, focusFirstError } from '../form/fieldset.tsx'
import { touched } from '../form/touched.ts'
import { type Form, useForm } from '../form/use-form.ts'
import { useDesk } from '../shell/context.ts'
import type { FieldState, ModelState, RecordJson } from '../state.ts'
import { useSeeWords } from './see-text.ts'

type Place = { name: string; model: ModelState; close: () => void; done: () => void }

/** A record added without leaving the one it hangs on: the link is filled in, and not asked. */
export function AddDialog({ name, model, close, done, fk, to }: Place & { fk: string; to: string }) {
  const { t } = useDesk()
  const words = useSeeWords()
  const form = useForm(`${name}.new.${fk}.${to}`, { quiet: true })
  // Drawn when the form opens: sent twice, it creates once
  const [key] = React.useState(() => crypto.randomUUID())
  const send = () =>
    form.submit((values) => post<Answer>(resourcePath(name, 'new'), { ...values, [fk]: to, _idem: key }))
  const fields = model.fields.filter((field) => field.create && field.name !== fk)
  return (
    <FormDialog
      title={words.addTo(model.one)}
      verb={t.create}
      fields={fields}
      form={form}
      send={send}
      close={close}
      done={done}
    />
  )
}

/** A related record changed in place: only the columns that changed are sent, with the version they were read at. */
export function EditDialog({ name, model, close, done, record }: Place & { record: RecordJson }) {
  const { t } = useDesk()
  const words = useSeeWords()
  const form = useForm(`${name}.${record.id}.place`, { quiet: true })
  const [read, setRead] = React.useState<RecordJson | null>(null)
  const refresh = React.useCallback(
    (signal?: AbortSignal) =>
      get<{ record: RecordJson }>(recordPath(name, record.id, 'edit'), signal).then((answer) => setRead(answer.record)),
    [name, record.id],
  )
  React.useEffect(() => {
    const stop = new AbortController()
    refresh(stop.signal).catch(() => !stop.signal.aborted && close())
    return () => stop.abort()
  }, [refresh, close])
  if (!read) return null
  const fields = model.fields.filter((field) => field.update && field.name in read.params)
  const send = () =>
    form.submit(async (values) => {
      const changed = touched(fields, values, read)
      const { version } = read.params
      const path = recordPath(name, record.id, 'edit')
      return post<Answer>(path, { ...changed, version }).catch(async (error: unknown) => {
        // Somebody saved in between: what they wrote comes in, what was typed here stays
        if (error instanceof Refused && error.answer.code === 'stale') await refresh()
        throw error
      })
    })
  return (
    <FormDialog
      title={words.editOne(record.title)}
      verb={t.save}
      fields={fields}
      form={form}
      record={read}
      send={send}
      close={close}
      done={done}
    />
  )
}

type Props = {
  title: string
  verb: string
  fields: FieldState[]
  form: Form
  record?: RecordJson
  send: () => Promise<Answer | null>
  close: () => void
  done: () => void
}

function FormDialog({ title, verb, fields, form, record, send, close, done }: Props) {
  const { t } = useDesk()
  const dialog = React.useRef<HTMLDialogElement>(null)
  React.useEffect(() => {
    dialog.current?.showModal()
  }, [])
  const submit = async (event: React.FormEvent) => {
    event.preventDefault()
    const answer = await send()
    if (!answer) return focusFirstError()
    done()
  }
  const cancel = () => {
    form.startOver()
    close()
  }
  return (
    <dialog ref={dialog} className="dialog" aria-label={title} onClose={close}>
      <form onSubmit={submit} noValidate className="form">
        <h2>{title}</h2>
        {form.refused && (
          <p className="banner banner-error" role="alert">
            {form.refused.message}
          </p>
        )}
        <Fields fields={fields} form={form} record={record} />
        <div className="form-actions">
          <button type="submit" className="button primary" disabled={form.sending}>
            {form.sending ? t.saving : verb}
          </button>
          <button type="button" className="button" onClick={cancel}>
            {t.cancel}
          </button>
        </div>
      </form>
    </dialog>
  )
}
