import React from 'react'
import { useDesk } from '../shell/context.ts'
import { Icon } from '../shell/icon.tsx'
import type { ModelState, RecordJson } from '../state.ts'
import { useLazy } from '../use-lazy.ts'
import { BulkBar } from './bulk-bar.tsx'
import { Chips } from './chips.tsx'
import { ColumnPicker } from './columns.tsx'
import { Pager } from './pager.tsx'
import { filtersOf } from './query.ts'
import { Rows } from './rows.tsx'
import { SearchBox } from './search-box.tsx'
import type { Loaded } from './use-list.ts'

type Props = {
  name: string
  model: ModelState
  /** The model as its rows show it, when a column would say the same on each */
  rowsOf?: ModelState
  columns: string[]
  params: URLSearchParams
  setParams: (next: URLSearchParams) => void
  go: (values: Record<string, string | null>) => void
  search: string
  list: Loaded
  /** Few rows need no search */
  searchable: boolean
  /** What else stands in the bar of tools, before and after the choice of columns */
  tools?: { before?: React.ReactNode; after?: React.ReactNode }
  /** Between the filters and the rows */
  notes?: React.ReactNode
  waiting: React.ReactNode
  done: () => void
  empty?: React.ReactNode
  lineEnd?: (record: RecordJson) => React.ReactNode
}

/** What every list is made of, on a screen of its own or in the tab of a record: tools, filters, ticked rows, rows, pages. */
export function ListBody(props: Props) {
  const { name, model, rowsOf = model, columns, params, setParams, go, search, list, tools = {} } = props
  const { t, state } = useDesk()
  const { answer, loading, problem, turn } = list
  const [open, setOpen] = React.useState(false)
  const filtering = useLazy<typeof import('../lazy/filters.ts')>('filters', open, () => setOpen(false))
  const [picked, setPicked] = React.useState<Set<string> | 'all'>(new Set())
  // Another list, or something was done: nothing stays ticked
  React.useEffect(() => setPicked(new Set()), [search, turn])
  const filters = filtersOf(state, name, params)
  const filtered = filters.length > 0 || params.has('query')
  return (
    <>
      <div className="toolbar">
        {model.search && (props.searchable || filtered) && (
          <SearchBox
            label={t.searchIn(model.many)}
            value={params.get('query') ?? ''}
            onChange={(query) => go({ query })}
          />
        )}
        <button
          type="button"
          className="button"
          aria-expanded={open}
          aria-controls="filters"
          onClick={() => setOpen(!open)}
        >
          <Icon name="Filter" size={16} />
          {filters.length > 0 ? t.filterCount(filters.length) : t.filters}
        </button>
        {tools.before}
        <ColumnPicker name={name} model={model} params={params} setParams={setParams} />
        {tools.after}
      </div>
      {open && filtering && (
        <filtering.FilterPanel model={name} params={params} apply={setParams} close={() => setOpen(false)} />
      )}
      <Chips filters={filters} params={params} apply={setParams} />
      {props.notes}
      {problem && (
        <p className="banner banner-error" role="alert">
          {problem}
        </p>
      )}
      <BulkBar
        name={name}
        model={model}
        picked={picked}
        total={answer?.meta.total ?? 0}
        search={search}
        pick={setPicked}
        done={props.done}
      />
      {!answer && loading && props.waiting}
      {answer && (
        <Rows
          name={name}
          model={rowsOf}
          columns={columns}
          records={answer.records}
          meta={answer.meta}
          busy={loading}
          filtered={filtered}
          picked={picked}
          pick={setPicked}
          go={go}
          empty={filtered ? undefined : props.empty}
          {...(props.lineEnd ? { lineEnd: props.lineEnd } : {})}
        />
      )}
      {answer && <Pager meta={answer.meta} shown={answer.records.length} go={go} />}
    </>
  )
}
