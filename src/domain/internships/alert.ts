import { z } from 'zod'
import { system } from '../../access/actor.ts'
import { schoolDay } from '../../kit/calendar.ts'
import { record } from '../../kit/event.ts'
import { defineFlow, verbOf } from '../../kit/flow.ts'
import { dateOfDay } from '../../platform/clock.ts'
import type { Prisma, Tx } from '../../platform/db.ts'
import { refuse } from '../../platform/errors.ts'

const verb = verbOf('Alert')

export const alertFlow = defineFlow('Alert', {
  close: verb({
    label: { fr: 'Clore l’alerte', en: 'Close the alert' },
    from: ['open', 'snoozed'],
    to: 'closed',
    roles: ['internship_officer'],
    needsReason: true,
    tone: 'primary',
    body: async ({ reason }) => ({ data: { closeReason: reason, snoozedUntil: null } }),
  }),
  snooze: verb({
    label: { fr: 'Reporter', en: 'Snooze' },
    from: ['open', 'snoozed'],
    to: 'snoozed',
    roles: ['internship_officer'],
    input: z.object({ until: z.iso.date().meta({ fr: 'Jusqu’au', en: 'Until', kind: 'date' }) }),
    guard: ({ ctx, input }) => {
      if (input.until <= schoolDay(ctx.now)) throw refuse.invalid({ until: NOT_LATER })
    },
    body: async ({ input }) => ({ data: { snoozedUntil: dateOfDay(input.until) } }),
  }),
  reopen: verb({
    label: { fr: 'Rouvrir', en: 'Reopen' },
    from: ['snoozed', 'closed'],
    to: 'open',
    roles: ['internship_officer'],
    system: true,
    body: async () => ({ data: { snoozedUntil: null, closeReason: null } }),
  }),
})

export type Situation = Pick<
  Prisma.AlertUncheckedCreateInput,
  'title' | 'advice' | 'severity' | 'noun' | 'recordId'
> & {
  key: string
  placementId?: string | null
  departmentId?: string | null
}

/** One situation is one alert, however often a job meets it; somebody who closed it is not told again. */
export async function raiseAlert(tx: Tx, situation: Situation): Promise<boolean> {
  const { count } = await tx.alert.createMany({ data: [situation], skipDuplicates: true })
  if (count === 0) return false
  const { id } = await tx.alert.findUniqueOrThrow({ where: { key: situation.key }, select: { id: true } })
  await record(tx, system(situation.title), {
    noun: 'Alert',
    recordId: id,
    verb: 'raise',
    role: 'system',
    after: situation,
  })
  return true
}

const NOT_LATER = { fr: 'Choisissez un jour à venir.', en: 'Choose a day to come.' }
