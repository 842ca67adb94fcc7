import type React from 'react'
import { Link, useNavigate, useParams } from 'react-router-dom'
import { type Answer, post, recordPath } from '../api.ts'
import { useRecord } from '../record/use-record.ts'
import { Missing } from '../screens/missing.tsx'
import { useDesk } from '../shell/context.ts'
import { useTitle } from '../shell/use-title.ts'
import type { ModelState, RecordJson } from '../state.ts'
import { Fields, Restored } from './fieldset.tsx'
import { Crumbs } from './new-screen.tsx'
import { touched } from './touched.ts'
import { useForm } from './use-form.ts'
import { useFresh } from './use-fresh.tsx'

export function EditScreen() {
  const { model: name = '', id = '' } = useParams()
  const { t, state } = useDesk()
  const model = state.models[name]
  const { record, missing } = useRecord(name, id, 'edit')
  if (!model || missing) return <Missing />
  if (!record) return <p className="muted">{t.loading}</p>
  return <EditForm name={name} model={model} opened={record} />
}

/** Sends only the columns that changed, and the version they were read at. */
function EditForm({ name, model, opened }: { name: string; model: ModelState; opened: RecordJson }) {
  const { t, notify } = useDesk()
  const navigate = useNavigate()
  const form = useForm(`${name}.${opened.id}`)
  const fresh = useFresh({ name, id: opened.id, action: 'edit' }, opened, form)
  const record = fresh.record ?? opened
  useTitle(t.editing(record.title))
  // Which columns are open may depend on the record: a column that did not come with it is not offered
  const fields = model.fields.filter((field) => field.update && field.name in record.params)
  const submit = async (event: React.FormEvent) => {
    event.preventDefault()
    const changed = touched(fields, form.values, record)
    if (Object.keys(changed).length === 0) return notify({ type: 'info', message: t.nothingChanged })
    const { version } = record.params
    const answer = await form.submit(() => post<Answer>(recordPath(name, record.id, 'edit'), { ...changed, version }))
    if (answer) navigate(`/admin/resources/${name}/records/${record.id}/show`, { replace: true })
  }
  return (
    <section className="screen narrow" aria-labelledby="screen-title">
      <Crumbs name={name} model={model} id={record.id} title={record.title} />
      <h1 id="screen-title">{t.editing(record.title)}</h1>
      <Restored form={form} />
      {fresh.diffOf(fields)}
      <form onSubmit={submit} noValidate className="form">
        <Fields fields={fields} form={form} record={record} />
        <div className="form-actions sticky">
          <button type="submit" className="button primary" disabled={form.sending}>
            {form.sending ? t.saving : t.save}
          </button>
          <Link className="button" to={`/admin/resources/${name}/records/${record.id}/show`}>
            {t.cancel}
          </Link>
        </div>
      </form>
    </section>
  )
}
