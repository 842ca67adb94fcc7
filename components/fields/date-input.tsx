import React from 'react'
import { useDesk } from '../shell/context.ts'
import { Icon } from '../shell/icon.tsx'
import { useLazy } from '../use-lazy.ts'
import { dateWords } from './date-text.ts'
import { readDay, readMoment, sayTyped, todayAt } from './typed-date.ts'

type Props = {
  /** `2026-03-05`, or with `withTime` the school’s wall clock `2026-03-05T14:30`; what is not yet a date, as typed */
  value: string
  onChange: (value: string) => void
  withTime?: boolean
  min?: string
  required?: boolean
  placeholder?: string
  id?: string
  'aria-label'?: string
  'aria-describedby'?: string
  'aria-invalid'?: boolean
}

/** A date typed as people write it, whatever language the browser speaks; or picked in a calendar. */
export function DateInput({ value, onChange, withTime = false, min, placeholder, ...control }: Props) {
  const { state } = useDesk()
  const say = dateWords(state.locale)
  const id = React.useId()
  const input = React.useRef<HTMLInputElement>(null)
  const [text, setText] = React.useState(() => sayTyped(value, state.locale))
  const [wrong, setWrong] = React.useState(false)
  const [open, setOpen] = React.useState(false)
  const told = React.useRef(value)
  const today = todayAt(state.timezone)
  const read = (typed: string) => (withTime ? readMoment : readDay)(typed, today.slice(0, 4))
  // Another value from outside: a form started over, a filter removed
  React.useEffect(() => {
    if (value === told.current) return
    told.current = value
    setText(sayTyped(value, state.locale))
    setWrong(false)
  }, [value])
  const tell = (next: string) => {
    told.current = next
    onChange(next)
  }
  const type = (typed: string) => {
    setText(typed)
    setWrong(false)
    // What cannot be read goes as it is: the server says why, and nothing typed is lost
    tell(read(typed) ?? typed.trim())
  }
  const settle = () => {
    const found = read(text)
    if (found) setText(sayTyped(found, state.locale))
    setWrong(text.trim() !== '' && !found)
  }
  const pick = (day: string) => {
    const time = /T(\d\d:\d\d)/.exec(read(text) ?? '')?.[1] ?? '09:00'
    const next = withTime ? `${day}T${time}` : day
    setText(sayTyped(next, state.locale))
    setWrong(false)
    tell(next)
    setOpen(false)
    input.current?.focus()
  }
  const described = [control['aria-describedby'], wrong && `${id}-wrong`].filter(Boolean).join(' ')
  return (
    <span className="date-field">
      <span className="date-box">
        <input
          {...control}
          ref={input}
          type="text"
          autoComplete="off"
          placeholder={placeholder ?? (withTime ? say.moment : say.day)}
          value={text}
          aria-invalid={wrong || control['aria-invalid'] === true}
          {...(described ? { 'aria-describedby': described } : {})}
          onChange={(event) => type(event.target.value)}
          onBlur={settle}
        />
        <button
          type="button"
          className="icon-button"
          aria-label={control['aria-label'] ? `${say.open} : ${control['aria-label']}` : say.open}
          aria-haspopup="dialog"
          onClick={() => setOpen(true)}
        >
          <Icon name="Calendar" size={17} />
        </button>
      </span>
      {wrong && (
        <span className="error" id={`${id}-wrong`} role="alert">
          {withTime ? say.wrongMoment : say.wrongDay}
        </span>
      )}
      {open && (
        <CalendarDialog
          near={input.current}
          selected={(read(text) ?? '').slice(0, 10)}
          {...{ today, pick }}
          {...(min ? { min } : {})}
          close={() => setOpen(false)}
        />
      )}
    </span>
  )
}

type DialogProps = {
  near: HTMLElement | null
  selected: string
  today: string
  min?: string
  pick: (day: string) => void
  close: () => void
}

/** Under its field where there is room, in the middle of a telephone. Escape gives the focus back. */
function CalendarDialog({ near, close, pick, ...days }: DialogProps) {
  const { state } = useDesk()
  const say = dateWords(state.locale)
  const dialog = React.useRef<HTMLDialogElement>(null)
  const part = useLazy<typeof import('../lazy/calendar.tsx')>('calendar', true, close)
  React.useLayoutEffect(() => {
    const box = dialog.current
    if (!part || !box) return
    box.showModal()
    place(box, near)
  }, [part])
  // Closed first: what lies behind an open dialog takes no focus
  const take = (day: string) => {
    dialog.current?.close()
    pick(day)
  }
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: Escape does the same
    <dialog
      ref={dialog}
      className="calendar"
      aria-label={say.calendar}
      // A form that is itself in a dialog must not take this end for its own
      onClose={(event) => {
        event.stopPropagation()
        close()
      }}
      onClick={(event) => event.target === dialog.current && dialog.current.close()}
    >
      {part && <part.Calendar locale={state.locale} say={say.today} {...days} pick={take} />}
    </dialog>
  )
}

// Its height is not known before its style has come: it hangs from the field, or stands on it
function place(box: HTMLDialogElement, near: HTMLElement | null): void {
  if (!near || window.innerWidth < 640) return
  const field = near.getBoundingClientRect()
  const below = field.bottom + TALLEST < window.innerHeight || field.top < TALLEST
  const left = `${Math.max(8, Math.min(field.left, window.innerWidth - WIDEST))}px`
  const height = below
    ? { top: `${Math.min(field.bottom + 6, window.innerHeight - TALLEST)}px` }
    : { top: 'auto', bottom: `${window.innerHeight - field.top + 6}px` }
  Object.assign(box.style, { margin: '0', left, ...height })
}

const TALLEST = 420
const WIDEST = 330
