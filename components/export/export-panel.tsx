import React from 'react'
import { Link, useNavigate, useSearchParams } from 'react-router-dom'
import { type Answer, post, Refused, resourcePath } from '../api.ts'
import { wantedOf } from '../list/chips.tsx'
import { columnsOf } from '../list/columns.tsx'
import { filtersOf, sayFilter } from '../list/query.ts'
import { useTitles } from '../list/titles.ts'
import type { ScreenProps } from '../screens/registry.ts'
import { useDesk } from '../shell/context.ts'
import { useTitle } from '../shell/use-title.ts'
import { exportWords } from './text.ts'

type Choice = 'shown' | 'all' | 'chosen'

/** The list behind this screen, as a file: its filters came along in the address. */
export function ExportPanel({ name, model }: ScreenProps) {
  const { state, t, notify } = useDesk()
  const say = exportWords(state.locale)
  const desk = useDesk()
  const go = useNavigate()
  const [params] = useSearchParams()
  const ticked = (params.get('recordIds') ?? '').split(',').filter(Boolean)
  const filters = filtersOf(state, name, params)
  const titles = useTitles(wantedOf(filters))
  const [nothing, setNothing] = React.useState(false)
  const shown = columnsOf(name, model, params)
  const [format, setFormat] = React.useState<'csv' | 'xlsx' | 'pdf'>('csv')
  const [choice, setChoice] = React.useState<Choice>('shown')
  const [chosen, setChosen] = React.useState<string[]>(shown)
  const [busy, setBusy] = React.useState(false)
  const [problem, setProblem] = React.useState<string | null>(null)
  useTitle(say.title(model.many))
  const columns = choice === 'all' ? [] : choice === 'shown' ? shown : chosen
  const list = `/admin/resources/${name}${params.size > 0 && ticked.length === 0 ? `?${params}` : ''}`
  const said = ticked.length > 0 ? say.ticked(ticked.length) : saidOf()
  function saidOf(): string {
    const query = params.get('query')
    const words = filters.map((filter) => `${filter.column.label} : ${sayFilter(filter, desk, titles)}`)
    return [...words, ...(query ? [say.search(query)] : [])].join(' · ')
  }
  const send = async (empty = false) => {
    if (busy) return
    setBusy(true)
    setProblem(null)
    try {
      const answer = await post<Answer & { href?: string }>(resourcePath(name, 'export'), {
        format,
        columns: columns.join(','),
        said,
        empty,
        ...(ticked.length > 0 ? { recordIds: ticked.join(',') } : { search: params.toString() }),
      })
      if (answer.notice) notify(answer.notice)
      if (answer.redirectUrl) return go(answer.redirectUrl)
      window.location.assign(answer.href ?? list)
      notify({ type: 'success', message: say.exported })
    } catch (error) {
      setNothing(error instanceof Refused && error.answer.code === 'export_empty')
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
          <h1 id="screen-title">{say.title(model.many)}</h1>
          <p className="muted">{ticked.length > 0 ? say.helpTicked(ticked.length) : say.help}</p>
        </div>
      </header>
      {problem && (
        <p className="banner banner-error" role="alert">
          {problem}
          {nothing && (
            <button type="button" className="button" disabled={busy} onClick={() => send(true)}>
              {say.empty}
            </button>
          )}
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
          <Radio
            name="format"
            checked={format === 'pdf'}
            label={say.pdf}
            help={say.pdfHelp}
            pick={() => setFormat('pdf')}
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
