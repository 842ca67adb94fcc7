import React from 'react'

type Props = {
  label: string
  trigger: React.ReactNode
  children: React.ReactNode
  className?: string
  onOpen?: () => void
}

/** A button that opens a short list; Escape, a click elsewhere or a choice closes it. */
export function Menu({ label, trigger, children, className = 'menu-trigger', onOpen }: Props) {
  const [open, setOpen] = React.useState(false)
  const box = React.useRef<HTMLDivElement>(null)
  React.useEffect(() => {
    if (!open) return
    const outside = (event: Event) => !box.current?.contains(event.target as Node) && setOpen(false)
    const onKey = (event: KeyboardEvent) => {
      if (event.key !== 'Escape') return
      setOpen(false)
      box.current?.querySelector('button')?.focus()
    }
    document.addEventListener('mousedown', outside)
    document.addEventListener('keydown', onKey)
    return () => {
      document.removeEventListener('mousedown', outside)
      document.removeEventListener('keydown', onKey)
    }
  }, [open])
  return (
    <div className="menu" ref={box}>
      <button
        type="button"
        className={className}
        aria-haspopup="menu"
        aria-expanded={open}
        aria-label={label}
        onClick={() => {
          if (!open) onOpen?.()
          setOpen(!open)
        }}
      >
        {trigger}
      </button>
      {open && (
        <div
          className="menu-list"
          role="menu"
          onKeyDown={moveFocus}
          // After the choice has done its work: a form is not sent by a button that is gone
          onClick={(event) => isChoice(event.target) && setTimeout(() => setOpen(false))}
        >
          {children}
        </div>
      )}
    </div>
  )
}

const isChoice = (target: EventTarget): boolean => target instanceof Element && target.closest(ITEM) !== null

const ITEM = '[role^=menuitem]'

function moveFocus(event: React.KeyboardEvent<HTMLDivElement>) {
  const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0
  if (step === 0) return
  event.preventDefault()
  const items = [...event.currentTarget.querySelectorAll<HTMLElement>(ITEM)]
  const here = items.indexOf(document.activeElement as HTMLElement)
  items[(here + step + items.length) % items.length]?.focus()
}
