import { en } from './en.ts'
import { fr, type Words } from './fr.ts'

export const wordsFor = (locale: string): Words => (locale === 'en' ? en : fr)
