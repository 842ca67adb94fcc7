import { useDesk } from '../shell/context.ts'
import { en } from './text-en.ts'
import { fr } from './text-fr.ts'

export type GridWords = typeof fr

export const useGridWords = (): GridWords => (useDesk().state.locale === 'en' ? en : fr)
