import React from 'react'
import { get, recordPath } from '../api.ts'
import type { RecordJson } from '../state.ts'

/** An address only holds ids: their names are asked for, once. `wanted` is `Model/id Model/id`. */
export function useTitles(wanted: string): Map<string, string> {
  const [titles, setTitles] = React.useState(new Map<string, string>())
  React.useEffect(() => {
    const stop = new AbortController()
    const missing = wanted.split(' ').filter((one) => one && !titles.has(one.split('/')[1] ?? ''))
    for (const one of missing) {
      const [model = '', id = ''] = one.split('/')
      get<{ record: RecordJson }>(recordPath(model, id, 'show'), stop.signal)
        .then(({ record }) => setTitles((known) => new Map(known).set(id, record.title)))
        .catch(() => undefined)
    }
    return () => stop.abort()
  }, [wanted, titles])
  return titles
}
