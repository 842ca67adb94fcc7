import { setting } from '../../platform/settings.ts'

/** The name at the head of every page, mail and document; `school.name` in the settings. */
export const schoolName = (): Promise<string> => setting('school.name')
