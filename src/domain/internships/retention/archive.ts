import { schoolDay } from '../../../kit/calendar.ts'
import { dateOfDay, later, now } from '../../../platform/clock.ts'
import { prisma } from '../../../platform/db.ts'
import { daysOf } from '../../../platform/settings.ts'

/** Signed agreements of internships closed for so long that nobody works on them any more. */
export async function archivable(): Promise<{ id: string }[]> {
  const before = later(dateOfDay(schoolDay(now())), { months: -(await daysOf('retention.archiveMonths')) })
  return prisma().agreement.findMany({
    where: {
      status: { in: ['signed', 'broken'] },
      placement: { status: 'closed', OR: [{ brokenOn: { lt: before } }, { brokenOn: null, endsOn: { lt: before } }] },
    },
    select: { id: true },
    orderBy: { id: 'asc' },
  })
}
