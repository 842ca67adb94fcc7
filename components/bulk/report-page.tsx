import React from 'react'
import { Link } from 'react-router-dom'
import { At, OverseePage, Pages, Table, Tag } from '../oversee/parts.tsx'
import { useFilters, usePage, useSend } from '../oversee/use-page.ts'
import { useDesk } from '../shell/context.ts'
import { Icon } from '../shell/icon.tsx'
import type { BulkState } from './state.ts'
import { type BulkWords, bulkWords } from './text.ts'

const LIVE_MS = 1_000

/** A run while it goes, and what became of each record once it is over. */
export function BulkReportPage() {
  const { state } = useDesk()
  const say = bulkWords(state.locale)
  const [params, go] = useFilters()
  const [live, setLive] = React.useState(true)
  const loaded = usePage<BulkState>('bulk', params.toString(), live ? LIVE_MS : 0)
  const { busy, send } = useSend()
  const run = loaded.answer
  const going = run?.status === 'waiting' || run?.status === 'running'
  React.useEffect(() => setLive(run === null || going), [run, going])
  const stop = async () => {
    if (run && (await send('/pages/bulk', { step: 'cancel', id: run.id }))) loaded.reload()
  }
  const actions = run && (
    <>
      {going && (
        <button type="button" className="button" disabled={busy} onClick={stop}>
          <Icon name="Square" size={16} />
          {say.stop}
        </button>
      )}
      {run.file && !going && (
        <a className="button" href={run.file}>
          <Icon name="Download" size={16} />
          {say.download}
        </a>
      )}
      <Link className="button" to={run.list}>
        {say.seeList}
      </Link>
    </>
  )
  return (
    <OverseePage title={run ? say.title(run.verb, run.many) : say.report} help="" loaded={loaded} actions={actions}>
      {run && (
        <>
          {going && <Going run={run} say={say} />}
          <Facts run={run} say={say} />
          <Told run={run} say={say} />
          {run.refused.length > 0 && <Refused run={run} say={say} />}
          {run.refused.length > 0 && (
            <Pages at={{ total: run.refusedCount, page: run.page, perPage: run.perPage }} go={go} />
          )}
        </>
      )}
    </OverseePage>
  )
}

type Part = { run: BulkState; say: BulkWords }

const Going = ({ run, say }: Part) => (
  <div className="card bulk-going" role="status">
    <progress max={run.total} value={run.done + run.refusedCount} aria-label={run.verb} />
    <p>
      <strong>{say.progress(run.done + run.refusedCount, run.total)}</strong>
    </p>
    <p className="muted">
      {say.leave} {say.stopHelp}
    </p>
  </div>
)

function Facts({ run, say }: Part) {
  const { state } = useDesk()
  const n = (count: number) => count.toLocaleString(state.locale === 'fr' ? 'fr-FR' : 'en')
  const left = run.total - run.done - run.refusedCount
  return (
    <dl className="card bulk-facts">
      <Fact label={say.report}>
        <Tag tone={run.tone}>{run.statusLabel}</Tag>
      </Fact>
      <Fact label={say.total}>{n(run.total)}</Fact>
      <Fact label={say.done}>
        {n(run.done)}
        {run.same > 0 && ` (${say.alreadySo} : ${n(run.same)})`}
      </Fact>
      <Fact label={say.refusedCount}>{n(run.refusedCount)}</Fact>
      {left > 0 && <Fact label={say.left}>{n(left)}</Fact>}
      {run.changes.length > 0 && <Fact label={say.changed}>{run.changes.join(', ')}</Fact>}
      {run.reason && <Fact label={say.reason}>{run.reason}</Fact>}
      <Fact label={say.startedAt}>
        <At at={run.startedAt} />
      </Fact>
      {run.finishedAt && (
        <Fact label={say.finishedAt}>
          <At at={run.finishedAt} />
        </Fact>
      )}
    </dl>
  )
}

const Fact = ({ label, children }: { label: string; children: React.ReactNode }) => (
  <div>
    <dt>{label}</dt>
    <dd>{children}</dd>
  </div>
)

function Told({ run, say }: Part) {
  if (run.failure) return <p className="banner banner-error">{run.failure}</p>
  if (run.status === 'cancelled') return <p className="banner">{say.stopped}</p>
  if (run.isAtomic && run.status === 'failed') return <p className="banner banner-error">{say.undone}</p>
  return null
}

const Refused = ({ run, say }: Part) => (
  <Table
    label={say.refusedCount}
    rows={run.refused}
    keyOf={(row) => `${row.href} ${row.title} ${row.sentence}`}
    columns={[
      { label: say.record, cell: (row) => (row.href ? <Link to={row.href}>{row.title}</Link> : row.title) },
      { label: say.why, cell: (row) => row.sentence, wide: true },
    ]}
  />
)
