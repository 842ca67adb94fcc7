import { later, today } from '../../src/platform/clock.ts'
import { config } from '../../src/platform/config.ts'
import { prisma } from '../../src/platform/db.ts'
import { each } from './clock.ts'

// What the calendar does to an internship under way: each step is refused by its own guard when it is too early.

const day = (): Date => today(config.schoolTz)

export const openDeliverables = (): Promise<void> =>
  each('Deliverable', 'open', 'Le dépôt ouvre aujourd’hui', () =>
    prisma().deliverable.findMany({
      where: { status: 'upcoming', OR: [{ opensOn: null }, { opensOn: { lte: day() } }] },
      select: { id: true },
    }),
  )

export const lateDeliverables = (): Promise<void> =>
  each('Deliverable', 'markLate', 'L’échéance est passée', () =>
    prisma().deliverable.findMany({
      where: { status: { in: ['expected', 'to_redo'] }, dueOn: { lt: day() } },
      select: { id: true },
    }),
  )

/** Its own days of grace decide, one by one. */
export const missingDeliverables = (): Promise<void> =>
  each('Deliverable', 'markMissing', 'Le délai de grâce est passé', async () => {
    const late = await prisma().deliverable.findMany({
      where: { status: 'late' },
      select: { id: true, dueOn: true, graceDays: true },
    })
    return late.filter(({ dueOn, graceDays }) => later(dueOn, { days: graceDays }) < day())
  })
