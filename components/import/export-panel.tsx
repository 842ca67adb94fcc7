import React from 'react'
import { Link, useSearchParams } from 'react-router-dom'
import { post, Refused, resourcePath } from '../api.ts'
import { columnsOf } from '../list/columns.tsx'
import type { ScreenProps } from '../screens/registry.ts'
import { useDesk } from '../shell/context.ts'
import { useTitle } from '../shell/use-title.ts'
import { importWords } from './text.ts'

type Choice = 'shown' | 'all' | 'chosen'

/** The list behind this screen, as a file: its filters came along in the address. */
export function ExportPanel({ name, model }: ScreenProps) {
  const { state, t, notify } = useDesk()
  const say = importWords(state.locale)
  const [params] = useSearchParams()
  const shown = columnsOf(name, model, params)
  const [format, setFormat] = React.useState<'csv' | 'xlsx'>('csv')
  const [choice, setChoice] = React.useState<Choice>('shown')
  const [chosen, setChosen] = React.useState<string[]>(shown)
  const [busy, setBusy] = React.useState(false)
  const [problem, setProblem] = React.useState<string | null>(null)
  useTitle(say.exportTitle(model.many))
  const columns = choice === 'all' ? [] : choice === 'shown' ? shown : chosen
  const list = `/admin/resources/${name}${params.size > 0 ? `?${params}` : ''}`
  const send = async () => {
    if (busy) return
    setBusy(true)
    setProblem(null)
    try {
      const { href } = await post<{ href: string }>(resourcePath(name, 'export'), {
        format,
        columns: columns.join(','),
        search: params.toString(),
      })
      window.location.assign(href)
      notify({ type: 'success', message: say.exported })
    } catch (error) {
      setProblem(error instanceof Refused ? error.message : t.networkError)
    } finally {
      setBusy(false)
    }
  }
  return (
    <section className="screen narrow" aria-labelledby="screen-title">
      <header className="screen-head">
        <div>
          <Link to={list}>{model.many}</Link>
          <h1 id="screen-title">{say.exportTitle(model.many)}</h1>
          <p className="muted">{say.exportHelp}</p>
        </div>
      </header>
      {problem && (
        <p className="banner banner-error" role="alert">
          {problem}
        </p>
      )}
      <form
        className="form"
        onSubmit={(event) => {
          event.preventDefault()
          void send()
        }}
      >
        <fieldset className="form-group">
          <legend>{say.format}</legend>
          <Radio
            name="format"
            checked={format === 'csv'}
            label={say.csv}
            help={say.csvHelp}
            pick={() => setFormat('csv')}
          />
          <Radio
            name="format"
            checked={format === 'xlsx'}
            label={say.xlsx}
            help={say.xlsxHelp}
            pick={() => setFormat('xlsx')}
          />
        </fieldset>
        <fieldset className="form-group">
          <legend>{say.columns}</legend>
          <Radio name="columns" checked={choice === 'shown'} label={say.shownColumns} pick={() => setChoice('shown')} />
          <Radio name="columns" checked={choice === 'all'} label={say.allColumns} pick={() => setChoice('all')} />
          <Radio
            name="columns"
            checked={choice === 'chosen'}
            label={say.chosenColumns}
            pick={() => setChoice('chosen')}
          />
          {choice === 'chosen' && (
            <div className="export-columns">
              {model.fields
                .filter((field) => field.kind !== 'json')
                .map((field) => (
                  <label key={field.name} className="check">
                    <input
                      type="checkbox"
                      checked={chosen.includes(field.name)}
                      onChange={() => setChosen(toggled(chosen, field.name))}
                    />
                    {field.label}
                  </label>
                ))}
            </div>
          )}
        </fieldset>
        <div className="form-actions sticky">
          <button
            type="submit"
            className="button primary"
            disabled={busy || (choice === 'chosen' && chosen.length === 0)}
          >
            {busy ? say.exporting : say.export}
          </button>
          <Link className="button" to={list}>
            {say.backToList}
          </Link>
        </div>
      </form>
    </section>
  )
}

const toggled = (names: string[], name: string): string[] =>
  names.includes(name) ? names.filter((one) => one !== name) : [...names, name]

type RadioProps = { name: string; checked: boolean; label: string; help?: string; pick: () => void }

const Radio = ({ name, checked, label, help, pick }: RadioProps) => (
  <label className="check">
    <input type="radio" name={name} checked={checked} onChange={pick} />
    <span>
      {label}
      {help && <span className="help">{help}</span>}
    </span>
  </label>
)
