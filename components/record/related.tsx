import React from 'react'
import { Link, useSearchParams } from 'react-router-dom'
import { columnsOf } from '../list/columns.tsx'
import { ListBody } from '../list/list-body.tsx'
import { changed as changedIn } from '../list/query.ts'
import { useList } from '../list/use-list.ts'
import { useDesk } from '../shell/context.ts'
import { Icon } from '../shell/icon.tsx'
import type { ModelState, RecordJson, RelatedState } from '../state.ts'
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
  const { t } = useDesk()
  const words = useSeeWords()
  const { model: name, fk } = related
  const [params, setParams] = useSearchParams()
  const [dialog, setDialog] = React.useState<RecordJson | 'add' | null>(null)
  const own = React.useMemo(() => without(model, fk), [model, fk])
  const search = searchOf(params, fk, record.id)
  const list = useList(name, `${search}&with=edit`)
  const { answer, reload } = list
  const first = React.useRef(turn)
  React.useEffect(() => {
    if (first.current === turn) return
    first.current = turn
    reload()
  })
  const add = model.create && model.fields.some((field) => field.name === fk && field.create)
  const close = () => setDialog(null)
  const done = () => {
    close()
    changed()
  }
  const addButton = add && (
    <button type="button" className="button primary" onClick={() => setDialog('add')}>
      <Icon name="Plus" size={16} />
      {t.add}
    </button>
  )
  const toList = (
    <Link className="button" to={`/admin/resources/${name}?${search}`}>
      {words.openList}
    </Link>
  )
  return (
    <div className="related">
      <ListBody
        name={name}
        model={model}
        rowsOf={own}
        columns={columnsOf(name, model, params).filter((column) => column !== fk)}
        params={params}
        setParams={setParams}
        go={(values) => setParams(changedIn(params, values), { preventScrollReset: true })}
        search={search}
        list={list}
        searchable={(answer?.meta.total ?? 0) > 5}
        tools={{
          after: (
            <>
              {toList}
              {addButton}
            </>
          ),
        }}
        waiting={<p className="muted">{t.loading}</p>}
        done={done}
        empty={<Nothing model={model} add={addButton} />}
        {...(answer?.records.some(isOpen) && { lineEnd: (one) => <Edit record={one} open={() => setDialog(one)} /> })}
      />
      {dialog === 'add' && <AddDialog name={name} model={model} fk={fk} to={record.id} close={close} done={done} />}
      {dialog && dialog !== 'add' && <EditDialog name={name} model={own} record={dialog} close={close} done={done} />}
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
