import type { Locale } from '../state.ts'
import { en } from './run-text-en.ts'
import { fr } from './run-text-fr.ts'

export type RunWords = typeof fr

export const runWords = (locale: Locale): RunWords => (locale === 'en' ? en : fr)
