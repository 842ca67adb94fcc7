import { z } from 'zod'
import { system } from '../../access/actor.ts'
import type { Me } from '../../access/rights.ts'
import type { Where } from '../../access/where.ts'
import { schoolDay } from '../../kit/calendar.ts'
import { record } from '../../kit/event.ts'
import { defineFlow, verbOf } from '../../kit/flow.ts'
import { dateOfDay, now } from '../../platform/clock.ts'
import type { Prisma, Tx } from '../../platform/db.ts'
import { refuse } from '../../platform/errors.ts'

const verb = verbOf('Alert')

/** A school tutor works on the alerts that are theirs; the officer on all of those they read. */
const handlers = ['internship_officer', 'school_tutor'] as const
const handled = (me: Me): Where => (me.role === 'school_tutor' ? { ownerId: me.personId } : {})

export const alertFlow = defineFlow('Alert', {
  take: verb({
    label: { fr: 'Je m’en occupe', en: 'I take it' },
    from: ['open', 'snoozed'],
    to: null,
    roles: ['internship_officer'],
    tone: 'primary',
    rows: (me) => ({ ownerId: { not: me.personId } }),
    done: { fr: 'L’alerte est à vous.', en: 'The alert is yours.' },
    body: async ({ ctx }) => (ctx.actor.kind === 'person' ? { data: { ownerId: ctx.actor.personId } } : undefined),
  }),
  assign: verb({
    label: { fr: 'Confier à…', en: 'Assign to…' },
    from: ['open', 'snoozed'],
    to: null,
    roles: ['internship_officer'],
    input: z.object({
      ownerId: z.uuid().meta({ fr: 'À qui', en: 'To whom', kind: 'reference', model: 'Person' }),
    }),
    done: { fr: 'L’alerte est confiée, la personne est prévenue.', en: 'The alert is assigned, they are told.' },
    guard: async ({ tx, ctx, record, input }) => {
      if (!(await mayHandle(tx, record, input.ownerId, ctx.now))) throw refuse.invalid({ ownerId: NOT_ABLE })
    },
    body: async ({ input }) => ({ data: { ownerId: input.ownerId } }),
  }),
  close: verb({
    label: { fr: 'Clore l’alerte', en: 'Close the alert' },
    from: ['open', 'snoozed'],
    to: 'closed',
    roles: handlers,
    rows: handled,
    // What raised it no longer holds
    system: true,
    needsReason: true,
    tone: 'primary',
    body: async ({ reason }) => ({ data: { closeReason: reason, snoozedUntil: null } }),
  }),
  snooze: verb({
    label: { fr: 'Reporter', en: 'Snooze' },
    from: ['open', 'snoozed'],
    to: 'snoozed',
    roles: handlers,
    rows: handled,
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
    roles: handlers,
    rows: handled,
    system: true,
    body: async () => ({ data: { snoozedUntil: null, closeReason: null } }),
  }),
})

/** Somebody of the staff with an open account; an officer of another department would not find the record behind it. */
async function mayHandle(
  tx: Tx,
  alert: { departmentId: string | null },
  personId: string,
  now: Date,
): Promise<boolean> {
  const day = dateOfDay(schoolDay(now))
  const held = { startsOn: { lte: day }, AND: [{ OR: [{ endsOn: null }, { endsOn: { gte: day } }] }] }
  const place = alert.departmentId ? [{ departmentId: null }, { departmentId: alert.departmentId }] : [{}]
  const found = await tx.roleAssignment.count({
    where: {
      personId,
      person: { account: { status: 'active' } },
      ...held,
      OR: [{ role: { in: ['admin', 'school_tutor'] } }, { role: 'internship_officer', OR: place }],
    },
  })
  return found > 0
}

export type Situation = Pick<
  Prisma.AlertUncheckedCreateInput,
  'title' | 'advice' | 'severity' | 'noun' | 'recordId'
> & {
  key: string
  placementId?: string | null
  ownerId?: string | null
  departmentId?: string | null
}

/** One situation is one alert, however often a job meets it; somebody who closed it is not told again. */
export async function raiseAlert(tx: Tx, situation: Situation): Promise<boolean> {
  const { count } = await tx.alert.createMany({ data: [{ ...situation, createdAt: now() }], skipDuplicates: true })
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

const NOT_ABLE = {
  fr: 'Choisissez quelqu’un de l’école qui s’occupe de ces stages et dont le compte est ouvert.',
  en: 'Choose somebody of the school who is in charge of these internships and has an open account.',
}
const NOT_LATER = { fr: 'Choisissez un jour à venir.', en: 'Choose a day to come.' }
