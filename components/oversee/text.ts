import type { Locale } from '../state.ts'
import { en } from './text-en.ts'
import { fr } from './text-fr.ts'

export type OverseeWords = typeof fr

export const overseeWords = (locale: Locale): OverseeWords => (locale === 'en' ? en : fr)
