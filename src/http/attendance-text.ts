import { DateTime } from 'luxon'
import type { Received } from '../domain/clubs/attendance-presence.ts'
import { config } from '../platform/config.ts'
import type { Locale } from './locals.ts'

/** What the receipt says: counted, or waiting for somebody to look. */
export function receivedText({ receivedAt, status }: Received, locale: Locale) {
  const time = DateTime.fromJSDate(receivedAt, { zone: config.schoolTz }).toFormat('HH:mm')
  const waits = status === 'to_confirm'
  return {
    time,
    head: locale === 'fr' ? `Reçu à ${time}` : `Received at ${time}`,
    message: (waits ? WAITS : COUNTS)[locale],
  }
}

const COUNTS = { fr: 'Votre présence est enregistrée. Merci !', en: 'Your attendance is saved. Thank you!' }
const WAITS = {
  fr: 'Votre présence est reçue ; l’organisateur la confirmera.',
  en: 'Your attendance is received; the organiser will confirm it.',
}
