import React from 'react'
import { Link, useNavigate, useParams, useSearchParams } from 'react-router-dom'
import { type Answer, post, resourcePath } from '../api.ts'
import { Missing } from '../screens/missing.tsx'
import { useDesk } from '../shell/context.ts'
import { useTitle } from '../shell/use-title.ts'
import type { ModelState, RecordJson } from '../state.ts'
import { CopyNote, copied, useOriginal } from '../undo/duplicate.tsx'
import { Fields, Restored } from './fieldset.tsx'
import { useForm } from './use-form.ts'

export function NewScreen() {
  const { model: name = '' } = useParams()
  const model = useDesk().state.models[name]
  const from = useOriginal(name)
  if (!model?.create || from === 'missing') return <Missing />
  return from !== 'loading' && <NewForm key={from?.id} name={name} model={model} from={from} />
}

function NewForm({ name, model, from }: { name: string; model: ModelState; from: RecordJson | null }) {
  const { t } = useDesk()
  const navigate = useNavigate()
  const [params] = useSearchParams()
  const form = useForm(`${name}.new${from ? `.${from.id}` : ''}`)
  // Drawn when the form opens: sent twice, it creates once
  const [key] = React.useState(() => crypto.randomUUID())
  useTitle(t.new(model.one))
  const fields = model.fields.filter((field) => field.create)
  const fixed = givenBy(params)
  const submit = async (event: React.FormEvent) => {
    event.preventDefault()
    const answer = await form.submit((values) =>
      post<Answer>(resourcePath(name, 'new'), { ...copied(from), ...fixed, ...values, _idem: key }),
    )
    if (answer) navigate(answer.redirectUrl ?? `/admin/resources/${name}`, { replace: true })
  }
  return (
    <section className="screen narrow" aria-labelledby="screen-title">
      <Crumbs name={name} model={model} />
      <h1 id="screen-title">{t.new(model.one)}</h1>
      {from && <CopyNote title={from.title} />}
      <Restored form={form} />
      <form onSubmit={submit} noValidate className="form">
        <Fields fields={fields.filter((field) => !(field.name in fixed))} form={form} record={from} />
        <div className="form-actions sticky">
          <button type="submit" className="button primary" disabled={form.sending}>
            {form.sending ? t.saving : t.create}
          </button>
          <Link className="button" to={`/admin/resources/${name}`}>
            {t.cancel}
          </Link>
        </div>
      </form>
    </section>
  )
}

/** “Add” on a record’s tab already knows which record it is for: `?set.studentId=…`. */
const givenBy = (params: URLSearchParams): Record<string, string> =>
  Object.fromEntries([...params].flatMap(([key, value]) => (key.startsWith('set.') ? [[key.slice(4), value]] : [])))

export function Crumbs({ name, model, id, title }: { name: string; model: ModelState; id?: string; title?: string }) {
  return (
    <nav className="crumbs" aria-label={model.many}>
      <Link to={`/admin/resources/${name}`}>{model.many}</Link>
      {id && title && <Link to={`/admin/resources/${name}/records/${id}/show`}>{title}</Link>}
    </nav>
  )
}
