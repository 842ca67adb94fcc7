import type { Activity } from '@prisma/client'
import { later } from '../../platform/clock.ts'
import type { Tx } from '../../platform/db.ts'
import { refuse } from '../../platform/errors.ts'
import { opennessOf } from './attendance-issue.ts'

const MOST_REOPENINGS = 2
const HOURS_TO_REOPEN = 24

export async function insistUnopened(tx: Tx, activityId: string, now: Date): Promise<void> {
  if ((await opennessOf(tx, activityId, now)).state !== 'unopened') throw OPENED
}

/** A closed attendance opens again twice at most, within a day of the end, and somebody says why. */
export async function insistReopenable(tx: Tx, record: Activity, now: Date): Promise<void> {
  const { state, code } = await opennessOf(tx, record.id, now)
  if (state === 'open') throw STILL_OPEN
  if (record.reopened >= MOST_REOPENINGS) throw TWICE
  const end = [record.endsAt, record.finishedAt, code?.expiresAt ?? null]
    .filter((one) => one !== null)
    .toSorted((a, b) => b.getTime() - a.getTime())[0]
  if (end && now > later(end, { hours: HOURS_TO_REOPEN })) throw TOO_OLD
}

const OPENED = refuse.conflict('attendance_opened', {
  fr: 'L’émargement de cette activité a déjà été ouvert.',
  en: 'Attendance of this activity was opened already.',
})
const STILL_OPEN = refuse.conflict('attendance_open', {
  fr: 'L’émargement est encore ouvert : émettez un nouveau code si l’ancien a circulé.',
  en: 'Attendance is still open: issue a new code if the old one went round.',
})
const TWICE = refuse.conflict('reopened_twice', {
  fr: 'L’émargement a déjà été rouvert deux fois : ajoutez les présents par la liste assistée.',
  en: 'Attendance was reopened twice already: add people by the assisted list.',
})
const TOO_OLD = refuse.conflict('too_old', {
  fr: 'L’activité est finie depuis plus de 24 heures : ajoutez les présents par la liste assistée, avec un motif.',
  en: 'The activity ended more than 24 hours ago: add people by the assisted list, with a reason.',
})
