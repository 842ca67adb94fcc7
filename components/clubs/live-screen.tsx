import React from 'react'
import { useDesk } from '../shell/context.ts'
import { Icon } from '../shell/icon.tsx'
import type { LiveAnswer, ShownCode } from './live-state.ts'
import { liveWords } from './live-text.ts'
import { spoken } from './use-live.ts'

type Props = { answer: LiveAnswer; shown: ShownCode; left: number }

/** What the room reads from the back: the code, the QR, how long is left, how many are in. No name is ever on it. */
export function Board({ answer, shown, left }: Props) {
  const { state } = useDesk()
  const say = liveWords(state.locale)
  return (
    <div className="live-board">
      <div className="live-code">
        <p>
          {say.typeAt} <strong>{shortAddress(shown.url)}</strong>
        </p>
        <p className="live-digits">
          {shown.code.slice(0, 3)} {shown.code.slice(3)}
        </p>
        <p className="live-left">{left > 0 ? say.left(spoken(left)) : say.over}</p>
      </div>
      <figure className="live-qr">
        <svg viewBox={`-2 -2 ${shown.qr.size + 4} ${shown.qr.size + 4}`} role="img" aria-label="QR">
          <path d={`M-2 -2h${shown.qr.size + 4}v${shown.qr.size + 4}h-${shown.qr.size + 4}z`} fill="#fff" />
          <path d={shown.qr.path} fill="#000" shapeRendering="crispEdges" />
        </svg>
        <figcaption>{say.scan}</figcaption>
      </figure>
      <Figures answer={answer} />
      <Announcement left={left} open={answer.state === 'open'} />
    </div>
  )
}

const shortAddress = (url: string): string => url.replace(/^https?:\/\//, '')

/** « 137 présents / 150 comptés · 4 à confirmer » */
export function Figures({ answer }: { answer: LiveAnswer }) {
  const { state } = useDesk()
  const say = liveWords(state.locale)
  return (
    <p className="live-figures">
      <span>
        <strong>{answer.present}</strong> {say.present(answer.present)}
      </span>
      {answer.headcount !== null && (
        <span>
          / <strong>{answer.headcount}</strong> {say.counted(answer.headcount)}
        </span>
      )}
      <span className={answer.waitingCount > 0 ? 'live-waits' : undefined}>
        <strong>{answer.waitingCount}</strong> {say.toConfirm}
      </span>
    </p>
  )
}

const MARKS = [10, 5, 1]

/** Said aloud at ten, five and one minute: a countdown that speaks each second would silence the room. */
function Announcement({ left, open }: { left: number; open: boolean }) {
  const { state } = useDesk()
  const [said, setSaid] = React.useState('')
  const mark = open && left > 0 ? MARKS.find((minutes) => left <= minutes * 60 && left > minutes * 60 - 20) : undefined
  React.useEffect(() => {
    if (mark) setSaid(liveWords(state.locale).soon(mark))
  }, [mark])
  return (
    <p className="hidden" role="status">
      {said}
    </p>
  )
}

/** The board on the whole screen; Escape leaves it. */
export function Projection({ close, ...board }: Props & { close: () => void }) {
  const { state } = useDesk()
  const say = liveWords(state.locale)
  const dialog = React.useRef<HTMLDialogElement>(null)
  React.useEffect(() => {
    dialog.current?.showModal()
  }, [])
  return (
    <dialog ref={dialog} className="live-projection" aria-label={say.project} onClose={close}>
      <Board {...board} />
      <button type="button" className="button" onClick={() => dialog.current?.close()}>
        <Icon name="X" size={18} /> {say.leave}
      </button>
    </dialog>
  )
}
