import { read } from '../../platform/db.ts'

/** The name at the head of every page, mail and document; `school.name` in the settings. */
export async function schoolName(): Promise<string> {
  const [setting] = await read<{ value: string }>(`SELECT value FROM "Setting" WHERE key = 'school.name'`)
  return setting?.value || 'Horizon'
}
