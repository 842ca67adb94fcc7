import { DateTime } from 'luxon'
import type { CalendarItem } from '../../components/calendar/state.ts'
import type { Context } from '../../src/access/actor.ts'
import type { Dated, Window } from '../../src/kit/dated.ts'
import { dayOf } from '../../src/platform/clock.ts'
import { config } from '../../src/platform/config.ts'

export const itemOf = (dated: Dated, what: string | null): CalendarItem => ({
  ...{ id: dated.uid, title: dated.title, what, tone: dated.tone, state: dated.state },
  start: wallClock(dated.start),
  end: dated.end === null ? null : wallClock(dated.end),
  href: `/admin/resources/${dated.model}/records/${dated.id}/show`,
})

export const wallClock = (time: string | Date): string =>
  time instanceof Date
    ? DateTime.fromJSDate(time, { zone: config.schoolTz }).toFormat("yyyy-MM-dd'T'HH:mm")
    : time.slice(0, 10)

/** Six weeks fill a screen; a longer window, or one that is no window, is brought back to that. */
const MOST_DAYS = 62

export function windowOf(ctx: Context, { from = '', to = '' }: Record<string, string>): Window {
  const today = DateTime.fromISO(dayOf(ctx.now, config.schoolTz), { zone: 'utc' })
  const start = isDay(from) ? DateTime.fromISO(from, { zone: 'utc' }) : today.startOf('month')
  const asked = isDay(to) ? DateTime.fromISO(to, { zone: 'utc' }) : start.endOf('month')
  const end = DateTime.min(DateTime.max(asked, start), start.plus({ days: MOST_DAYS }))
  return { from: start.toISODate() ?? '', to: end.toISODate() ?? '' }
}

// Beyond these years PostgreSQL and the browser no longer agree on what a date is
const isDay = (text: string): boolean =>
  /^(19|20|21)\d\d-\d\d-\d\d$/.test(text) && DateTime.fromISO(text, { zone: 'utc' }).isValid
