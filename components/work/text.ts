import { useDesk } from '../shell/context.ts'
import type { Locale } from '../state.ts'
import { en } from './text-en.ts'
import { fr } from './text-fr.ts'

export type WorkWords = typeof fr

export const workWords = (locale: Locale): WorkWords => (locale === 'en' ? en : fr)

export const useWords = (): WorkWords => workWords(useDesk().state.locale)

export const commentsLabel = (locale: Locale): string => workWords(locale).comments
