import React from 'react'
import { useDesk } from '../shell/context.ts'
import type { TemplateAnswer } from './state.ts'
import { templateWords } from './text.ts'

type Props = { answer: TemplateAnswer; insert: ((text: string) => void) | null }

/** Every name with its meaning; a click writes it where the cursor stands. */
export function Names({ answer, insert }: Props) {
  const { state } = useDesk()
  const words = templateWords(state.locale)
  const [search, setSearch] = React.useState('')
  const wanted = search.trim().toLowerCase()
  const found = answer.names.filter(({ name, meaning }) => `${name} ${meaning}`.toLowerCase().includes(wanted))
  return (
    <aside className="template-names" aria-label={words.names}>
      <h2 className="section">{words.names}</h2>
      {insert && <p className="muted">{words.namesHelp}</p>}
      <input
        type="search"
        value={search}
        aria-label={words.search}
        placeholder={words.search}
        onChange={(event) => setSearch(event.target.value)}
      />
      {found.length === 0 && <p className="muted">{words.none}</p>}
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, so the keyboard must reach it */}
      <ul tabIndex={0} aria-label={words.names}>
        {found.map((one) => (
          <Name key={one.name} {...one} insert={insert} />
        ))}
      </ul>
      <h3>{words.helpers}</h3>
      <p>
        <code>{"{{or room '—'}}"}</code> <code>{'{{#if room}}…{{/if}}'}</code> <code>{'{{#each jury}}…{{/each}}'}</code>{' '}
        {answer.helpers.slice(1).map((one) => (
          <code key={one}>{one} </code>
        ))}
      </p>
      <h3>{words.parts}</h3>
      <p>
        {answer.parts.map((one) => (
          <code key={one}>{`{{> ${one}}} `}</code>
        ))}
      </p>
    </aside>
  )
}

type NameProps = TemplateAnswer['names'][number] & Pick<Props, 'insert'>

function Name({ name, meaning, list, insert }: NameProps) {
  const { state } = useDesk()
  const words = templateWords(state.locale)
  const inList = name.includes('[].')
  const text = list ? `{{#each ${name}}}\n\n{{/each}}` : `{{${inList ? name.split('[].').at(-1) : name}}}`
  const told = list ? `${meaning} (${words.lists})` : meaning
  return (
    <li>
      {insert ? (
        <button type="button" className="link" aria-label={words.insert(name)} onClick={() => insert(text)}>
          {name}
        </button>
      ) : (
        <code>{name}</code>
      )}
      <span className="muted">{told}</span>
    </li>
  )
}
