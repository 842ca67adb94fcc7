import React from 'react'
import { get, resourcePath } from '../api.ts'
import { useDesk, valuesOf } from '../shell/context.ts'
import type { FieldState, ListMeta, ModelState } from '../state.ts'
import { useFilterWords } from './filter-text.ts'
import { changed } from './query.ts'

type Counts = Record<string, number>
type Props = {
  name: string
  model: ModelState
  params: URLSearchParams
  meta: ListMeta
  turn: number
  apply: (params: URLSearchParams) => void
}

/** The states of a list with how many rows each holds; one click narrows to it. A long list is counted when somebody asks. */
export function Facets({ name, model, params, meta, turn, apply }: Props) {
  const { state } = useDesk()
  const words = useFilterWords()
  const field = tellingField(model)
  const [asked, setAsked] = React.useState(false)
  const counts = useCounts(name, field, params, asked || !meta.about ? turn : null)
  if (!field) return null
  const key = `filters.${field.name}~~in`
  const chosen = new Set([...(params.get(key) ?? '').split(','), params.get(`filters.${field.name}`)].filter(Boolean))
  if (!counts)
    return meta.about ? (
      <button type="button" className="link facets-ask" onClick={() => setAsked(true)}>
        {words.countFacets(field.label)}
      </button>
    ) : null
  const shown = valuesOf(state, field).filter(({ value }) => counts[value] || chosen.has(value))
  if (shown.length < 2 && chosen.size === 0) return null
  const toggle = (value: string) => {
    const next = new Set(chosen)
    if (!next.delete(value)) next.add(value)
    apply(changed(params, { [`filters.${field.name}`]: null, [key]: [...next].join(',') }))
  }
  return (
    <ul className="facets" aria-label={words.facets(field.label)}>
      {shown.map(({ value, label, tone = 'grey' }) => (
        <li key={value}>
          <button
            type="button"
            className={`facet tone-${tone}`}
            aria-pressed={chosen.has(value)}
            onClick={() => toggle(value)}
          >
            {label} <strong>{(counts[value] ?? 0).toLocaleString(state.locale)}</strong>
          </button>
        </li>
      ))}
    </ul>
  )
}

/** Its state when it has one, else the first choice among its columns. */
const tellingField = (model: ModelState): FieldState | undefined =>
  model.fields.find((one) => one.name === 'status' && one.kind === 'enum' && !one.blind) ??
  model.fields.find((one) => one.kind === 'enum' && !one.list && model.columns.includes(one.name))

/** Asked again when the rest of the address changes: the choice among these values does not change their counts. */
function useCounts(name: string, field: FieldState | undefined, params: URLSearchParams, turn: number | null) {
  const [counts, setCounts] = React.useState<Counts | null>(null)
  const rest = new URLSearchParams(changed(params, {}))
  for (const key of [...rest.keys()])
    if (key.split('~~')[0] === `filters.${field?.name}` || ['sortBy', 'direction', 'perPage'].includes(key))
      rest.delete(key)
  const search = rest.toString()
  const column = field?.name
  React.useEffect(() => {
    if (!column || turn === null) return
    const stop = new AbortController()
    get<{ counts: Counts }>(`${resourcePath(name, 'facets')}?field=${column}&${search}`, stop.signal)
      .then((answer) => setCounts(answer.counts))
      .catch(() => !stop.signal.aborted && setCounts(null))
    return () => stop.abort()
  }, [name, column, search, turn])
  return counts
}
