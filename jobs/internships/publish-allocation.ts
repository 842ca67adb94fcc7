import type { Event } from '@prisma/client'
import { publishRun } from '../../src/domain/internships/allocation/publish.ts'
import { schoolDay } from '../../src/kit/calendar.ts'
import { dateOfDay } from '../../src/platform/clock.ts'
import { prisma, transaction } from '../../src/platform/db.ts'
import { handle } from '../../src/platform/queue.ts'
import { officersOf, studentPerson } from './people.ts'
import { tellOne } from './tell.ts'

/** A published draw becomes placements, a student at a time; it goes on where a dead worker stopped. */
export function allocationJobs(): void {
  handle('allocation.publish', ({ runId }) => publishRun(String(runId)), { expireInSeconds: 600 })
}

const OBTAINED = { fr: 'Votre affectation : {offer}', en: 'Your placement: {offer}' }
const NOTHING = { fr: 'Vous n’avez pas encore de stage', en: 'You have no internship yet' }
const DONE = { fr: 'Tirage publié : {placed} affectations', en: 'Draw published: {placed} placements' }

/** Each student hears of their own result and of nobody else’s; officers hear that it is done. */
export async function tellResults(event: Event): Promise<void> {
  const results = await prisma().allocationResult.findMany({
    where: { runId: event.recordId },
    include: { offer: { include: { company: true } } },
  })
  for (const result of results)
    await transaction(async (tx) => {
      const { offer, explanation } = result
      const words = { offer: offer ? `${offer.title} — ${offer.company.name}` : null, explanation }
      const href = `/admin/resources/AllocationResult/records/${result.id}/show`
      for (const who of await studentPerson(tx, result.studentId))
        await tellOne(tx, event, { mail: true, notice: offer ? OBTAINED : NOTHING }, who, words, href)
    })
  await transaction(async (tx) => {
    const run = await tx.allocationRun.findUniqueOrThrow({ where: { id: event.recordId }, include: { campaign: true } })
    const placed = results.filter((result) => result.placementId).length
    for (const who of await officersOf(tx, run.campaign.departmentId, dateOfDay(schoolDay(event.at))))
      await tellOne(tx, event, { notice: DONE }, who, { placed })
  })
}
