import { useNavigate } from 'react-router-dom'
import { type Answer, recordPath } from '../api.ts'
import { useSend } from '../oversee/use-page.ts'
import type { Opened } from '../record/record-tabs.tsx'
import { useDesk } from '../shell/context.ts'
import { Icon } from '../shell/icon.tsx'
import { qualityWords } from './text.ts'
import './quality.css'

/** What a campaign came to, to take away: the same table as a spreadsheet or on paper. */
export function ReportPanel({ name, record }: Opened) {
  const { state } = useDesk()
  const say = qualityWords(state.locale)
  const go = useNavigate()
  const { busy, send } = useSend()
  const ask = async (format: string) => {
    const answer = await send<Answer>(recordPath(name, record.id, 'report'), { format })
    if (answer?.redirectUrl) go(answer.redirectUrl)
  }
  return (
    <div className="quality">
      <p>{say.reportHelp}</p>
      <ul className="report-parts">
        {say.reportParts.map((part) => (
          <li key={part}>{part}</li>
        ))}
      </ul>
      <div className="form-actions">
        {(['pdf', 'xlsx', 'csv'] as const).map((format) => (
          <button key={format} type="button" className="button" disabled={busy} onClick={() => void ask(format)}>
            <Icon name="Download" size={16} /> {say.formats[format]}
          </button>
        ))}
      </div>
    </div>
  )
}
