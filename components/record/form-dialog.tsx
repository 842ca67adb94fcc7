import React from 'react'
import { type Answer, get, post, recordPath, resourcePath } from '../api.ts'
import { Fields } from '../form/fieldset.tsx'
import { touched } from '../form/touched.ts'
import { type Form, useForm } from '../form/use-form.ts'
import { useFresh } from '../form/use-fresh.tsx'
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

/** A related record changed in place: read anew when the dialog opens, since its row in the table may be old. */
export function EditDialog({ record, ...place }: Place & { record: RecordJson }) {
  const { name, close } = place
  const [read, setRead] = React.useState<RecordJson | null>(null)
  React.useEffect(() => {
    const stop = new AbortController()
    get<{ record: RecordJson }>(recordPath(name, record.id, 'edit'), stop.signal)
      .then((answer) => setRead(answer.record))
      .catch(() => !stop.signal.aborted && close())
    return () => stop.abort()
  }, [name, record.id, close])
  return read && <OpenedDialog {...place} opened={read} />
}

/** Only the columns that changed are sent, with the version they were read at. */
function OpenedDialog({ name, model, close, done, opened }: Place & { opened: RecordJson }) {
  const { t } = useDesk()
  const words = useSeeWords()
  const form = useForm(`${name}.${opened.id}.place`, { quiet: true })
  const { record, diffOf } = useFresh({ name, id: opened.id, action: 'edit' }, opened, form)
  const now = record ?? opened
  const fields = model.fields.filter((field) => field.update && field.name in now.params)
  const send = () =>
    form.submit((values) => {
      const { version } = now.params
      return post<Answer>(recordPath(name, now.id, 'edit'), { ...touched(fields, values, now), version })
    })
  return (
    <FormDialog
      title={words.editOne(opened.title)}
      verb={t.save}
      fields={fields}
      form={form}
      record={now}
      diff={diffOf(fields)}
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
  /** What somebody else saved in between, beside what is typed here */
  diff?: React.ReactNode
  send: () => Promise<Answer | null>
  close: () => void
  done: () => void
}

function FormDialog({ title, verb, fields, form, record, diff, send, close, done }: Props) {
  const { t } = useDesk()
  const dialog = React.useRef<HTMLDialogElement>(null)
  React.useEffect(() => {
    dialog.current?.showModal()
  }, [])
  const submit = async (event: React.FormEvent) => {
    event.preventDefault()
    const answer = await send()
    if (answer) done()
  }
  const cancel = () => {
    form.startOver()
    close()
  }
  return (
    <dialog ref={dialog} className="dialog" aria-label={title} onClose={close}>
      <form onSubmit={submit} noValidate className="form">
        <h2>{title}</h2>
        {diff}
        {form.refused && !diff && (
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
