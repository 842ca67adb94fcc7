import { useDesk } from '../shell/context.ts'
import type { Locale } from '../state.ts'
import { en } from './filter-text-en.ts'
import { fr } from './filter-text-fr.ts'

export type FilterWords = typeof fr

export const filterWords = (locale: Locale): FilterWords => (locale === 'en' ? en : fr)

export const useFilterWords = (): FilterWords => filterWords(useDesk().state.locale)
