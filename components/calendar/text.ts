import type { Locale } from '../state.ts'
import { en } from './text-en.ts'
import { fr } from './text-fr.ts'

export type CalendarWords = typeof fr

export const calendarWords = (locale: Locale): CalendarWords => (locale === 'en' ? en : fr)
