import { useDesk } from '../shell/context.ts'
import { en } from './text-en.ts'
import { fr } from './text-fr.ts'

export type UndoWords = typeof fr

export const useUndoWords = (): UndoWords => (useDesk().state.locale === 'en' ? en : fr)
