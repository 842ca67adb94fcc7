import React from 'react'
import { get, recordPath } from '../api.ts'
import { later } from '../later.tsx'
import type { FieldState, RecordJson } from '../state.ts'
import type { Form } from './use-form.ts'

const StaleDiff = later('undo', (part: typeof import('../lazy/undo.ts')) => part.StaleDiff)

export type Fresh = {
  /** As it was opened, or as it is now that somebody saved in between */
  record: RecordJson | null
  /** Both versions column by column, once somebody did; `next` says what is left to do, when it is not to save */
  diffOf: (fields: FieldState[], next?: string) => React.ReactNode
}

/**
 * Somebody saved in between: what they wrote comes in, what was typed here stays, and both are shown column by column. The one
 * way of every form over a record: its own page, a dialog in place, a verb. A page that shows no record has nothing to
 * compare: the next try then simply starts from what is there now.
 */
export function useFresh(
  { name, id, action }: { name: string; id: string | null; action: 'edit' | 'show' },
  opened: RecordJson | null,
  form: Form,
): Fresh {
  const [record, setRecord] = React.useState(opened)
  const [base, setBase] = React.useState<RecordJson | null>(null)
  const stale = form.refused?.answer.code === 'stale' ? form.refused : null
  React.useEffect(() => {
    if (!stale || !id) return
    get<{ record: RecordJson }>(recordPath(name, id, action))
      .then((now) => {
        setBase(record)
        setRecord(now.record)
      })
      // Gone or closed meanwhile: the sentence of the refusal stands, and the next answer says so
      .catch(() => setBase(null))
  }, [stale])
  const diffOf: Fresh['diffOf'] = (fields, next) =>
    stale && base && record ? (
      <StaleDiff
        key={String(record.params.version)}
        base={base}
        theirs={record}
        form={form}
        fields={fields}
        message={stale.message}
        {...(next ? { next } : {})}
      />
    ) : null
  return { record, diffOf }
}
