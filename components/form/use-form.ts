import React from 'react'
import { type Answer, Refused } from '../api.ts'
import { useDesk } from '../shell/context.ts'
import { dropDraft, keepDraft, readDraft } from './draft.ts'

export type FormValues = Record<string, unknown>

export type Form = {
  values: FormValues
  titles: Record<string, string>
  errors: Record<string, string>
  refused: Refused | null
  sending: boolean
  restored: boolean
  set: (name: string, value: unknown, title?: string) => void
  startOver: () => void
  submit: (send: (values: FormValues) => Promise<Answer>) => Promise<Answer | null>
}

type Options = {
  quiet?: boolean
  /** It opens on a refusal already met: a button that needed no form */
  refused?: Refused | undefined
}

/**
 * What is typed, kept through everything: an error, a stale version, a session that ends, a page left by mistake.
 * `values` holds only what the person touched. A `quiet` form shows its refusals itself.
 */
export function useForm(key: string, { quiet = false, ...begun }: Options = {}): Form {
  const { t, notify } = useDesk()
  const draft = React.useMemo(() => readDraft(key), [key])
  const [values, setValues] = React.useState<FormValues>(draft?.values ?? {})
  const [titles, setTitles] = React.useState<Record<string, string>>(draft?.titles ?? {})
  const [restored, setRestored] = React.useState(draft !== null)
  const [errors, setErrors] = React.useState<Record<string, string>>({})
  const [refused, setRefused] = React.useState<Refused | null>(begun.refused ?? null)
  const [sending, setSending] = React.useState(false)
  const busy = React.useRef(false)
  React.useEffect(() => keepDraft(key, values, titles), [key, values, titles])
  useFocusOnFault(refused)
  useLeaveWarning(Object.keys(values).length > 0 && !sending)

  const set = (name: string, value: unknown, title?: string) => {
    setValues((now) => ({ ...now, [name]: value }))
    if (title !== undefined) setTitles((now) => ({ ...now, [name]: title }))
    setErrors(({ [name]: _corrected, ...rest }) => rest)
  }
  const startOver = () => {
    dropDraft(key)
    setValues({})
    setTitles({})
    setErrors({})
    setRestored(false)
    setRefused(null)
  }
  const submit: Form['submit'] = async (send) => {
    // A second click before the first answer is the same click
    if (busy.current) return null
    busy.current = true
    setSending(true)
    try {
      const answer = await send(values)
      dropDraft(key)
      if (answer.notice) notify(answer.notice)
      return answer
    } catch (error) {
      setErrors(errorsOf(error))
      setRefused(error instanceof Refused ? error : null)
      if (!quiet || !(error instanceof Refused)) notify({ type: 'error', message: saidBy(error) ?? t.networkError })
      return null
    } finally {
      busy.current = false
      setSending(false)
    }
  }
  return { values, titles, errors, refused, sending, restored, set, startOver, submit }
}

const saidBy = (error: unknown): string | null => (error instanceof Refused ? error.message : null)

function errorsOf(error: unknown): Record<string, string> {
  const errors = error instanceof Refused ? (error.answer.record?.errors ?? {}) : {}
  return Object.fromEntries(Object.entries(errors).map(([name, { message }]) => [name, message]))
}

const FAULT = '.field.invalid :is(input,select,textarea)'

/** After a refusal, once its sentences are drawn, the first field at fault takes the focus: that of the dialog on top, if any. */
function useFocusOnFault(refused: Refused | null): void {
  React.useEffect(() => {
    if (!refused) return
    const place = document.querySelector('dialog[open]') ?? document
    place.querySelector<HTMLElement>(FAULT)?.focus()
  }, [refused])
}

function useLeaveWarning(dirty: boolean): void {
  React.useEffect(() => {
    if (!dirty) return
    const warn = (event: BeforeUnloadEvent) => event.preventDefault()
    window.addEventListener('beforeunload', warn)
    return () => window.removeEventListener('beforeunload', warn)
  }, [dirty])
}
