import React from 'react'
import { Link, useSearchParams } from 'react-router-dom'
import { saySize } from '../fields/format.ts'
import { At, OverseePage, Table, Tag } from '../oversee/parts.tsx'
import { usePage } from '../oversee/use-page.ts'
import { useDesk } from '../shell/context.ts'
import { Icon } from '../shell/icon.tsx'
import type { ExportState, ExportsState } from './state.ts'
import { type ExportWords, exportWords } from './text.ts'

const LIVE_MS = 1_500

/** What somebody took out of the lists: made, being made, or gone. */
export function ExportsPage() {
  const { state } = useDesk()
  const say = exportWords(state.locale)
  const [params] = useSearchParams()
  const [live, setLive] = React.useState(true)
  const loaded = usePage<ExportsState>('exports', '', live ? LIVE_MS : 0)
  const { answer } = loaded
  const going = answer?.exports.some(isGoing) ?? true
  React.useEffect(() => setLive(going), [going])
  return (
    <OverseePage title={say.mine} help={say.mineHelp} loaded={loaded}>
      {answer?.exports.length === 0 && <p className="calm">{say.none}</p>}
      {answer && answer.exports.length > 0 && (
        <Table
          label={say.mine}
          rows={answer.exports}
          keyOf={(one) => one.id}
          columns={[
            { label: say.what, cell: (one) => <Link to={one.list}>{one.what}</Link> },
            { label: say.format, cell: (one) => one.format },
            { label: say.rows, cell: (one) => one.rows.toLocaleString(state.locale) },
            { label: say.status, cell: (one) => <Tag tone={one.tone}>{one.statusLabel}</Tag> },
            {
              label: say.file,
              cell: (one) => <File one={one} say={say} isNew={one.id === params.get('id')} />,
              wide: true,
            },
            { label: say.askedAt, cell: (one) => <At at={one.askedAt} /> },
            { label: say.until, cell: (one) => <At at={one.expiresAt} /> },
          ]}
        />
      )}
      {going && (
        <p className="muted" role="status">
          {say.soon}
        </p>
      )}
    </OverseePage>
  )
}

const isGoing = ({ status }: ExportState): boolean => status === 'waiting' || status === 'running'

function File({ one, say, isNew }: { one: ExportState; say: ExportWords; isNew: boolean }) {
  const { state } = useDesk()
  if (one.href)
    return (
      <a className={isNew ? 'button primary' : 'button'} href={one.href}>
        <Icon name="Download" size={16} />
        {say.download(saySize(one.size ?? 0, state.locale))}
      </a>
    )
  if (one.error) return one.error
  return isGoing(one) ? say.soon : say.over
}
