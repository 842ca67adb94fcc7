import React from 'react'
import { dropDraft, keepDraft, readDraft } from '../form/draft.ts'
import { ConstantField } from './constant-field.tsx'
import { ReadingChoices } from './reading-choices.tsx'
import type { ImportState, MappingState, TargetState } from './state.ts'
import type { ImportWords } from './text.ts'
import type { Import } from './use-import.ts'

type Props = { state: ImportState; current: Import; say: ImportWords }

/** Each column of the file and where it goes; what the file does not give is asked once, for every row. */
export function MappingStep({ state, current, say }: Props) {
  const [mapping, setMapping] = useMapping(state)
  const missing = state.targets.filter((target) => target.required && !isGiven(target, mapping, state.targets))
  const asked = state.targets.filter((target) => target.required && !isMapped(target, mapping, state.targets))
  const unused = state.headers.filter((header, index) => header !== '' && !mapping.columns[index])
  const place = (index: number, path: string | null) =>
    setMapping({
      ...mapping,
      columns: mapping.columns.map((one, at) => (at === index ? path : one === path ? null : one)),
    })
  const check = async () => {
    if (await current.send('check', { mapping: JSON.stringify(mapping) })) dropDraft(`import.${state.id}`)
  }
  return (
    <form
      className="form"
      onSubmit={(event) => {
        event.preventDefault()
        void check()
      }}
    >
      <div className="card import-card">
        <h2>{say.mapTitle}</h2>
        <p className="muted">{say.mapHelp(state.total, state.fileName)}</p>
        <div className="import-ways">
          <button type="button" className="link" onClick={current.forget}>
            {say.other}
          </button>
        </div>
        {state.failure && (
          <p className="banner banner-error" role="alert">
            {state.failure}
          </p>
        )}
        <Notices state={state} />
        {state.remembered && <p className="banner">{say.remembered}</p>}
        <ReadingChoices state={state} current={current} say={say} />
        <ul className="mapping">
          {state.headers.map((header, index) => (
            <li key={index}>
              <ColumnChoice
                index={index}
                header={header}
                state={state}
                value={mapping.columns[index] ?? null}
                place={place}
                say={say}
              />
            </li>
          ))}
        </ul>
        {unused.length > 0 && <p className="muted">{say.unused(unused.join(', '))}</p>}
      </div>
      {asked.length > 0 && (
        <fieldset className="form-group">
          <legend>{say.missing}</legend>
          {asked.map((target) => (
            <ConstantField
              key={target.path}
              target={target}
              value={mapping.constants[target.path] ?? ''}
              say={say}
              set={(value) =>
                setMapping({ ...mapping, constants: withConstant(mapping.constants, target.path, value) })
              }
            />
          ))}
        </fieldset>
      )}
      <div className="form-actions sticky">
        <button
          type="submit"
          className="button primary"
          aria-describedby={missing.length > 0 ? 'import-lacking' : undefined}
          disabled={current.sending || missing.length > 0}
        >
          {current.sending ? say.checking : say.check}
        </button>
        {missing.length > 0 && (
          <span id="import-lacking" className="muted">
            {say.lacking(missing.map((target) => target.label).join(', '))}
          </span>
        )}
      </div>
    </form>
  )
}

const Notices = ({ state }: { state: ImportState }) => (
  <>
    {state.notices.map((notice) => (
      <p key={notice} className="banner">
        {notice}
      </p>
    ))}
  </>
)

/** What was corrected waits in this tab, should the session end. */
function useMapping(state: ImportState): [MappingState, (mapping: MappingState) => void] {
  const key = `import.${state.id}`
  const [mapping, setMapping] = React.useState<MappingState>(
    () => restored(readDraft(key)?.values ?? {}, state) ?? state.mapping,
  )
  const change = (next: MappingState) => {
    setMapping(next)
    keepDraft(key, { mapping: JSON.stringify(next), headers: state.headers.join() }, {})
  }
  return [mapping, change]
}

function restored(draft: Record<string, unknown>, state: ImportState): MappingState | null {
  if (draft.headers !== state.headers.join()) return null
  try {
    const kept: MappingState = JSON.parse(String(draft.mapping))
    return Array.isArray(kept.columns) && kept.columns.length === state.headers.length ? kept : null
  } catch {
    return null
  }
}

function withConstant(constants: Record<string, string>, path: string, value: string): Record<string, string> {
  const { [path]: _before, ...rest } = constants
  return value === '' ? rest : { ...rest, [path]: value }
}

/** By its own column, or by every part of its key. */
function isMapped(target: TargetState, { columns }: MappingState, targets: TargetState[]): boolean {
  const parts = targets.filter((one) => one.path.startsWith(`${target.path}.`))
  return columns.includes(target.path) || (parts.length > 0 && parts.every((part) => columns.includes(part.path)))
}

const isGiven = (target: TargetState, mapping: MappingState, targets: TargetState[]): boolean =>
  isMapped(target, mapping, targets) || (mapping.constants[target.path] ?? '') !== ''

type ColumnProps = {
  index: number
  header: string
  state: ImportState
  value: string | null
  place: (index: number, path: string | null) => void
  say: ImportWords
}

function ColumnChoice({ index, header, state, value, place, say }: ColumnProps) {
  const id = React.useId()
  const samples = state.samples[index] ?? []
  return (
    <>
      <label htmlFor={id}>
        <strong>{header || say.noHeader(index + 1)}</strong>
        {samples.length > 0 && <span className="muted samples">{samples.join(' · ')}</span>}
      </label>
      <select
        id={id}
        value={value ?? ''}
        onChange={(event) => place(index, event.target.value || null)}
        className={value ? '' : 'unplaced'}
      >
        <option value="">{say.leaveOut}</option>
        {state.targets.map((target) => (
          <option key={target.path} value={target.path}>
            {target.label}
            {target.required ? ' *' : ''}
          </option>
        ))}
      </select>
    </>
  )
}
