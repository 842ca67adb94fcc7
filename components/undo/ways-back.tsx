import React from 'react'
import { sayInstant } from '../fields/format.ts'
import { useDesk } from '../shell/context.ts'
import { Icon } from '../shell/icon.tsx'
import type { HistoryEntry } from '../state.ts'
import { useLazy } from '../use-lazy.ts'
import { useUndoWords } from './text.ts'

export type To = 'version' | 'change'
export type WaysBackProps = { model: string; id: string; entry: HistoryEntry; changed: () => void }

/** On a line of the history: back to how it was then, or without what was changed then. */
export function WaysBack(props: WaysBackProps) {
  const say = useUndoWords()
  const { state } = useDesk()
  const { entry } = props
  const [to, setTo] = React.useState<To | null>(null)
  const part = useLazy<typeof import('../lazy/undo.ts')>('undo', to !== null, () => setTo(null))
  const offered = (['version', 'change'] as const).filter((one) => entry[one])
  if (offered.length === 0) return null
  const when = sayInstant(entry.at, state.locale, state.timezone)
  return (
    <div className="ways-back">
      {offered.map((one) => (
        <button
          key={one}
          type="button"
          className="link"
          aria-label={one === 'version' ? say.versionOf(when) : say.changeOf(when)}
          onClick={() => setTo(one)}
        >
          <Icon name={one === 'version' ? 'RotateCcw' : 'CornerUpLeft'} size={14} /> {say[one]}
        </button>
      ))}
      {to && part && <part.GoBack {...props} to={to} when={when} close={() => setTo(null)} />}
    </div>
  )
}
