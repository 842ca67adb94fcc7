import type { Locale } from '../state.ts'

const tag = (locale: Locale): string => (locale === 'fr' ? 'fr-FR' : 'en-GB')

/** `2026-03-02`, at the school. */
export const dayOf = (at: string, timeZone: string): string => new Date(at).toLocaleDateString('sv-SE', { timeZone })

export const timeOf = (at: string, locale: Locale, timeZone: string): string =>
  new Date(at).toLocaleTimeString(tag(locale), { timeZone, hour: '2-digit', minute: '2-digit' })

/** A day as the heading of what happened on it. */
export function sayDayOf(
  day: string,
  say: { today: string; yesterday: string },
  locale: Locale,
  timeZone: string,
): string {
  const now = Date.now()
  if (day === dayOf(new Date(now).toISOString(), timeZone)) return say.today
  if (day === dayOf(new Date(now - 86_400_000).toISOString(), timeZone)) return say.yesterday
  const date = new Date(`${day}T00:00:00Z`)
  return date.toLocaleDateString(tag(locale), {
    weekday: 'long',
    day: 'numeric',
    month: 'long',
    year: 'numeric',
    timeZone: 'UTC',
  })
}
