import React from 'react'
import { useDesk } from '../shell/context.ts'
import { Icon } from '../shell/icon.tsx'

/** Searches while people type, a moment after they stop. */
export function SearchBox({
  label,
  value,
  onChange,
}: {
  label: string
  value: string
  onChange: (text: string) => void
}) {
  const { t } = useDesk()
  const [text, setText] = React.useState(value)
  React.useEffect(() => setText(value), [value])
  React.useEffect(() => {
    if (text === value) return
    const later = setTimeout(() => onChange(text.trim()), 300)
    return () => clearTimeout(later)
  }, [text])
  return (
    <search className="search">
      <Icon name="Search" size={16} />
      <input
        type="search"
        aria-label={label}
        placeholder={t.search}
        value={text}
        onChange={(event) => setText(event.target.value)}
      />
    </search>
  )
}
