import type { Activity } from '@prisma/client'
import type { Text } from '../../platform/catalogue.ts'
import type { Tx } from '../../platform/db.ts'
import { refuse } from '../../platform/errors.ts'

/** What must be known before people come in. */
export function insistReady({ place }: Activity): void {
  if (!place?.trim()) throw refuse.invalid({ place: PLACE }, FILL)
}

type Said = { difficulties?: string | undefined; notTakenReason?: string | undefined }

/** An activity is over with its date, its place, who came (or why nobody was counted) and what went wrong, or « aucune ». */
export async function insistFinished(tx: Tx, record: Activity, said: Said, now: Date): Promise<void> {
  insistReady(record)
  if (!record.startsAt) throw refuse.invalid({ startsAt: DATE }, FILL)
  if (record.startsAt > now) throw TOO_EARLY
  if (!said.difficulties?.trim() && !record.difficulties?.trim()) throw refuse.invalid({ difficulties: DIFFICULTIES })
  const came = await tx.attendance.count({ where: { activityId: record.id } })
  const opened = await tx.attendanceCode.count({ where: { activityId: record.id } })
  if (came + opened === 0 && !said.notTakenReason) throw refuse.invalid({ notTakenReason: NOT_TAKEN })
  if (came > 0 && said.notTakenReason) throw refuse.invalid({ notTakenReason: TAKEN })
}

const FILL: Text = {
  fr: 'Complétez d’abord la fiche de l’activité : il lui manque une date ou un lieu.',
  en: 'Fill in the activity first: a date or a place is missing.',
}
const PLACE: Text = { fr: 'Indiquez le lieu.', en: 'Say where.' }
const DATE: Text = { fr: 'Indiquez la date et l’heure.', en: 'Say when.' }
const DIFFICULTIES: Text = {
  fr: 'Écrivez ce qui a été difficile, ou « aucune ».',
  en: 'Write what was difficult, or “none”.',
}
const NOT_TAKEN: Text = {
  fr: 'Personne n’a émargé : dites pourquoi la présence n’a pas été relevée.',
  en: 'Nobody signed in: say why attendance was not taken.',
}
const TAKEN: Text = {
  fr: 'Des présences existent : laissez cette case vide.',
  en: 'There are attendances: leave this empty.',
}
const TOO_EARLY = refuse.conflict('too_early', {
  fr: 'Cette activité n’a pas encore commencé : corrigez sa date, ou attendez-la.',
  en: 'This activity has not begun: correct its date, or wait for it.',
})
