import React from 'react'
import { type Answer, post, Refused } from '../api.ts'
import { sayInstant } from '../fields/format.ts'
import { Input } from '../fields/input.tsx'
import { useDesk } from '../shell/context.ts'
import { OverseePage } from './parts.tsx'
import type { SettingState, SettingsAnswer } from './state.ts'
import { type OverseeWords, overseeWords } from './text.ts'
import { saidBy, usePage } from './use-page.ts'

/** The settings that exist, each with what it does; one is saved at a time. */
export function SettingsPage() {
  const { state } = useDesk()
  const say = overseeWords(state.locale)
  const loaded = usePage<SettingsAnswer>('settings')
  const { answer } = loaded
  return (
    <OverseePage title={say.settings} help={say.settingsHelp} loaded={loaded}>
      <div className="form-group settings">
        {answer?.settings.map((setting) => (
          <SettingForm
            key={`${setting.key} ${setting.chosen?.version ?? ''}`}
            setting={setting}
            say={say}
            saved={loaded.reload}
          />
        ))}
      </div>
      <h2 className="section">{say.installed}</h2>
      <p className="muted">{say.installedHelp}</p>
      <dl className="card facts">
        {answer?.fixed.map((one) => (
          <div key={one.name} className="fact">
            <dt>
              {one.label} <small className="muted">{one.name}</small>
            </dt>
            <dd>{one.value}</dd>
          </div>
        ))}
      </dl>
    </OverseePage>
  )
}

type FormProps = { setting: SettingState; say: OverseeWords; saved: () => void }

function SettingForm({ setting, say, saved }: FormProps) {
  const { t, notify, state } = useDesk()
  const { key, label, help, kind, value, fallback, chosen } = setting
  const [text, setText] = React.useState(value)
  const [error, setError] = React.useState<string | undefined>()
  const [busy, setBusy] = React.useState(false)
  const origin = chosen ? say.chosenOn(sayInstant(chosen.at, state.locale, state.timezone)) : say.byDefault(fallback)
  const submit = async (event: React.FormEvent) => {
    event.preventDefault()
    setBusy(true)
    try {
      const answer = await post<Answer>('/pages/settings', { key, value: text, version: chosen?.version })
      if (answer.notice) notify(answer.notice)
      setError(undefined)
      saved()
    } catch (refusal) {
      setError(refusal instanceof Refused ? saidBy(refusal) : t.networkError)
    } finally {
      setBusy(false)
    }
  }
  return (
    <form className="setting" onSubmit={submit} noValidate>
      <Input
        field={{ name: key, label, kind: kind === 'number' ? 'number' : 'text', help: `${help} ${origin}.` }}
        value={text}
        error={error}
        onChange={(next) => setText(String(next ?? ''))}
      />
      {text !== value && (
        <div className="form-actions">
          <button type="submit" className="button primary" disabled={busy}>
            {t.save}
          </button>
          <button type="button" className="button" onClick={() => setText(value)}>
            {t.cancel}
          </button>
        </div>
      )}
    </form>
  )
}
