// The months: of a list, and of one person
import '../calendar/calendar.css'

export { AgendaPage } from '../calendar/agenda-page.tsx'
export { CalendarScreen } from '../calendar/calendar-screen.tsx'
