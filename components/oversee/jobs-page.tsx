import { useDesk } from '../shell/context.ts'
import { Icon } from '../shell/icon.tsx'
import { At, Go, OverseePage, Table, Tag } from './parts.tsx'
import type { JobsAnswer } from './state.ts'
import { type OverseeWords, overseeWords } from './text.ts'
import { usePage, useSend } from './use-page.ts'

/** Queues, hours, and what did not work. */
export function JobsPage() {
  const { state } = useDesk()
  const say = overseeWords(state.locale)
  const loaded = usePage<JobsAnswer>('jobs', '', 10_000)
  const { answer } = loaded
  return (
    <OverseePage title={say.jobs} help={say.jobsHelp} loaded={loaded}>
      {answer && (
        <>
          <Dead answer={answer} say={say} reload={loaded.reload} />
          <Queues answer={answer} say={say} />
          <Clock answer={answer} say={say} />
        </>
      )}
    </OverseePage>
  )
}

type Part = { answer: JobsAnswer; say: OverseeWords }

function Dead({ answer, say, reload }: Part & { reload: () => void }) {
  const { busy, send } = useSend()
  const again = async (values: Record<string, unknown>) => {
    if (await send('/pages/jobs', values)) reload()
  }
  return (
    <>
      <div className="screen-head">
        <div>
          <h2 className="section">{say.dead}</h2>
          {answer.dead > 0 && <p className="muted">{say.deadHelp}</p>}
        </div>
        {answer.dead > 1 && (
          <button type="button" className="button" disabled={busy} onClick={() => again({ step: 'all' })}>
            {say.allAgain(answer.dead)}
          </button>
        )}
      </div>
      {answer.dead === 0 && (
        <p className="calm">
          <Icon name="CheckCircle" /> {say.noDead}
        </p>
      )}
      {answer.dead > answer.letters.length && <p className="muted">{say.firstOnes(answer.letters.length)}</p>}
      {answer.dead > 0 && (
        <Table
          label={say.dead}
          rows={answer.letters}
          keyOf={(letter) => letter.id}
          columns={[
            { label: say.queue, cell: (letter) => letter.queue },
            { label: say.what, cell: (letter) => letter.about && <Go to={letter.about} /> },
            { label: say.failedAt, cell: (letter) => <At at={letter.failedAt} /> },
            { label: say.error, cell: (letter) => <code>{letter.error}</code>, wide: true },
            {
              label: say.actions,
              cell: (letter) => (
                <button type="button" className="button" disabled={busy} onClick={() => again({ id: letter.id })}>
                  {say.again}
                </button>
              ),
            },
          ]}
        />
      )}
    </>
  )
}

function Queues({ answer, say }: Part) {
  return (
    <>
      <h2 className="section">{say.queues}</h2>
      <Table
        label={say.queues}
        rows={answer.queues}
        keyOf={(queue) => queue.name}
        columns={[
          { label: say.queue, cell: (queue) => queue.label },
          { label: say.waiting, cell: (queue) => queue.waiting },
          { label: say.active, cell: (queue) => queue.active },
          { label: say.retry, cell: (queue) => (queue.retry > 0 ? <Tag tone="amber">{queue.retry}</Tag> : 0) },
          { label: say.doneToday, cell: (queue) => queue.done },
          { label: say.oldest, cell: (queue) => <At at={queue.oldest} /> },
        ]}
      />
    </>
  )
}

function Clock({ answer, say }: Part) {
  return (
    <>
      <h2 className="section">{say.schedules}</h2>
      {answer.schedules.length === 0 ? (
        <p className="banner tone-amber">{say.noWorker}</p>
      ) : (
        <Table
          label={say.schedules}
          rows={answer.schedules}
          keyOf={(one) => one.name}
          columns={[
            { label: say.schedule, cell: (one) => one.label },
            { label: say.rhythm, cell: (one) => one.rhythm },
            { label: say.last, cell: (one) => <At at={one.last} /> },
            { label: say.state, cell: (one) => one.status && <Tag tone={one.tone}>{one.status}</Tag> },
            { label: say.error, cell: (one) => one.error && <code>{one.error}</code> },
            { label: say.next, cell: (one) => <At at={one.next} /> },
          ]}
        />
      )}
    </>
  )
}
