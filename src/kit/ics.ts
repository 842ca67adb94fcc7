import ical, { ICalCalendarMethod } from 'ical-generator'
import { DateTime } from 'luxon'
import type { Text } from '../platform/catalogue.ts'
import { config } from '../platform/config.ts'
import type { Appointment } from './agenda.ts'

type Sheet = { name: string; locale: keyof Text; items: Appointment[]; stamp: Date }

/**
 * An agenda as telephones read it. Instants are said in UTC, which every calendar turns into its owner’s clock; days are
 * days, and their end is the day after, as the format wants. Nothing in it changes unless the agenda does, but `stamp`.
 */
export function icsOf({ name, locale, items, stamp }: Sheet): string {
  const calendar = ical({ name, method: ICalCalendarMethod.PUBLISH, prodId: PRODUCT, ttl: 3600 })
  for (const item of items) {
    const { uid, what, title, state } = item
    calendar.createEvent({
      ...timesOf(item),
      id: `${uid}@preau`,
      stamp,
      summary: `${what} — ${title}`,
      ...(state ? { description: `${STATE[locale]} : ${state}` } : {}),
      url: `${config.publicUrl}/admin/resources/${item.model}/records/${item.id}/show`,
    })
  }
  return calendar.toString()
}

const PRODUCT = { company: 'Préau', product: 'Agenda', language: 'FR' }
const STATE: Text = { fr: 'État', en: 'Status' }

function timesOf({ start, end }: Appointment) {
  if (typeof start === 'string') {
    const last = typeof end === 'string' ? end : start
    return { allDay: true, start: utcDay(start), end: utcDay(last).plus({ days: 1 }) }
  }
  const instant = DateTime.fromJSDate(start, { zone: 'utc' })
  return { start: instant, ...(end instanceof Date && { end: DateTime.fromJSDate(end, { zone: 'utc' }) }) }
}

const utcDay = (day: string): DateTime => DateTime.fromISO(day, { zone: 'utc' }).startOf('day')
