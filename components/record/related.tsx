import React from 'react'
import { Link, useSearchParams } from 'react-router-dom'
import { BulkBar } from '../list/bulk-bar.tsx'
import { Chips } from '../list/chips.tsx'
import { ColumnPicker, columnsOf } from '../list/columns.tsx'
import { Pager } from '../list/pager.tsx'
import { changed as changedIn, filtersOf } from '../list/query.ts'
import { Rows } from '../list/rows.tsx'
import { SearchBox } from '../list/search-box.tsx'
import { useList } from '../list/use-list.ts'
import { useDesk } from '../shell/context.ts'
import { Icon } from '../shell/icon.tsx'
import type { ModelState, RecordJson, RelatedState } from '../state.ts'
import { useLazy } from '../use-lazy.ts'
import { AddDialog, EditDialog } from './form-dialog.tsx'
import { useSeeWords } from './see-text.ts'

type Props = { related: RelatedState; record: RecordJson; turn: number; changed: () => void }

/** The records that point at this one, as the list of their own screen: the address keeps what it is narrowed to. */
export function Related(props: Props) {
  const { state } = useDesk()
  const model = state.models[props.related.model]
  return model ? <Table {...props} model={model} /> : null
}

function Table({ related, record, turn, changed, model }: Props & { model: ModelState }) {
  const { t, state } = useDesk()
  const words = useSeeWords()
  const { model: name, fk } = related
  const [params, setParams] = useSearchParams()
  const [open, setOpen] = React.useState(false)
  const filtering = useLazy<typeof import('../lazy/filters.ts')>('filters', open, () => setOpen(false))
  const [picked, setPicked] = React.useState<Set<string> | 'all'>(new Set())
  const [dialog, setDialog] = React.useState<RecordJson | 'add' | null>(null)
  const own = React.useMemo(() => without(model, fk), [model, fk])
  const columns = columnsOf(name, model, params).filter((column) => column !== fk)
  const search = searchOf(params, fk, record.id)
  const { answer, loading, problem, reload } = useList(name, `${search}&with=edit`)
  // Another list, or something was done: nothing stays ticked
  React.useEffect(() => setPicked(new Set()), [search, turn])
  const first = React.useRef(turn)
  React.useEffect(() => {
    if (first.current === turn) return
    first.current = turn
    reload()
  })
  const filters = filtersOf(state, name, params)
  const filtered = filters.length > 0 || params.has('query')
  const add = model.create && model.fields.some((field) => field.name === fk && field.create)
  const done = () => {
    setDialog(null)
    changed()
  }
  const go = (values: Record<string, string | null>) =>
    setParams(changedIn(params, values), { preventScrollReset: true })
  const addButton = add && (
    <button type="button" className="button primary" onClick={() => setDialog('add')}>
      <Icon name="Plus" size={16} />
      {t.add}
    </button>
  )
  return (
    <div className="related">
      <div className="toolbar">
        {model.search && (filtered || (answer?.meta.total ?? 0) > 5) && (
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
        <ColumnPicker name={name} model={model} params={params} setParams={setParams} />
        <Link className="button" to={`/admin/resources/${name}?${search}`}>
          {words.openList}
        </Link>
        {addButton}
      </div>
      {open && filtering && (
        <filtering.FilterPanel model={name} params={params} apply={setParams} close={() => setOpen(false)} />
      )}
      <Chips filters={filters} params={params} apply={setParams} />
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
        done={done}
      />
      {!answer && loading && <p className="muted">{t.loading}</p>}
      {answer && (
        <Rows
          name={name}
          model={own}
          columns={columns}
          records={answer.records}
          meta={answer.meta}
          busy={loading}
          filtered={filtered}
          picked={picked}
          pick={setPicked}
          go={go}
          empty={filtered ? undefined : <Nothing model={model} add={addButton} />}
          {...(answer.records.some(isOpen) && { lineEnd: (one) => <Edit record={one} open={() => setDialog(one)} /> })}
        />
      )}
      {answer && <Pager meta={answer.meta} shown={answer.records.length} go={go} />}
      {dialog === 'add' && (
        <AddDialog name={name} model={model} fk={fk} to={record.id} close={() => setDialog(null)} done={done} />
      )}
      {dialog && dialog !== 'add' && (
        <EditDialog name={name} model={own} record={dialog} close={() => setDialog(null)} done={done} />
      )}
    </div>
  )
}

const isOpen = (record: RecordJson): boolean => record.recordActions.some((action) => action.name === 'edit')

function Edit({ record, open }: { record: RecordJson; open: () => void }) {
  const words = useSeeWords()
  if (!isOpen(record)) return null
  return (
    <button type="button" className="icon-button" aria-label={words.editOne(record.title)} onClick={open}>
      <Icon name="Edit2" size={15} />
    </button>
  )
}

/** The column that they all share tells nothing here. */
const without = (model: ModelState, fk: string): ModelState => ({
  ...model,
  fields: model.fields.filter((field) => field.name !== fk),
  columns: model.columns.filter((name) => name !== fk),
})

/** What the list’s own address would be. */
function searchOf(params: URLSearchParams, fk: string, id: string): string {
  const search = new URLSearchParams(params)
  for (const name of ['tab', 'print', 'columns']) search.delete(name)
  if (params.has('print')) search.set('perPage', '100')
  search.set(`filters.${fk}`, id)
  return search.toString()
}

function Nothing({ model, add }: { model: ModelState; add: React.ReactNode }) {
  const words = useSeeWords()
  return (
    <div className="empty">
      <Icon name={model.icon} size={28} />
      <h2>{words.emptyRelated(model.many)}</h2>
      <p className="muted">{add ? words.emptyRelatedAdd : words.emptyRelatedWait}</p>
      {add}
    </div>
  )
}
