import React from 'react'
import type { ImportState } from './state.ts'
import type { ImportWords } from './text.ts'
import type { Import } from './use-import.ts'

type Props = { state: ImportState; current: Import; say: ImportWords }

const ENCODINGS = { 'utf-8': 'UTF-8', 'windows-1252': 'Windows-1252', 'utf-16le': 'UTF-16', 'utf-16be': 'UTF-16 BE' }

/** How the file was read, as recognised: the person sees it and corrects it. */
export function ReadingChoices({ state, current, say }: Props) {
  const read = (values: Record<string, string>) => void current.send('read', values)
  return (
    <div className="import-reading">
      {state.sheets.length > 1 && (
        <Choice
          label={say.sheet}
          value={state.sheet ?? ''}
          choices={state.sheets.map((name) => [name, name])}
          disabled={current.sending}
          choose={(sheet) => read({ sheet })}
        />
      )}
      {state.encoding && (
        <Choice
          label={say.encoding}
          value={state.encoding}
          choices={Object.entries(ENCODINGS)}
          disabled={current.sending}
          choose={(encoding) => read({ encoding })}
        />
      )}
      {state.separator && (
        <Choice
          label={say.separator}
          value={state.separator}
          choices={Object.entries(say.separators)}
          disabled={current.sending}
          choose={(separator) => read({ separator })}
        />
      )}
    </div>
  )
}

type ChoiceProps = {
  label: string
  value: string
  choices: [string, string][]
  disabled: boolean
  choose: (value: string) => void
}

function Choice({ label, value, choices, disabled, choose }: ChoiceProps) {
  const id = React.useId()
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      <select id={id} value={value} disabled={disabled} onChange={(event) => choose(event.target.value)}>
        {choices.map(([choice, name]) => (
          <option key={choice} value={choice}>
            {name}
          </option>
        ))}
      </select>
    </div>
  )
}
