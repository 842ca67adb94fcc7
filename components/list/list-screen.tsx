import React from 'react'
import { Link, useParams } from 'react-router-dom'
import { Missing } from '../screens/missing.tsx'
import { useDesk } from '../shell/context.ts'
import { Icon } from '../shell/icon.tsx'
import { useTitle } from '../shell/use-title.ts'
import type { ModelState } from '../state.ts'
import { askedOf } from '../views/address.ts'
import { useListAddress, ViewGate } from '../views/view-gate.tsx'
import { ViewMenu } from '../views/view-menu.tsx'
import { columnsOf } from './columns.tsx'
import { Facets } from './facets.tsx'
import { Ignored } from './ignored.tsx'
import { ListBody } from './list-body.tsx'
import { changed } from './query.ts'
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
  const { t } = useDesk()
  const [params, setParams] = useListAddress(name)
  const [exact, setExact] = React.useState<string | null>(null)
  const columns = columnsOf(name, model, params)
  const search = askedOf(params)
  const list = useList(name, search + (exact === search ? '&count=exact' : ''))
  const { answer, turn } = list
  useTitle(model.many)
  if (list.missing) return <Missing />
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
      <ListBody
        name={name}
        model={model}
        columns={columns}
        params={params}
        setParams={setParams}
        go={(values) => setParams(changed(params, values))}
        search={search}
        list={list}
        searchable
        tools={{ before: <ViewMenu name={name} params={params} columns={columns} setParams={setParams} /> }}
        notes={
          answer && (
            <>
              <Ignored keys={answer.meta.ignored} params={params} apply={setParams} />
              <Facets name={name} model={model} params={params} meta={answer.meta} turn={turn} apply={setParams} />
            </>
          )
        }
        waiting={<Skeleton />}
        done={list.reload}
      />
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
