import { asDay, daysBetween, shownDay } from '../../kit/calendar.ts'
import { dateOfDay, later } from '../../platform/clock.ts'
import type { Tx } from '../../platform/db.ts'
import { raiseAlert } from './alert.ts'
import { weekAround } from './logbook-rules.ts'

const DAYS = 3

/**
 * Three days of absence in a row ask for a certificate: the document is expected in the file, and the school tutor is
 * told. A week-end between two days of absence does not interrupt them. Once for each stretch.
 */
export async function askForCertificates(tx: Tx, placementId: string, week: string): Promise<void> {
  const { gte, lte } = weekAround(week)
  const around = { gte: later(gte, { days: -14 }), lte }
  const absences = await tx.logbookEntry.findMany({
    where: { placementId, isAbsent: true, day: around },
    orderBy: { day: 'asc' },
    select: { day: true },
  })
  for (const stretch of stretchesOf(absences.map(({ day }) => asDay(day)))) {
    const [first] = stretch
    if (!first || stretch.length < DAYS) continue
    const placement = await tx.placement.findUniqueOrThrow({
      where: { id: placementId },
      include: { student: { include: { person: true } }, campaign: true },
    })
    const { firstName, lastName } = placement.student.person
    const fresh = await raiseAlert(tx, {
      ...{ key: `absence:${placementId}:${first}`, noun: 'Placement', recordId: placementId, placementId },
      ...{ ownerId: placement.schoolTutorId, departmentId: placement.campaign.departmentId },
      title: `Justificatif attendu : ${firstName} ${lastName}, absent depuis le ${shownDay(first)}`,
      advice: 'Demandez le justificatif et joignez-le aux pièces du stage. Au-delà, proposez une interruption.',
    })
    if (fresh) await tx.supportingDocument.create({ data: { placementId, kind: 'absence', status: 'expected' } })
  }
}

/** Days that follow each other, the week-end apart. */
function stretchesOf(days: string[]): string[][] {
  const found: string[][] = []
  for (const day of days) {
    const last = found.at(-1)
    const before = last?.at(-1)
    if (last && before && (daysBetween(before, day) === 1 || isOverWeekEnd(before, day))) last.push(day)
    else found.push([day])
  }
  return found
}

const isOverWeekEnd = (before: string, day: string): boolean =>
  dateOfDay(before).getUTCDay() === 5 && daysBetween(before, day) === 3
