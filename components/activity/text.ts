import type { Locale } from '../state.ts'
import { en } from './text-en.ts'
import { fr } from './text-fr.ts'

export const activityWords = (locale: Locale): typeof fr => (locale === 'en' ? en : fr)
