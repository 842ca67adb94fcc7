import React from 'react'
import { Input } from '../fields/input.tsx'
import { useDesk } from '../shell/context.ts'
import type { FieldState } from '../state.ts'
import { internshipWords } from './text.ts'

type Props = { fields: FieldState[]; asked: string; ask: (asked: string) => void }

/** Other dates, hours or pay, to see what the rules would say before anybody writes them down. */
export function WhatIfForm({ fields, asked, ask }: Props) {
  const { state } = useDesk()
  const words = internshipWords(state.locale)
  const [values, setValues] = React.useState<Record<string, string>>({})
  const offered = ASKED.flatMap((name) => fields.find((field) => field.name === name) ?? [])
  const submit = (event: React.FormEvent) => {
    event.preventDefault()
    ask(new URLSearchParams(Object.entries(values).filter(([, value]) => value !== '')).toString())
  }
  const back = () => {
    setValues({})
    ask('')
  }
  return (
    <form className="card what-if" onSubmit={submit} aria-label={words.whatIf}>
      <h2>{words.whatIf}</h2>
      <p className="muted">{words.whatIfHelp}</p>
      <div className="what-if-fields">
        {offered.map((field) => (
          <Input
            key={field.name}
            field={field}
            value={values[field.name] ?? ''}
            onChange={(value) => setValues((now) => ({ ...now, [field.name]: String(value ?? '') }))}
          />
        ))}
      </div>
      <div className="form-actions">
        <button type="submit" className="button primary">
          {words.simulate}
        </button>
        {asked && (
          <button type="button" className="button" onClick={back}>
            {words.back}
          </button>
        )}
      </div>
    </form>
  )
}

const ASKED = ['startsOn', 'endsOn', 'weeklyHours', 'weeklyDays', 'pay', 'payUnit']
