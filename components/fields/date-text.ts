import type { Locale } from '../state.ts'

export const fr = {
  day: 'JJ/MM/AAAA',
  moment: 'JJ/MM/AAAA HH:MM',
  open: 'Ouvrir le calendrier',
  calendar: 'Calendrier',
  wrongDay: 'Cette date n’existe pas ou n’est pas lisible. Écrivez-la ainsi : 05/03/2026.',
  wrongMoment: 'Écrivez le jour et l’heure ainsi : 05/03/2026 14:30.',
  today: 'Aujourd’hui',
}

export const en: typeof fr = {
  day: 'DD/MM/YYYY',
  moment: 'DD/MM/YYYY HH:MM',
  open: 'Open the calendar',
  calendar: 'Calendar',
  wrongDay: 'This date does not exist or cannot be read. Write it so: 05/03/2026.',
  wrongMoment: 'Write the day and the time so: 05/03/2026 14:30.',
  today: 'Today',
}

export const dateWords = (locale: Locale): typeof fr => (locale === 'en' ? en : fr)
