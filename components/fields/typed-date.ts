import type { Locale } from '../state.ts'
import { sayDay } from './format.ts'

/** A day as people type it, day first: `5/3/2026`, `05032026`, `5.3.26`, `5/3`, or `2026-03-05`. Null when it is no day. */
export function readDay(text: string, thisYear: string): string | null {
  const typed = text.trim()
  const iso = /^(\d{4})-(\d{1,2})-(\d{1,2})$/.exec(typed)
  if (iso) return dayOf(iso[1], iso[2], iso[3])
  const [, day, month, year] =
    /^(\d{1,2})\s*[\s./-]\s*(\d{1,2})(?:\s*[\s./-]\s*(\d{4}|\d{2}))?$/.exec(typed) ??
    /^(\d\d)(\d\d)(\d{4}|\d\d)$/.exec(typed) ??
    []
  return dayOf(year ?? thisYear, month, day)
}

/** A day and an hour on the school’s clock, as `2026-03-05T14:30`: `5/3/2026 14h30`, `05/03/2026 14:30`, `5/3 9h`. */
export function readMoment(text: string, thisYear: string): string | null {
  const found = /^(.+?)(?:\s*[T,]\s*|\s+(?:à\s+|at\s+)?)(\d{1,2})\s*[:hH]\s*(\d\d)?$/.exec(text.trim())
  const [, day = '', hour = '', minute = '00'] = found ?? []
  const date = readDay(day, thisYear)
  if (!date || Number(hour) > 23 || Number(minute) > 59) return null
  return `${date}T${hour.padStart(2, '0')}:${minute}`
}

/** As the desk writes it; what is no date stays as it was typed. */
export function sayTyped(value: string, locale: Locale): string {
  const [, day, time] = /^(\d{4}-\d\d-\d\d)(?:T(\d\d:\d\d))?/.exec(value) ?? []
  if (!day) return value
  return time ? `${sayDay(day, locale)} ${time}` : sayDay(day, locale)
}

function dayOf(year = '', month = '', day = ''): string | null {
  if (!month || !day) return null
  const full = year.length === 2 ? `${Number(year) < 70 ? '20' : '19'}${year}` : year
  const date = new Date(Date.UTC(Number(full), Number(month) - 1, Number(day)))
  const exists = date.getUTCMonth() === Number(month) - 1 && date.getUTCDate() === Number(day)
  return exists && Number(full) >= 1900 && Number(full) <= 2200 ? date.toISOString().slice(0, 10) : null
}

/** Today at the school, whatever the device believes. */
export const todayAt = (timeZone: string): string =>
  new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short' }).format()
