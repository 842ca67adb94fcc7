import React from 'react'
import { useDesk } from '../shell/context.ts'
import { Icon } from '../shell/icon.tsx'
import { useTitle } from '../shell/use-title.ts'
import { CalendarBox } from './calendar.tsx'
import { Subscribe } from './subscribe.tsx'
import { calendarWords } from './text.ts'

/** What concerns this person, day by day, here or on their telephone. */
export function AgendaPage() {
  const { state } = useDesk()
  const say = calendarWords(state.locale)
  const [open, setOpen] = React.useState(false)
  useTitle(say.agenda)
  return (
    <section className="screen" aria-labelledby="screen-title">
      <header className="screen-head">
        <div>
          <h1 id="screen-title">{say.agenda}</h1>
          <p className="muted">{say.agendaHelp}</p>
        </div>
        <div className="head-actions">
          <button type="button" className="button" onClick={() => setOpen(true)}>
            <Icon name="Smartphone" size={16} />
            {say.subscribe}
          </button>
        </div>
      </header>
      <CalendarBox label={say.agenda} path="/pages/agenda" nothing={say.nothingMine} />
      {open && <Subscribe say={say} close={() => setOpen(false)} />}
    </section>
  )
}
