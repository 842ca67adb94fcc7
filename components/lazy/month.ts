import { Calendar, type EventInput, type EventSourceFunc } from '@fullcalendar/core'
import fr from '@fullcalendar/core/locales/fr'
import dayGrid from '@fullcalendar/daygrid'
import list from '@fullcalendar/list'
import type { CalendarItem } from '../calendar/state.ts'

export type View = 'dayGridMonth' | 'listWeek' | 'listMonth'

export type Ways = {
  locale: 'fr' | 'en'
  view: View
  date: string | null
  now: string
  label: string
  words: {
    today: string
    month: string
    week: string
    agenda: string
    more: (n: number) => string
    nothing: string
    add: string
  }
  load: (from: string, to: string) => Promise<CalendarItem[]>
  open: (href: string) => void
  moved: (view: View, date: string) => void
  /** The address of a new record of that day, for whoever may create one */
  add: (day: string) => string | null
}

export type Drawing = { reload: () => void; destroy: () => void }

/** A month, a week or a list of days. Hours are those of the school, whatever the clock of the machine. */
export function drawCalendar(element: HTMLElement, ways: Ways): Drawing {
  const { words } = ways
  const calendar = new Calendar(element, {
    plugins: [dayGrid, list],
    ...(ways.locale === 'fr' && { locale: fr }),
    // The server hands out wall clocks: nothing is left to convert
    timeZone: 'UTC',
    now: ways.now,
    firstDay: 1,
    initialView: ways.view,
    ...(ways.date && { initialDate: ways.date }),
    height: 'auto',
    headerToolbar: { start: 'prev,next today', center: 'title', end: 'dayGridMonth,listWeek,listMonth' },
    // Its own icons are a font that is not shipped (admin/bundle.ts); its pop-over wears one too
    buttonIcons: false,
    moreLinkClick: 'listWeek',
    buttonText: {
      prev: '‹',
      next: '›',
      today: words.today,
      dayGridMonth: words.month,
      listWeek: words.week,
      listMonth: words.agenda,
    },
    dayMaxEvents: 4,
    moreLinkText: (n: number) => words.more(n),
    noEventsContent: words.nothing,
    eventDisplay: 'block',
    // A deadline at 23:59 is not an hour of the day after
    defaultTimedEventDuration: '00:00:30',
    eventTimeFormat: { hour: '2-digit', minute: '2-digit', hour12: false },
    events: source(ways),
    eventContent: ({ event, timeText, view }) => ({
      domNodes: inside(event.title, timeText, event.extendedProps, view.type),
    }),
    eventDidMount: ({ el, event }) => {
      el.title = [event.title, event.extendedProps.state].filter(Boolean).join(' — ')
    },
    eventClick: ({ event, jsEvent }) => {
      if (jsEvent.ctrlKey || jsEvent.metaKey || jsEvent.shiftKey) return
      jsEvent.preventDefault()
      ways.open(event.url)
    },
    dayCellDidMount: ({ el, date, isOther }) => isOther || addLink(el, date.toISOString().slice(0, 10), ways),
    datesSet: ({ view }) => ways.moved(view.type as View, view.currentStart.toISOString().slice(0, 10)),
  })
  calendar.render()
  return { reload: () => calendar.refetchEvents(), destroy: () => calendar.destroy() }
}

const source =
  ({ load }: Ways): EventSourceFunc =>
  (window, done, failed) => {
    load(dayIn(window.startStr), dayBefore(window.endStr))
      .then((items) => done(items.map(eventOf)))
      .catch(failed)
  }

function eventOf({ id, title, what, start, end, tone, state, href }: CalendarItem): EventInput {
  const allDay = start.length === 10
  const last = end && allDay ? dayAfter(end) : end
  const extendedProps = { state, tone }
  const name = what ? `${what} — ${title}` : title
  return {
    id,
    title: name,
    start,
    ...(last && { end: last }),
    allDay,
    url: href,
    classNames: [`tone-${tone}`],
    extendedProps,
  }
}

/** A state is said in words wherever there is room, and to whoever listens everywhere: its colour never says it alone. */
function inside(title: string, time: string, { state, tone }: Record<string, unknown>, view: string): Node[] {
  const part = (name: string, text: string) =>
    Object.assign(document.createElement('span'), { className: name, textContent: text })
  const said = typeof state === 'string' ? state : ''
  if (view !== 'dayGridMonth') return [part('event-title', title), ...(said ? [part(`chip tone-${tone}`, said)] : [])]
  const parts = [...(time ? [part('event-time', time)] : []), part('event-title', title)]
  return said ? [...parts, part('hidden', `, ${said}`)] : parts
}

function addLink(cell: HTMLElement, day: string, { add, open, words }: Ways): void {
  const href = add(day)
  const top = cell.querySelector('.fc-daygrid-day-top')
  if (!href || !top) return
  const label = `${words.add} ${day.split('-').reverse().join('/')}`
  const link = Object.assign(document.createElement('a'), {
    href,
    textContent: '+',
    className: 'day-add',
    title: label,
  })
  link.setAttribute('aria-label', label)
  link.addEventListener('click', (event) => {
    if (event.ctrlKey || event.metaKey) return
    event.preventDefault()
    open(href)
  })
  top.append(link)
}

const dayIn = (text: string): string => text.slice(0, 10)
const shifted = (day: string, days: number): string =>
  new Date(Date.parse(`${dayIn(day)}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10)
const dayBefore = (day: string): string => shifted(day, -1)
const dayAfter = (day: string): string => shifted(day, 1)
