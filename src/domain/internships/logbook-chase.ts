import { system } from '../../access/actor.ts'
import { asDay, shownDay } from '../../kit/calendar.ts'
import { perform } from '../../kit/command.ts'
import { later, now } from '../../platform/clock.ts'
import { prisma, transaction } from '../../platform/db.ts'
import { daysOf } from '../../platform/settings.ts'
import { mondayOf } from './logbook-rules.ts'

type Waiting = { placementId: string; monday: string; first: string }

/**
 * A week handed in and left without an answer: the company tutor is reminded once. Long after, the school tutor is
 * alerted (watch.ts). Nothing is ever approved by silence.
 */
export async function chaseWeeks(): Promise<number> {
  const since = later(now(), { days: -(await daysOf('logbook.chase')) })
  let sent = 0
  for (const { placementId, monday, first } of await silentWeeks(since)) {
    await transaction(async (tx) => {
      const key = `logbook.chase:${placementId}:${monday}`
      const label = `Relance : semaine du ${shownDay(monday)}`
      const row = { key, label, noun: 'LogbookEntry', recordId: first, placementId }
      const { count } = await tx.notificationLog.createMany({
        data: [{ ...row, plannedAt: now(), sentAt: now(), createdAt: now() }],
        skipDuplicates: true,
      })
      if (count === 0) return
      sent += 1
      await perform(system('Semaine sans réponse'), 'Placement', 'remindWeek', placementId, { week: monday }, { tx })
    })
  }
  return sent
}

/** Weeks handed in before this instant and still unanswered, the oldest first. */
export async function silentWeeks(since: Date): Promise<Waiting[]> {
  const entries = await prisma().logbookEntry.findMany({
    where: { status: 'submitted', submittedAt: { lte: since } },
    select: { id: true, placementId: true, day: true },
    orderBy: [{ day: 'asc' }],
  })
  const weeks = Map.groupBy(entries, (one) => `${one.placementId} ${mondayOf(asDay(one.day))}`)
  return [...weeks.values()].flatMap(([first]) =>
    first ? [{ placementId: first.placementId, monday: mondayOf(asDay(first.day)), first: first.id }] : [],
  )
}
