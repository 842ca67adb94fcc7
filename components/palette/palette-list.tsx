import { Command } from 'cmdk'
import React from 'react'
import { Icon } from '../shell/icon.tsx'
import type { Choice, Section } from './choices.ts'

type Props = {
  label: string
  results: string
  placeholder: string
  text: string
  setText: (text: string) => void
  sections: Section[]
  pick: (choice: Choice) => void
  children: React.ReactNode
}

/** A field and the list under it: arrows, Home, End and Enter, said aloud as a combobox and its options. */
export function PaletteList({ label, results, placeholder, text, setText, sections, pick, children }: Props) {
  const keys = sections.flatMap((section) => section.choices.map((choice) => choice.key))
  const [chosen, setChosen] = React.useState('')
  // The first line, unless somebody already went down to one that is still there
  const here = keys.includes(chosen) ? chosen : (keys[0] ?? '')
  return (
    <Command label={label} shouldFilter={false} loop value={here} onValueChange={setChosen}>
      <div className="palette-field">
        <Icon name="Search" size={18} />
        <Command.Input
          value={text}
          placeholder={placeholder}
          onValueChange={(next) => {
            setText(next)
            setChosen('')
          }}
        />
      </div>
      <Command.List label={results}>
        {sections.map((section) => (
          <Command.Group key={section.key} value={section.key} heading={section.heading}>
            {section.choices.map((choice) => (
              <Command.Item key={choice.key} value={choice.key} onSelect={() => pick(choice)}>
                <Icon name={choice.icon} size={17} />
                <span className="palette-title">{choice.label}</span>
                {choice.hint && <small className="muted">{choice.hint}</small>}
              </Command.Item>
            ))}
          </Command.Group>
        ))}
      </Command.List>
      {children}
    </Command>
  )
}
