import React from 'react'
import { useDesk } from '../shell/context.ts'
import { Icon } from '../shell/icon.tsx'
import { useLazy } from '../use-lazy.ts'
import { useRecentRecords } from './recent.ts'
import { paletteWords } from './text.ts'

type Lazy = typeof import('../lazy/palette.tsx')

/** The button of the top bar and the keys that open the same thing: Ctrl-K, ⌘K. */
export function Palette() {
  const { state, me } = useDesk()
  const say = paletteWords(state.locale)
  const [open, setOpen] = React.useState(false)
  const part = useLazy<Lazy>('palette', open, () => setOpen(false))
  useRecentRecords(me)
  useShortcut(() => setOpen((now) => !now))
  return (
    <>
      <button
        type="button"
        className="palette-button"
        aria-haspopup="dialog"
        aria-keyshortcuts="Control+K Meta+K"
        aria-label={say.open}
        onClick={() => setOpen(true)}
      >
        <Icon name="Search" size={17} />
        <span className="palette-hint">{say.short}</span>
        <kbd className="palette-hint">{say.keys}</kbd>
      </button>
      {open && part && <part.PaletteDialog close={() => setOpen(false)} />}
    </>
  )
}

function useShortcut(toggle: () => void) {
  React.useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (!(event.ctrlKey || event.metaKey) || event.altKey || event.shiftKey || event.key.toLowerCase() !== 'k') return
      event.preventDefault()
      toggle()
    }
    window.addEventListener('keydown', onKey)
    return () => window.removeEventListener('keydown', onKey)
  }, [])
}
