import React from 'react'
import { Link, useSearchParams } from 'react-router-dom'
import { get, recordPath } from '../api.ts'
import type { RecordJson } from '../state.ts'
import { useUndoWords } from './text.ts'

export const DuplicateLink = ({ name, id }: { name: string; id: string }) => (
  <Link role="menuitem" to={`/admin/resources/${name}/actions/new?from=${id}`}>
    {useUndoWords().duplicate}
  </Link>
)

/** The record that a new one starts from (`?from=…`), with the columns that may be copied; null: from nothing. */
export function useOriginal(model: string): RecordJson | null | 'loading' | 'missing' {
  const [params] = useSearchParams()
  const id = params.get('from')
  const [record, setRecord] = React.useState<RecordJson | 'loading' | 'missing'>('loading')
  React.useEffect(() => {
    if (!id) return
    const stop = new AbortController()
    get<{ record: RecordJson }>(recordPath(model, id, 'duplicate'), stop.signal)
      .then((answer) => setRecord(answer.record))
      .catch(() => !stop.signal.aborted && setRecord('missing'))
    return () => stop.abort()
  }, [model, id])
  return id ? record : null
}

/** Sent with what is typed: the copy holds what the form shows. */
export const copied = (from: RecordJson | null): Record<string, unknown> => {
  const { id: _own, ...values } = from?.params ?? {}
  return values
}

export const CopyNote = ({ title }: { title: string }) => <p className="banner">{useUndoWords().copyOf(title)}</p>
