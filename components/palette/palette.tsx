import React from 'react'
import { useNavigate } from 'react-router-dom'
import { loadLazy } from '../load-lazy.ts'
import { useDesk } from '../shell/context.ts'
import { Icon } from '../shell/icon.tsx'
import { type Choice, sectionsFor } from './choices.ts'
import { useRecentRecords } from './recent.ts'
import { paletteWords } from './text.ts'
import { SHORTEST, useRecent, useSearch } from './use-palette.ts'

type Lazy = typeof import('../lazy/palette.tsx')

/** The button of the top bar and the keys that open the same thing: Ctrl-K, ⌘K. */
export function Palette() {
  const { state, me, t, notify } = useDesk()
  const say = paletteWords(state.locale)
  const [open, setOpen] = React.useState(false)
  const [part, setPart] = React.useState<Lazy | null>(null)
  useRecentRecords(me)
  useShortcut(() => setOpen((now) => !now))
  React.useEffect(() => {
    if (!open || part) return
    loadLazy<Lazy>('palette')
      .then(setPart)
      .catch(() => {
        setOpen(false)
        notify({ type: 'error', message: t.networkError })
      })
  }, [open, part])
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
      {open && part && <PaletteDialog List={part.PaletteList} close={() => setOpen(false)} />}
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

/** A dialog of the browser: the focus stays in it, Escape closes it, and the focus returns to where it was. */
function PaletteDialog({ List, close }: { List: Lazy['PaletteList']; close: () => void }) {
  const desk = useDesk()
  const say = paletteWords(desk.state.locale)
  const navigate = useNavigate()
  const [text, setText] = React.useState('')
  const { answer, busy, failed, retry } = useSearch(text)
  const recent = useRecent(desk.me)
  const dialog = React.useRef<HTMLDialogElement>(null)
  React.useEffect(() => dialog.current?.showModal(), [])
  const sections = sectionsFor({ desk, say, navigate }, { text, answer, recent })
  const size = sections.reduce((sum, section) => sum + section.choices.length, 0)
  const short = text.trim().length > 0 && text.trim().length < SHORTEST
  const pick = (choice: Choice) => {
    dialog.current?.close()
    choice.run()
  }
  // Only the dialog itself is outside of what it holds: its backdrop was pressed
  const onPress = (event: React.MouseEvent) => event.target === dialog.current && dialog.current.close()
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: Escape does the same
    <dialog ref={dialog} className="palette" aria-label={say.label} onClose={close} onClick={onPress}>
      <List
        label={say.label}
        results={say.results}
        placeholder={say.placeholder}
        {...{ text, setText, sections, pick }}
      >
        {failed && (
          <div className="palette-note" role="alert">
            <p>{say.failed}</p>
            <button type="button" className="button" onClick={retry}>
              {say.retry}
            </button>
          </div>
        )}
        {short && size === 0 && <p className="palette-note muted">{say.tooShort}</p>}
        {!short && !failed && !busy && size === 0 && (
          <div className="palette-note">
            <p>{say.nothing(text.trim())}</p>
            <p className="muted">{say.advice}</p>
          </div>
        )}
        {busy && size === 0 && <p className="palette-note muted">{say.searching}</p>}
        {!busy && answer && answer.late.length > 0 && (
          <p className="palette-note muted">{say.late(answer.late.join(', '))}</p>
        )}
      </List>
      <p className="hidden" aria-live="polite">
        {text.trim() === '' ? '' : busy ? say.searching : say.count(size)}
      </p>
      <p className="palette-keys muted" aria-hidden="true">
        {say.help}
      </p>
    </dialog>
  )
}
