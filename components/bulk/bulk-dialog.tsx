import React from 'react'
import { useNavigate } from 'react-router-dom'
import { type Answer, post, resourcePath } from '../api.ts'
import { Fields } from '../form/fieldset.tsx'
import { type FormValues, useForm } from '../form/use-form.ts'
import { useDesk } from '../shell/context.ts'
import type { FieldState, ModelState, VerbState } from '../state.ts'
import { EditFields } from './edit-fields.tsx'
import { PreviewStep } from './preview-step.tsx'
import type { PreviewState } from './state.ts'
import { type BulkWords, bulkWords } from './text.ts'

export type Which = { ids: string[] } | { matching: string }
export type Previewed = { preview: PreviewState; mostAtomic: number }
type Props = {
  name: string
  model: ModelState
  /** Without a verb: columns are edited */
  verb: VerbState | null
  which: Which
  size: number
  close: () => void
  done: () => void
}

/** What to do, what would happen, then do it: nothing is written before the last button. */
export function BulkDialog({ name, model, verb, which, size, close, done }: Props) {
  const { state, t } = useDesk()
  const say = bulkWords(state.locale)
  const go = useNavigate()
  const form = useForm(`${name}.${verb?.name ?? 'update'}.many`, { quiet: true })
  const [seen, setSeen] = React.useState<Previewed | null>(null)
  const dialog = React.useRef<HTMLDialogElement>(null)
  React.useEffect(() => dialog.current?.showModal(), [])
  const fields = verb ? [...verb.fields, ...(verb.reason ? [reasonField(t.reason, t.reasonHelp)] : [])] : []
  const asks = verb === null || fields.length > 0
  const send = <T extends Answer>(step: string, more: Record<string, unknown> = {}) =>
    form.submit((values) =>
      post<T>(resourcePath(name, 'many'), { step, ...more, ...target(which), ...body(verb, values) }),
    ) as Promise<T | null>
  const look = async () => {
    const answer = await send<Answer & Previewed>('preview')
    if (answer) setSeen(answer)
  }
  const act = async (mode: string) => {
    const answer = await send('confirm', { mode, total: seen?.preview.total })
    if (!answer) return
    done()
    if (answer.redirectUrl) go(answer.redirectUrl)
  }
  const first = React.useRef(true)
  React.useEffect(() => {
    // A verb that asks for nothing goes straight to what would happen
    if (!asks && first.current) void look()
    first.current = false
  })
  return (
    <dialog ref={dialog} className="dialog bulk-dialog" aria-labelledby="bulk-title" onClose={close}>
      <div className="form">
        <h2 id="bulk-title">{verb ? say.verbTitle(verb.label, size) : say.editTitle(size)}</h2>
        {form.refused && (
          <p className="banner banner-error" role="alert">
            {form.refused.message}
          </p>
        )}
        {seen ? (
          <PreviewStep
            label={verb?.label ?? say.apply}
            danger={verb?.tone === 'danger'}
            {...(verb?.confirm ? { warning: verb.confirm } : {})}
            model={name}
            seen={seen}
            sending={form.sending}
            asks={asks}
            back={asks ? () => setSeen(null) : close}
            act={act}
          />
        ) : (
          <form
            className="form"
            noValidate
            onSubmit={(event) => {
              event.preventDefault()
              void look()
            }}
          >
            {verb ? <Fields fields={fields} form={form} /> : <EditFields model={model} form={form} say={say} />}
            {form.sending && !asks && (
              <p className="muted" role="status">
                {say.previewing}
              </p>
            )}
            <Actions say={say} sending={form.sending} asks={asks} close={close} />
          </form>
        )}
      </div>
    </dialog>
  )
}

type ActionsProps = { say: BulkWords; sending: boolean; asks: boolean; close: () => void }

const Actions = ({ say, sending, asks, close }: ActionsProps) => (
  <div className="form-actions">
    {asks && (
      <button type="submit" className="button primary" disabled={sending}>
        {sending ? say.previewing : say.preview}
      </button>
    )}
    <button type="button" className="button" onClick={close}>
      {say.cancel}
    </button>
  </div>
)

const target = (which: Which) => ('ids' in which ? { recordIds: which.ids.join(',') } : { matching: which.matching })

/** Values travel together; a file beside them, as a file. */
function body(verb: VerbState | null, { reason, ...values }: FormValues): Record<string, unknown> {
  // A column chosen and left blank stays as it is: to empty one, the person says so
  const given = Object.entries(values).filter(([, value]) => value !== undefined && (verb !== null || value !== ''))
  const files = given.filter(([, value]) => value instanceof File)
  const others = given.filter(([, value]) => !(value instanceof File))
  const plain = Object.fromEntries(others.map(([key, value]) => [key, value ?? '']))
  const isReason = verb?.reason === true
  const input = isReason || reason === undefined ? plain : { ...plain, reason }
  return {
    ...Object.fromEntries(files),
    verb: verb?.name ?? 'update',
    values: JSON.stringify(input),
    ...(isReason ? { reason } : {}),
  }
}

const reasonField = (label: string, help: string): FieldState => ({
  name: 'reason',
  label,
  help,
  kind: 'longtext',
  required: true,
})
