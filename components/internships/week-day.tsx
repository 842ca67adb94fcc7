import { useDesk } from '../shell/context.ts'
import type { DayState } from './week-state.ts'
import { weekWords } from './week-text.ts'

type Props = { day: DayState; before: DayState | undefined; change: (next: Partial<DayState>) => void }

/** One day: hours, a line, absent or not; what may not be written says why. */
export function DayLine({ day, before, change }: Props) {
  const { state } = useDesk()
  const say = weekWords(state.locale)
  const name = nameOf(day.day, state.locale)
  const locked = day.closed !== null || day.status?.value === 'submitted' || day.status?.value === 'approved'
  const empty = day.hours === '' && day.content === '' && !day.isAbsent
  const copyable = !locked && empty && before && (before.content !== '' || before.hours !== '')
  return (
    <fieldset className={`card week-day${locked ? ' locked' : ''}`}>
      <legend>
        {name} {day.status && <span className={`chip tone-${day.status.tone}`}>{day.status.label}</span>}
      </legend>
      {day.holiday && <p className="banner">{say.holiday(day.holiday)}</p>}
      {day.comment && <p className="banner banner-warning">{say.comment(day.comment)}</p>}
      {day.closed ? (
        <p className="muted">{day.closed}</p>
      ) : (
        <div className="week-fields">
          <label>
            <span>{say.hours}</span>
            <input
              inputMode="decimal"
              size={4}
              value={day.isAbsent ? '0' : day.hours}
              disabled={locked || day.isAbsent}
              aria-label={`${say.hours} — ${name}`}
              onChange={(event) => change({ hours: event.target.value })}
            />
          </label>
          <label className="week-content">
            <span>{say.content}</span>
            <input
              value={day.content}
              disabled={locked}
              maxLength={2000}
              aria-label={`${say.content} — ${name}`}
              onChange={(event) => change({ content: event.target.value })}
            />
          </label>
          {!locked && (
            <label className="check">
              <input
                type="checkbox"
                checked={day.isAbsent}
                aria-label={`${say.absent} — ${name}`}
                onChange={(event) => change({ isAbsent: event.target.checked })}
              />
              <span>{say.absent}</span>
            </label>
          )}
          {copyable && (
            <button
              type="button"
              className="button"
              aria-label={`${say.copy} — ${name}`}
              onClick={() => change({ hours: before.hours, content: before.content, isAbsent: before.isAbsent })}
            >
              {say.copy}
            </button>
          )}
        </div>
      )}
    </fieldset>
  )
}

function nameOf(day: string, locale: string): string {
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number)
  const text = new Date(Date.UTC(year, month - 1, date)).toLocaleDateString(locale, {
    ...({ weekday: 'long', day: 'numeric', month: 'long', timeZone: 'UTC' } as const),
  })
  return text.charAt(0).toUpperCase() + text.slice(1)
}
