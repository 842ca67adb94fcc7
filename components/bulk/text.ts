import type { Locale } from '../state.ts'
import { en } from './text-en.ts'
import { fr } from './text-fr.ts'

export type BulkWords = typeof fr

export const bulkWords = (locale: Locale): BulkWords => (locale === 'en' ? en : fr)
