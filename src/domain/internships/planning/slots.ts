import { DateTime } from 'luxon'
import type { Day } from '../../../kit/calendar.ts'
import { atSchool, later } from '../../../platform/clock.ts'

/** The hours of a day of defenses: `09:00` to `17:00`, less a break. */
export type Hours = { start: string; end: string; pauseFrom: string; pauseTo: string; minutes: number }

/** Nobody plans longer at once */
const MOST_DAYS = 15
const FRIDAY = 5

/** The days of the week from one to another, without week-ends and without holidays. */
export function daysOf(from: Day, to: Day, holidays: ReadonlySet<Day> = new Set()): Day[] {
  const days: Day[] = []
  const last = DateTime.fromISO(to, { zone: 'utc' })
  for (
    let at = DateTime.fromISO(from, { zone: 'utc' });
    at <= last && days.length < MOST_DAYS;
    at = at.plus({ days: 1 })
  ) {
    const day = at.toISODate() ?? ''
    if (at.weekday <= FRIDAY && !holidays.has(day)) days.push(day)
  }
  return days
}

/** The slots of one day, one after the other; none runs into the break or past the end. */
export function slotsOf(day: Day, { start, end, pauseFrom, pauseTo, minutes }: Hours, zone: string): Date[] {
  const instant = (time: string) => atSchool(`${day}T${time}`, zone)
  const [last, from, to] = [instant(end), instant(pauseFrom), instant(pauseTo)]
  const slots: Date[] = []
  for (let at = instant(start); later(at, { minutes }) <= last; ) {
    const over = later(at, { minutes })
    if (from < to && at < to && over > from) {
      at = to
      continue
    }
    slots.push(at)
    at = over
  }
  return slots
}
