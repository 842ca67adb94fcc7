import React from 'react'
import { useDesk } from '../shell/context.ts'
import { Icon } from '../shell/icon.tsx'
import { Menu } from '../shell/menu.tsx'
import type { ModelState } from '../state.ts'

/** The columns somebody chose for this list, on this device; else those of the schema. */
export function useColumns(name: string, model: ModelState): [string[], (columns: string[]) => void] {
  const key = `preau.columns.${name}`
  const [columns, setColumns] = React.useState<string[]>(() => stored(key) ?? defaults(model))
  const choose = (next: string[]) => {
    setColumns(next)
    try {
      localStorage.setItem(key, JSON.stringify(next))
    } catch {
      // Private browsing: the choice lasts as long as the page
    }
  }
  const known = columns.filter((column) => model.fields.some((field) => field.name === column))
  return [known.length > 0 ? known : defaults(model), choose]
}

const defaults = (model: ModelState): string[] =>
  model.columns.length > 0 ? model.columns.slice(0, 8) : model.fields.slice(0, 5).map((field) => field.name)

function stored(key: string): string[] | null {
  try {
    const value: unknown = JSON.parse(localStorage.getItem(key) ?? 'null')
    return Array.isArray(value) ? value.map(String) : null
  } catch {
    return null
  }
}

type Props = { model: ModelState; columns: string[]; onChange: (columns: string[]) => void }

export function ColumnPicker({ model, columns, onChange }: Props) {
  const { t } = useDesk()
  const toggle = (name: string) => {
    const next = columns.includes(name) ? columns.filter((one) => one !== name) : [...columns, name]
    if (next.length > 0) onChange(next)
  }
  const choices = model.fields.filter((field) => field.kind !== 'json' && field.kind !== 'html')
  return (
    <div className="only-wide">
      <Menu
        label={t.columns}
        className="button"
        trigger={
          <>
            <Icon name="Columns" size={16} />
            {t.columns}
          </>
        }
      >
        {choices.map((field) => (
          <label key={field.name} className="check">
            <input type="checkbox" checked={columns.includes(field.name)} onChange={() => toggle(field.name)} />
            {field.label}
          </label>
        ))}
      </Menu>
    </div>
  )
}
