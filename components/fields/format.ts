import type { Locale } from '../state.ts'

const tag = (locale: Locale): string => (locale === 'fr' ? 'fr-FR' : 'en-GB')

/** `2026-03-02` as a day: no zone may shift it. */
export function sayDay(value: string, locale: Locale): string {
  const [year, month, day] = value.slice(0, 10).split('-').map(Number)
  if (!year || !month || !day) return value
  const date = new Date(Date.UTC(year, month - 1, day))
  return date.toLocaleDateString(tag(locale), { day: '2-digit', month: '2-digit', year: 'numeric', timeZone: 'UTC' })
}

/** An instant on the school’s clock, wherever the reader is. */
export function sayInstant(value: string, locale: Locale, timeZone: string): string {
  const instant = new Date(value)
  if (Number.isNaN(instant.getTime())) return value
  return instant.toLocaleString(tag(locale), { dateStyle: 'short', timeStyle: 'short', timeZone })
}

export function sayNumber(value: unknown, locale: Locale, digits?: number): string {
  const number = Number(value)
  if (!Number.isFinite(number)) return String(value)
  return number.toLocaleString(
    tag(locale),
    digits === undefined
      ? { maximumFractionDigits: 6 }
      : { minimumFractionDigits: digits, maximumFractionDigits: digits },
  )
}

const SIGNS: Record<string, string> = { EUR: '€', XOF: 'F CFA', XAF: 'F CFA', USD: '$' }

/** An amount with the currency that stands beside it, when there is one: 700 of one are not 700 of the other. */
export function sayMoney(value: unknown, currency: unknown, locale: Locale): string {
  const amount = sayNumber(value, locale, Number.isInteger(Number(value)) && isWhole(currency) ? 0 : 2)
  return typeof currency === 'string' && currency !== '' ? `${amount}\u00a0${SIGNS[currency] ?? currency}` : amount
}

/** No cent of a franc is ever paid. */
const isWhole = (currency: unknown): boolean => currency === 'XOF' || currency === 'XAF'

const UNITS = { fr: ['o', 'ko', 'Mo', 'Go'], en: ['B', 'kB', 'MB', 'GB'] }

export function saySize(bytes: number, locale: Locale): string {
  const rank = bytes < 1000 ? 0 : Math.min(3, Math.floor(Math.log10(bytes) / 3))
  const amount = sayNumber(Math.round((bytes / 1000 ** rank) * 10) / 10, locale)
  return `${amount} ${UNITS[locale][rank]}`
}

/** An instant as the school’s wall clock writes it: `2026-03-05T14:30`. */
export function wallClock(value: string, timeZone: string): string {
  const instant = new Date(value)
  if (Number.isNaN(instant.getTime())) return value
  return instant.toLocaleString('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'short' }).replace(' ', 'T')
}
