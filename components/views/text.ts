import { useDesk } from '../shell/context.ts'
import { en } from './text-en.ts'
import { fr, type ViewWords } from './text-fr.ts'

export const useViewWords = (): ViewWords => (useDesk().state.locale === 'en' ? en : fr)
