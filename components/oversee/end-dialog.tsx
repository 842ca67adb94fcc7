import React from 'react'
import { recordPath } from '../api.ts'
import { DateInput } from '../fields/date-input.tsx'
import { useDesk } from '../shell/context.ts'
import { Dialog } from './parts.tsx'
import type { Right } from './state.ts'
import type { OverseeWords } from './text.ts'
import { useSend } from './use-page.ts'

type Props = { right: Right; say: OverseeWords; today: string; close: () => void; done: () => void }

/** Ends a role at once or on a day. One that never began is removed: it leaves no trace but in the log. */
export function EndDialog({ right, say, today, close, done }: Props) {
  const { t, notify } = useDesk()
  const { busy, send } = useSend()
  const [later, setLater] = React.useState(false)
  const [day, setDay] = React.useState(right.endsOn ?? today)
  const submit = async (event: React.FormEvent) => {
    event.preventDefault()
    const { version } = right
    const endsOn = later ? day : dayBefore(today)
    const began = right.startsOn <= endsOn
    const answer = began
      ? await send(recordPath('RoleAssignment', right.id, 'edit'), { endsOn, version })
      : await send(recordPath('RoleAssignment', right.id, 'delete'), { version })
    if (!answer) return
    notify({ type: 'success', message: say.ended })
    done()
  }
  return (
    <Dialog title={say.endTitle(right.roleLabel, right.person.title)} close={close}>
      <form onSubmit={submit} className="form">
        <label className="check">
          <input type="radio" name="when" checked={!later} onChange={() => setLater(false)} />
          <span>
            {say.endNow} <small className="help">{say.endNowHelp}</small>
          </span>
        </label>
        <label className="check">
          <input type="radio" name="when" checked={later} onChange={() => setLater(true)} />
          <span>{say.endOn}</span>
        </label>
        {later && (
          <div className="field">
            <label htmlFor="last-day">{say.lastDay}</label>
            <DateInput
              id="last-day"
              required
              min={right.startsOn > today ? right.startsOn : today}
              value={day}
              onChange={setDay}
            />
          </div>
        )}
        <div className="form-actions">
          <button type="submit" className="button danger" disabled={busy}>
            {say.end}
          </button>
          <button type="button" className="button" onClick={close}>
            {t.cancel}
          </button>
        </div>
      </form>
    </Dialog>
  )
}

function dayBefore(day: string): string {
  const date = new Date(`${day}T00:00:00Z`)
  date.setUTCDate(date.getUTCDate() - 1)
  return date.toISOString().slice(0, 10)
}
