import { DateTime } from 'luxon'

type Week = { monday: string; first: string; last: string; label: string }

/** Monday to Sunday, cut at both ends of the window: `13 – 19 oct.` */
export function weeksBetween(from: string, to: string, locale: 'fr' | 'en'): Week[] {
  const day = (text: string) => DateTime.fromISO(text, { zone: 'utc' }).setLocale(locale)
  const weeks: Week[] = []
  for (let at = day(from).startOf('week'); at <= day(to); at = at.plus({ weeks: 1 })) {
    const first = DateTime.max(at, day(from))
    const last = DateTime.min(at.plus({ days: 6 }), day(to))
    weeks.push({ monday: iso(at), first: iso(first), last: iso(last), label: label(first, last) })
  }
  return weeks
}

function label(first: DateTime, last: DateTime): string {
  if (first.hasSame(last, 'day')) return last.toFormat('d LLL')
  return `${first.toFormat(first.hasSame(last, 'month') ? 'd' : 'd LLL')} – ${last.toFormat('d LLL')}`
}

const iso = (at: DateTime): string => at.toISODate() ?? ''
