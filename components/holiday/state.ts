/** What another day would change: the internships not ended whose hours move. */
export type HolidayAnswer = {
  country: string
  calendarId: string
  /** The day it is on now; null on a calendar, where one is added */
  day: string | null
  asked: string | null
  maySave: boolean
  lines: { id: string; title: string; isSigned: boolean; old: string; next: string; capOld: string; capNew: string }[]
}
