import type React from 'react'
import { sayInstant, sayNumber, saySize } from '../fields/format.ts'
import { useDesk } from '../shell/context.ts'
import { Icon } from '../shell/icon.tsx'
import { At, OverseePage, Table, Tag } from './parts.tsx'
import type { HealthAnswer } from './state.ts'
import { type OverseeWords, overseeWords } from './text.ts'
import { usePage } from './use-page.ts'

/** How the machine is; it looks again by itself while the page is in front of somebody. */
export function HealthPage() {
  const { state } = useDesk()
  const say = overseeWords(state.locale)
  const loaded = usePage<HealthAnswer>('health', '', 10_000)
  const { answer } = loaded
  const at = answer && new Date(answer.at).toLocaleTimeString(state.locale, { timeZone: state.timezone })
  return (
    <OverseePage title={say.health} help={`${say.healthHelp} ${at ? say.asOf(at) : ''}`} loaded={loaded}>
      {answer && (
        <>
          <div className="health">
            <Numbers answer={answer} say={say} />
          </div>
          <Processes answer={answer} say={say} />
          <Slow answer={answer} say={say} />
        </>
      )}
    </OverseePage>
  )
}

type Part = { answer: HealthAnswer; say: OverseeWords }

function Numbers({ answer, say }: Part) {
  const { state } = useDesk()
  const { database, queue, files, mail, chain } = answer
  const number = (value: number) => sayNumber(value, state.locale)
  const size = (bytes: number | null) => (bytes === null ? say.unknown : saySize(bytes, state.locale))
  const scarce = files.free !== null && files.total !== null && files.free < files.total / 10
  return (
    <>
      <Box icon="Database" title={say.database}>
        <Fact label={say.version}>{database.version}</Fact>
        <Fact label={say.size}>{size(database.bytes)}</Fact>
        <Fact label={say.connections} bad={database.connections > database.most * 0.8}>
          {say.ofMost(database.connections, database.most)}
        </Fact>
        <Fact label={say.latency} bad={database.latencyMs > 50}>
          {number(database.latencyMs)} ms
        </Fact>
      </Box>
      <Box icon="Layers" title={say.queues}>
        <Fact label={say.waiting}>{number(queue.waiting)}</Fact>
        <Fact label={say.active}>{number(queue.active)}</Fact>
        <Fact label={say.retry}>{number(queue.retry)}</Fact>
        <Fact label={say.deadOnes} bad={queue.dead > 0}>
          {number(queue.dead)}
        </Fact>
        <Fact label={say.oldest}>
          <At at={queue.oldest} />
        </Fact>
      </Box>
      <Box icon="File" title={say.files}>
        <Fact label={say.count}>{number(files.count)}</Fact>
        <Fact label={say.size}>{size(files.bytes)}</Fact>
        <Fact label={say.free} bad={scarce}>
          {size(files.free)}
        </Fact>
      </Box>
      <Box icon="Mail" title={say.mails}>
        <Fact label={say.pending}>{number(mail.pending)}</Fact>
        <Fact label={say.failed} bad={mail.failed > 0}>
          {number(mail.failed)}
        </Fact>
      </Box>
      <Box icon="Link" title={say.chain}>
        <Fact label={say.sealed}>{number(chain.sealed)}</Fact>
        <Fact label={say.unsealed}>{number(chain.waiting)}</Fact>
        <Fact label={say.anchor} bad={chain.anchor?.genuine === false}>
          {anchorWords(chain.anchor, say, (at) => sayInstant(at, state.locale, state.timezone))}
        </Fact>
      </Box>
      <section className="card" aria-label={say.backup}>
        <BoxTitle icon="Archive" title={say.backup} />
        <p>
          <Icon name="AlertTriangle" size={16} /> {say.noBackup}
        </p>
      </section>
    </>
  )
}

function anchorWords(anchor: HealthAnswer['chain']['anchor'], say: OverseeWords, instant: (at: string) => string) {
  if (!anchor) return say.anchorNone
  return anchor.genuine ? say.anchorAt(anchor.seq, instant(anchor.at)) : say.anchorForged
}

const Box = ({ icon, title, children }: { icon: string; title: string; children: React.ReactNode }) => (
  <section className="card" aria-label={title}>
    <BoxTitle icon={icon} title={title} />
    <dl>{children}</dl>
  </section>
)

const BoxTitle = ({ icon, title }: { icon: string; title: string }) => (
  <h2>
    <Icon name={icon} size={17} /> {title}
  </h2>
)

const Fact = ({ label, bad, children }: { label: string; bad?: boolean; children: React.ReactNode }) => (
  <div className={bad ? 'fact bad' : 'fact'}>
    <dt>{label}</dt>
    <dd>
      {bad && <Icon name="AlertTriangle" size={15} />} {children}
    </dd>
  </div>
)

function Processes({ answer, say }: Part) {
  const { state } = useDesk()
  if (answer.processes.length === 0) return <p className="banner tone-amber">{say.noProcess}</p>
  return (
    <>
      <h2 className="section">{say.processes}</h2>
      <Table
        label={say.processes}
        rows={answer.processes}
        keyOf={(one) => one.id}
        columns={[
          { label: say.process, cell: (one) => `${say.roles[one.role] ?? one.role} · ${one.host} · ${one.pid}` },
          {
            label: say.state,
            cell: (one) => (one.alive ? <At at={one.seenAt} /> : <Tag tone="red">{say.silent}</Tag>),
          },
          { label: say.memory, cell: (one) => saySize(one.rss, state.locale) },
          { label: say.heap, cell: (one) => saySize(one.heap, state.locale) },
          { label: say.delay, cell: (one) => `${sayNumber(one.delayMs, state.locale)} ms` },
          { label: say.uptime, cell: (one) => <At at={one.startedAt} /> },
          { label: 'Node', cell: (one) => one.node },
        ]}
      />
    </>
  )
}

function Slow({ answer, say }: Part) {
  const { state } = useDesk()
  return (
    <>
      <h2 className="section">{say.slow}</h2>
      <p className="muted">{say.slowHelp}</p>
      {answer.slow.length === 0 ? (
        <p className="calm">
          <Icon name="CheckCircle" /> {say.noSlow}
        </p>
      ) : (
        <Table
          label={say.slow}
          rows={answer.slow.map((query, rank) => ({ ...query, rank }))}
          keyOf={(query) => String(query.rank)}
          columns={[
            { label: say.took, cell: (query) => `${sayNumber(query.ms, state.locale)} ms` },
            { label: say.statement, cell: (query) => <code>{query.sql}</code>, wide: true },
            { label: say.process, cell: (query) => query.process },
            { label: say.at, cell: (query) => <At at={query.at} /> },
          ]}
        />
      )}
    </>
  )
}
