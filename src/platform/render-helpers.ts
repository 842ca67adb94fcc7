import type { HelperDelegate, HelperOptions } from 'handlebars'
import { DateTime } from 'luxon'
import { config } from './config.ts'

/**
 * What a template may do with a value, in the language of the page:
 * `{{day startsOn}}` a day · `{{instant signedAt}}` an instant at the school · `{{money pay currency}}` · `{{decimal hours}}` ·
 * `{{link '/admin/…'}}` an address of ours · `{{#if (same a b)}}` · `{{or value '—'}}`.
 */
export const templateHelpers: Record<string, HelperDelegate> = {
  day: (value: unknown, options: HelperOptions) => dated(value, 'utc', DateTime.DATE_FULL, options),
  instant: (value: unknown, options: HelperOptions) =>
    dated(value, config.schoolTz, { ...DateTime.DATE_FULL, hour: '2-digit', minute: '2-digit' }, options),
  money: (value: unknown, currency: unknown, options: HelperOptions) => {
    if (value === null || value === undefined) return ''
    return new Intl.NumberFormat(localeOf(options), { style: 'currency', currency: String(currency) }).format(
      Number(value),
    )
  },
  decimal: (value: unknown, options: HelperOptions) =>
    value === null || value === undefined
      ? ''
      : new Intl.NumberFormat(localeOf(options), { maximumFractionDigits: 2 }).format(Number(value)),
  link: (path: unknown) => `${config.publicUrl}${String(path)}`,
  same: (a: unknown, b: unknown) => a === b,
  or: (value: unknown, otherwise: unknown) =>
    value === null || value === undefined || value === '' ? otherwise : value,
}

const localeOf = ({ data }: HelperOptions): string => (data?.root?.locale === 'en' ? 'en-GB' : 'fr-FR')

function dated(value: unknown, zone: string, format: Intl.DateTimeFormatOptions, options: HelperOptions): string {
  if (value === null || value === undefined) return ''
  const date = value instanceof Date ? DateTime.fromJSDate(value, { zone }) : DateTime.fromISO(String(value), { zone })
  if (!date.isValid) throw new Error(`Not a date: ${String(value)}`)
  return date.setLocale(localeOf(options)).toLocaleString(format)
}
