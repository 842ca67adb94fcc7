import React from 'react'
import type { TargetState } from './state.ts'
import type { ImportWords } from './text.ts'

type Props = { target: TargetState; value: string; set: (value: string) => void; say: ImportWords }

/** What no column of the file gives: one value for every row. */
export function ConstantField({ target, value, set, say }: Props) {
  const id = React.useId()
  return (
    <div className="field">
      <label htmlFor={id}>
        {say.forAll(target.label)} <span className="required">*</span>
      </label>
      {target.choices ? (
        <select id={id} value={value} onChange={(event) => set(event.target.value)} aria-describedby={`${id}-help`}>
          <option value="">{say.choose}</option>
          {target.choices.map((choice) => (
            <option key={choice.value} value={choice.value}>
              {choice.label}
            </option>
          ))}
        </select>
      ) : (
        <input id={id} value={value} onChange={(event) => set(event.target.value)} aria-describedby={`${id}-help`} />
      )}
      <p className="help" id={`${id}-help`}>
        {say.missingHint(target.label)}
      </p>
    </div>
  )
}
