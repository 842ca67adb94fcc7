import { DayPicker } from 'react-day-picker'
import { enGB } from 'react-day-picker/locale/en-GB'
import { fr } from 'react-day-picker/locale/fr'
import 'react-day-picker/style.css'
import './calendar-theme.css'

type Props = {
  locale: 'fr' | 'en'
  say: string
  /** Days as `2026-03-05` */
  selected: string
  today: string
  min?: string
  pick: (day: string) => void
}

/** A month: arrows walk the days, Enter takes one; months and years by their lists. */
export function Calendar({ locale, say, selected, today, min, pick }: Props) {
  const chosen = selected ? dateOf(selected) : undefined
  const year = Number(today.slice(0, 4))
  return (
    <>
      <DayPicker
        mode="single"
        autoFocus
        showOutsideDays
        captionLayout="dropdown"
        locale={locale === 'fr' ? fr : enGB}
        selected={chosen}
        defaultMonth={chosen ?? dateOf(today)}
        startMonth={new Date(year - 80, 0)}
        endMonth={new Date(year + 10, 11)}
        today={dateOf(today)}
        {...(min ? { disabled: { before: dateOf(min) } } : {})}
        onDayClick={(day, modifiers) => !modifiers.disabled && pick(textOf(day))}
      />
      <button type="button" className="button" disabled={min !== undefined && today < min} onClick={() => pick(today)}>
        {say}
      </button>
    </>
  )
}

// Days without an hour nor a zone: read and written in the device’s own, they come back as they went
const dateOf = (text: string): Date => {
  const [year = 0, month = 1, day = 1] = text.split('-').map(Number)
  return new Date(year, month - 1, day)
}

const textOf = (date: Date): string =>
  [date.getFullYear(), String(date.getMonth() + 1).padStart(2, '0'), String(date.getDate()).padStart(2, '0')].join('-')
