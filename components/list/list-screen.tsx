import React from 'react'
import { Link, useParams } from 'react-router-dom'
import { Missing } from '../screens/missing.tsx'
import { useDesk } from '../shell/context.ts'
import { Icon } from '../shell/icon.tsx'
import { useTitle } from '../shell/use-title.ts'
import type { ModelState } from '../state.ts'
import { useLazy } from '../use-lazy.ts'
import { askedOf } from '../views/address.ts'
import { useListAddress, ViewGate } from '../views/view-gate.tsx'
import { ViewMenu } from '../views/view-menu.tsx'
import { BulkBar } from './bulk-bar.tsx'
import { Chips } from './chips.tsx'
import { ColumnPicker, columnsOf } from './columns.tsx'
import { Facets } from './facets.tsx'
import { Ignored } from './ignored.tsx'
import { Pager } from './pager.tsx'
import { changed, filtersOf } from './query.ts'
import { Rows } from './rows.tsx'
import { SearchBox } from './search-box.tsx'
import { Total } from './total.tsx'
import { useList } from './use-list.ts'

export function ListScreen() {
  const { model: name = '' } = useParams()
  const model = useDesk().state.models[name]
  if (!model) return <Missing />
  return (
    <ViewGate key={name} name={name}>
      <List name={name} model={model} />
    </ViewGate>
  )
}

function List({ name, model }: { name: string; model: ModelState }) {
  const { t, state } = useDesk()
  const [params, setParams] = useListAddress(name)
  const [open, setOpen] = React.useState(false)
  const filtering = useLazy<typeof import('../lazy/filters.ts')>('filters', open, () => setOpen(false))
  const [picked, setPicked] = React.useState<Set<string> | 'all'>(new Set())
  const [exact, setExact] = React.useState<string | null>(null)
  const columns = columnsOf(name, model, params)
  const search = askedOf(params)
  const { answer, loading, problem, missing, reload, turn } = useList(
    name,
    search + (exact === search ? '&count=exact' : ''),
  )
  const filters = filtersOf(state, name, params)
  useTitle(model.many)
  React.useEffect(() => setPicked(new Set()), [search])
  if (missing) return <Missing />
  const go = (values: Record<string, string | null>) => setParams(changed(params, values))
  return (
    <section className="screen" aria-labelledby="screen-title">
      <header className="screen-head">
        <div>
          <h1 id="screen-title">{model.many}</h1>
          <p className="muted" aria-live="polite">
            {answer ? <Total meta={answer.meta} exactly={() => setExact(search)} /> : t.loading}
          </p>
        </div>
        <HeadActions name={name} model={model} search={params.toString()} />
      </header>
      <div className="toolbar">
        {model.search && (
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
        <ViewMenu name={name} params={params} columns={columns} setParams={setParams} />
        <ColumnPicker name={name} model={model} params={params} setParams={setParams} />
      </div>
      {open && filtering && (
        <filtering.FilterPanel model={name} params={params} apply={setParams} close={() => setOpen(false)} />
      )}
      <Chips filters={filters} params={params} apply={setParams} />
      {answer && <Ignored keys={answer.meta.ignored} params={params} apply={setParams} />}
      {answer && <Facets name={name} model={model} params={params} meta={answer.meta} turn={turn} apply={setParams} />}
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
        done={reload}
      />
      {answer && (
        <Rows
          name={name}
          model={model}
          columns={columns}
          records={answer.records}
          meta={answer.meta}
          busy={loading}
          filtered={filters.length > 0 || params.has('query')}
          picked={picked}
          pick={setPicked}
          go={go}
        />
      )}
      {!answer && loading && <Skeleton />}
      {answer && <Pager meta={answer.meta} shown={answer.records.length} go={go} />}
    </section>
  )
}

function HeadActions({ name, model, search }: { name: string; model: ModelState; search: string }) {
  const { t } = useDesk()
  const base = `/admin/resources/${name}/actions`
  return (
    <div className="head-actions">
      {model.screens
        .filter((screen) => screen.on === 'resource')
        .map((screen) => (
          <Link key={screen.name} className="button" to={`${base}/${screen.name}${search ? `?${search}` : ''}`}>
            <Icon name={screen.icon} size={16} />
            {screen.label}
          </Link>
        ))}
      {model.create && (
        <Link className="button primary" to={`${base}/new`}>
          <Icon name="Plus" size={16} />
          {t.create}
        </Link>
      )}
    </div>
  )
}

const Skeleton = () => (
  <div className="skeleton" aria-hidden="true">
    {[1, 2, 3, 4, 5, 6].map((row) => (
      <div key={row} />
    ))}
  </div>
)
