import React from 'react'
import { OverseePage } from '../oversee/parts.tsx'
import { usePage, useSend } from '../oversee/use-page.ts'
import type { PreferencesAnswer } from './state.ts'
import { useWords } from './text.ts'

/** How often mail comes; what always comes says so. */
export function PreferencesPage() {
  const say = useWords()
  const loaded = usePage<PreferencesAnswer>('preferences')
  const { answer } = loaded
  return (
    <OverseePage title={say.preferences} help={answer ? say.preferencesHelp(answer.email) : ''} loaded={loaded}>
      {answer && <Paces key={answer.pace} answer={answer} saved={loaded.reload} />}
    </OverseePage>
  )
}

function Paces({ answer, saved }: { answer: PreferencesAnswer; saved: () => void }) {
  const say = useWords()
  const { busy, send } = useSend()
  const [pace, setPace] = React.useState(answer.pace)
  const submit = async (event: React.FormEvent) => {
    event.preventDefault()
    if (await send('/pages/preferences', { pace })) saved()
  }
  return (
    <>
      <form className="card form paces" onSubmit={submit}>
        <fieldset>
          <legend>{say.pace}</legend>
          {Object.entries(say.paces).map(([value, [label, help]]) => (
            <label key={value} className="check">
              <input type="radio" name="pace" checked={pace === value} onChange={() => setPace(value)} />
              <span>
                {label}
                <small className="help">{help}</small>
              </span>
            </label>
          ))}
        </fieldset>
        <div className="form-actions">
          <button type="submit" className="button primary" disabled={busy}>
            {say.save}
          </button>
        </div>
      </form>
      <section className="card official" aria-labelledby="official">
        <h2 id="official">{say.official}</h2>
        <p className="muted">{say.officialHelp}</p>
        <ul>
          {answer.official.map((kind) => (
            <li key={kind}>{kind}</li>
          ))}
        </ul>
      </section>
    </>
  )
}
