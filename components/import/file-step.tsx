import React from 'react'
import { Icon } from '../shell/icon.tsx'
import { RecentImports } from './recent-imports.tsx'
import type { ImportWords } from './text.ts'
import type { Import } from './use-import.ts'

const MEGABYTE = 1_048_576
const LIMIT = 10 * MEGABYTE

/** A wrong or oversized file is refused here, before it travels; the server judges the rest by its content. */
export function FileStep({ name, current, say }: { name: string; current: Import; say: ImportWords }) {
  const input = React.useRef<HTMLInputElement>(null)
  const [over, setOver] = React.useState(false)
  const take = (file: File | undefined) => {
    if (!file) return
    const problem = refusalOf(file, say)
    if (problem) current.say(problem)
    else void current.send('start', { file })
    if (input.current) input.current.value = ''
  }
  return (
    <>
      <div className="card import-card">
        <h2>{say.chooseTitle}</h2>
        <p className="muted">{say.chooseHelp}</p>
        {/* biome-ignore lint/a11y/noStaticElementInteractions: dropping is a shortcut, the button beside does the same */}
        <div
          className={`drop ${over ? 'drop-over' : ''}`}
          onDragOver={(event) => {
            event.preventDefault()
            setOver(true)
          }}
          onDragLeave={() => setOver(false)}
          onDrop={(event) => {
            event.preventDefault()
            setOver(false)
            take(event.dataTransfer.files[0])
          }}
        >
          <Icon name="FileText" size={32} />
          {current.sending ? (
            <p role="status">{say.sending}</p>
          ) : (
            <>
              <p>{say.drop}</p>
              <label className="button primary file-button">
                <input
                  ref={input}
                  type="file"
                  className="hidden"
                  accept=".csv,.txt,.xlsx"
                  onChange={(event) => take(event.target.files?.[0])}
                />
                {say.browse}
              </label>
            </>
          )}
        </div>
        <p>
          <a className="link" href={`/admin/downloads/workbook/${name}`} download>
            <Icon name="Download" size={16} /> {say.template}
          </a>{' '}
          <span className="muted">{say.templateHelp}</span>{' '}
          <a className="link" href={`/admin/downloads/template/${name}`} download>
            {say.templateCsv}
          </a>
        </p>
      </div>
      <RecentImports name={name} say={say} />
    </>
  )
}

function refusalOf(file: File, say: ImportWords): string | null {
  if (file.size > LIMIT) return say.tooLarge(Math.ceil(file.size / MEGABYTE))
  return /\.(csv|txt|tsv|xls[xmb]?|ods)$/i.test(file.name) ? null : say.wrongType
}
