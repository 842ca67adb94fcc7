import { DateTime } from 'luxon'
import type { Text } from '../../src/platform/catalogue.ts'
import { config } from '../../src/platform/config.ts'

/** A date in words people use: `2 mars 2026`, `2 mars 2026 à 14:30` at the school. */
export function sayDate(iso: string, dayOnly: boolean, locale: keyof Text): string {
  const zone = dayOnly ? 'utc' : config.schoolTz
  const date = DateTime.fromISO(iso, { zone }).setLocale(locale)
  if (!date.isValid) return iso
  return dayOnly ? date.toLocaleString(DateTime.DATE_MED) : date.toLocaleString(DateTime.DATETIME_MED)
}
