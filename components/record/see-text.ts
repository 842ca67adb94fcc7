import { useDesk } from '../shell/context.ts'
import { en } from './see-text-en.ts'
import { fr } from './see-text-fr.ts'

export const useSeeWords = (): typeof fr => (useDesk().state.locale === 'en' ? en : fr)

export const seeWords = (locale: string): typeof fr => (locale === 'en' ? en : fr)
