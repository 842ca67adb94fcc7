import React from 'react'
import { get, recordPath } from '../api.ts'
import { useDesk } from '../shell/context.ts'
import { Icon } from '../shell/icon.tsx'
import type { RecordJson } from '../state.ts'
import { changed, type Filter, sayFilter, withoutFilters } from './query.ts'

type Props = { filters: Filter[]; params: URLSearchParams; apply: (params: URLSearchParams) => void }

/** What the list is narrowed to, each part removable by one click. */
export function Chips({ filters, params, apply }: Props) {
  const desk = useDesk()
  const titles = useTitles(filters)
  if (filters.length === 0) return null
  return (
    <ul className="chips" aria-label={desk.t.filters}>
      {filters.map((filter) => (
        <li key={filter.key}>
          <span>
            {filter.field.label} : <strong>{sayFilter(filter, desk, titles)}</strong>
          </span>
          <button
            type="button"
            className="icon-button"
            aria-label={desk.t.removeFilter(filter.field.label)}
            onClick={() => apply(changed(params, { [filter.key]: null }))}
          >
            <Icon name="X" size={14} />
          </button>
        </li>
      ))}
      <li className="bare">
        <button type="button" className="link" onClick={() => apply(withoutFilters(params))}>
          {desk.t.clearAll}
        </button>
      </li>
    </ul>
  )
}

/** An address only holds ids: their names are asked for, once. */
function useTitles(filters: Filter[]): Map<string, string> {
  const [titles, setTitles] = React.useState(new Map<string, string>())
  const wanted = filters
    .filter((filter) => filter.field.reference && filter.operator !== 'empty')
    .flatMap((filter) => filter.value.split(',').map((id) => `${filter.field.reference}/${id}`))
    .join(' ')
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
