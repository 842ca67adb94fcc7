import React from 'react'
import { useNavigate } from 'react-router-dom'
import { type Choice, sectionsFor } from '../palette/choices.ts'
import { PaletteList } from '../palette/palette-list.tsx'
import { paletteWords } from '../palette/text.ts'
import { SHORTEST, useRecent, useSearch } from '../palette/use-palette.ts'
import { useDesk } from '../shell/context.ts'

/** A dialog of the browser: the focus stays in it, Escape closes it, and the focus returns to where it was. */
export function PaletteDialog({ close }: { close: () => void }) {
  const desk = useDesk()
  const say = paletteWords(desk.state.locale)
  const navigate = useNavigate()
  const [text, setText] = React.useState('')
  const { answer, busy, failed, retry } = useSearch(text)
  const recent = useRecent(desk.me)
  const dialog = React.useRef<HTMLDialogElement>(null)
  React.useEffect(() => {
    dialog.current?.showModal()
    dialog.current?.querySelector('input')?.focus()
  }, [])
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
      <PaletteList
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
      </PaletteList>
      <p className="hidden" aria-live="polite">
        {text.trim() === '' ? '' : busy ? say.searching : say.count(size)}
      </p>
      <p className="palette-keys muted" aria-hidden="true">
        {say.help}
      </p>
    </dialog>
  )
}
