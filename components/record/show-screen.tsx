import React from 'react'
import { useNavigate, useParams, useSearchParams } from 'react-router-dom'
import type { Answer } from '../api.ts'
import { Chip } from '../fields/value.tsx'
import { Crumbs } from '../form/new-screen.tsx'
import { later } from '../later.tsx'
import { Missing } from '../screens/missing.tsx'
import { useDesk } from '../shell/context.ts'
import { useTitle } from '../shell/use-title.ts'
import type { ModelState, RecordJson } from '../state.ts'
import { RecordAlerts, useMargin } from '../work/margin.tsx'
import { tabsOf } from './record-tabs.tsx'
import { Tabs } from './tabs.tsx'
import { useCounts } from './use-counts.ts'
import { useRecord } from './use-record.ts'
import { VerbBar } from './verb-bar.tsx'
import { WaitingLine } from './waiting-line.tsx'

const PrintSheet = later('record', (part: typeof import('../lazy/record.ts')) => part.PrintSheet)

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
  const desk = useDesk()
  const navigate = useNavigate()
  const [turn, setTurn] = React.useState(0)
  const margin = useMargin(name, record.id, turn)
  const [params] = useSearchParams()
  const counts = useCounts(name, record.id, turn)
  useTitle(record.title)
  const changed = () => {
    setTurn((now) => now + 1)
    reload()
  }
  const done = (answer: Answer) => {
    const here = `/admin/resources/${name}/records/${record.id}/`
    if (answer.redirectUrl && !answer.redirectUrl.startsWith(here)) return navigate(answer.redirectUrl)
    if (verb) navigate(`${here}show`, { replace: true })
    changed()
  }
  const tabs = tabsOf({ name, model, record, turn, margin, changed }, desk)
  const href = `/admin/resources/${name}/records/${record.id}/show`
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
      <RecordAlerts alerts={margin.alerts} />
      {'status' in record.params && <WaitingLine model={name} id={record.id} turn={turn} />}
      {params.has('print') ? (
        <PrintSheet tabs={tabs} counts={counts} href={href} />
      ) : (
        <Tabs tabs={tabs} counts={counts} />
      )}
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
