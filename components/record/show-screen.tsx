import React from 'react'
import { useNavigate, useParams } from 'react-router-dom'
import type { Answer } from '../api.ts'
import { Chip } from '../fields/value.tsx'
import { Crumbs } from '../form/new-screen.tsx'
import { Missing } from '../screens/missing.tsx'
import { useDesk } from '../shell/context.ts'
import { useTitle } from '../shell/use-title.ts'
import type { ModelState, RecordJson } from '../state.ts'
import { Details } from './details.tsx'
import { History } from './history.tsx'
import { Related } from './related.tsx'
import { type Tab, Tabs } from './tabs.tsx'
import { useRecord } from './use-record.ts'
import { VerbBar } from './verb-bar.tsx'

export function ShowScreen({ verb }: { verb?: string }) {
  const { model: name = '', id = '' } = useParams()
  const { t, state } = useDesk()
  const model = state.models[name]
  const { record, missing, reload } = useRecord(name, id, 'show')
  if (!model || missing) return <Missing />
  if (!record) return <p className="muted screen">{t.loading}</p>
  return <Show key={id} name={name} model={model} record={record} reload={reload} verb={verb} />
}

type Props = { name: string; model: ModelState; record: RecordJson; reload: () => void; verb?: string | undefined }

function Show({ name, model, record, reload, verb }: Props) {
  const { t } = useDesk()
  const navigate = useNavigate()
  const [tab, setTab] = React.useState('details')
  const [turn, setTurn] = React.useState(0)
  useTitle(record.title)
  const done = (answer: Answer) => {
    const here = `/admin/resources/${name}/records/${record.id}/`
    if (answer.redirectUrl && !answer.redirectUrl.startsWith(here)) return navigate(answer.redirectUrl)
    if (verb) navigate(`${here}show`, { replace: true })
    setTurn((now) => now + 1)
    reload()
  }
  const tabs: Tab[] = [
    { name: 'details', label: t.details, content: <Details model={model} record={record} /> },
    ...model.related.map((related) => ({
      name: `${related.model}.${related.fk}`,
      label: related.label,
      content: <Related key={turn} related={related} record={record} />,
    })),
    { name: 'history', label: t.history, content: <History key={turn} model={name} id={record.id} /> },
  ]
  return (
    <section className="screen" aria-labelledby="screen-title">
      <Crumbs name={name} model={model} />
      <header className="screen-head">
        <div>
          <h1 id="screen-title">{record.title}</h1>
          <Status model={model} record={record} />
        </div>
        <VerbBar name={name} model={model} record={record} opened={verb} done={done} />
      </header>
      <Tabs tabs={tabs} current={tab} choose={setTab} />
    </section>
  )
}

/** The state of the record, where the eye falls first. */
function Status({ model, record }: { model: ModelState; record: RecordJson }) {
  const desk = useDesk()
  const field = model.fields.find((one) => one.name === 'status' && one.kind === 'enum')
  const value = record.params.status
  return field && typeof value === 'string' ? <Chip value={value} field={field} desk={desk} /> : null
}
