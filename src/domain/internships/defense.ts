import { z } from 'zod'
import type { Me } from '../../access/rights.ts'
import type { Where } from '../../access/where.ts'
import { defineFlow, verbOf } from '../../kit/flow.ts'
import { createRecord } from '../../kit/record.ts'
import { Prisma } from '../../platform/db.ts'
import { refuse } from '../../platform/errors.ts'
import { refuseConflicts } from './defense-conflicts.ts'
import { juryOf, refuseJury, seatJury, slotOf } from './defense-jury.ts'
import { gradeIsOut } from './grade-parts.ts'

const verb = verbOf('Defense')

/** Whoever chairs the jury; the officer for all of those they read. */
const chaired = (me: Me): Where =>
  me.role === 'school_tutor' ? { jury: { some: { personId: me.personId, role: 'chair' } } } : {}

const person = (fr: string, en: string) => ({ fr, en, kind: 'reference', model: 'Person' })

const slot = {
  roomId: z.uuid().meta({ fr: 'Salle', en: 'Room', kind: 'reference', model: 'Room' }),
  startsAt: z.coerce.date().meta({ fr: 'Jour et heure', en: 'Day and time', kind: 'datetime' }),
  minutes: z.coerce
    .number()
    .int()
    .min(10)
    .max(240)
    .default(45)
    .meta({
      ...{ fr: 'Durée (minutes)', en: 'Duration (minutes)', kind: 'number' },
    }),
  chairId: z.uuid().meta(person('Président du jury', 'Chair of the jury')),
  secondId: z.uuid().optional().meta(person('Second membre', 'Second member')),
  thirdId: z.uuid().optional().meta(person('Troisième membre', 'Third member')),
}

export const defenseFlow = defineFlow('Defense', {
  plan: verb({
    label: { fr: 'Planifier la soutenance', en: 'Plan the defense' },
    from: ['to_plan', 'postponed', 'planned', 'confirmed'],
    to: 'planned',
    roles: ['internship_officer'],
    tone: 'primary',
    input: z.object(slot),
    done: { fr: 'Créneau réservé : confirmez pour convoquer.', en: 'Slot taken: confirm it to send the invitations.' },
    guard: async ({ tx, ctx, record, input }) => {
      const asked = slotOf(input)
      if (asked.startsAt <= ctx.now) throw refuse.invalid({ startsAt: PAST })
      await refuseJury(tx, record.placementId, juryOf(input))
      await refuseConflicts(tx, record, asked)
    },
    body: async ({ tx, ctx, record, input }) => {
      await seatJury(tx, ctx, record.id, juryOf(input))
      const { roomId, startsAt, endsAt } = slotOf(input)
      return { data: { roomId, startsAt, endsAt, formFileId: null }, note: { chairId: input.chairId } }
    },
  }),
  unplan: verb({
    label: { fr: 'Retirer du planning', en: 'Take off the schedule' },
    from: ['planned'],
    to: 'to_plan',
    roles: ['internship_officer'],
    done: { fr: 'Créneau libéré : la soutenance est de nouveau à planifier.', en: 'Slot free: to be planned again.' },
    body: async ({ tx, ctx, record }) => {
      await seatJury(tx, ctx, record.id, [])
      return { data: { startsAt: null, endsAt: null, roomId: null } }
    },
  }),
  confirm: verb({
    label: { fr: 'Confirmer et convoquer', en: 'Confirm and invite' },
    from: ['planned'],
    to: 'confirmed',
    roles: ['internship_officer'],
    tone: 'primary',
    done: { fr: 'Convocations envoyées, avec le rendez-vous en pièce jointe.', en: 'Invitations are sent.' },
    guard: async ({ tx, record }) => {
      if (!record.startsAt || !record.endsAt || !record.roomId) throw NO_SLOT
      const jury = await tx.juryMember.findMany({ where: { defenseId: record.id } })
      await refuseJury(tx, record.placementId, jury)
      const { startsAt, endsAt, roomId } = record
      await refuseConflicts(tx, record, { startsAt, endsAt, roomId, jury: jury.map((one) => one.personId) })
    },
  }),
  hold: verb({
    label: { fr: 'Saisir la note et le procès-verbal', en: 'Enter the grade and the minutes' },
    from: ['planned', 'confirmed'],
    to: 'held',
    roles: ['internship_officer', 'school_tutor'],
    rows: chaired,
    tone: 'primary',
    input: z.object({
      grade: z.coerce.number().min(0).max(20).meta({ fr: 'Note sur 20', en: 'Grade out of 20', kind: 'number' }),
      remarks: z
        .string()
        .max(4_000)
        .optional()
        .meta({ fr: 'Observations du jury', en: 'Jury remarks', kind: 'longtext' }),
    }),
    done: { fr: 'Soutenance tenue : le procès-verbal est en préparation.', en: 'Held: the minutes are being made.' },
    guard: ({ ctx, record }) => {
      if (!record.startsAt || record.startsAt > ctx.now) throw NOT_YET
    },
    body: async ({ input }) => ({
      data: { grade: new Prisma.Decimal(input.grade), remarks: input.remarks ?? null },
    }),
  }),
  postpone: verb({
    label: { fr: 'Reporter', en: 'Postpone' },
    from: ['planned', 'confirmed'],
    to: 'postponed',
    roles: ['internship_officer'],
    needsReason: true,
    done: { fr: 'Soutenance reportée : le créneau est libre, chacun est prévenu.', en: 'Postponed, all are told.' },
    body: async () => ({ data: { startsAt: null, endsAt: null, roomId: null, formFileId: null } }),
  }),
  excuse: verb({
    label: { fr: 'Absence justifiée', en: 'Excused absence' },
    from: ['planned', 'confirmed', 'unexcused_absence'],
    to: 'excused_absence',
    roles: ['internship_officer'],
    needsReason: true,
    done: { fr: 'Absence justifiée : une soutenance de rattrapage est à planifier.', en: 'Excused: plan the resit.' },
    guard: refuseOnceOut,
    body: async ({ tx, ctx, record }) => {
      const resit = await tx.defense.count({ where: { placementId: record.placementId, isResit: true } })
      if (resit > 0) return {}
      const system = { ...ctx, actor: { kind: 'system' as const, reason: 'Absence justifiée : rattrapage' } }
      await createRecord(system, 'Defense', { placementId: record.placementId, isResit: true }, { tx })
      return {}
    },
  }),
  markAbsent: verb({
    label: { fr: 'Absence injustifiée', en: 'Unexcused absence' },
    from: ['planned', 'confirmed'],
    to: 'unexcused_absence',
    roles: ['internship_officer'],
    tone: 'danger',
    confirm: {
      fr: 'La note de soutenance sera zéro, sauf rattrapage. Constater l’absence ?',
      en: 'The defense counts as zero unless there is a resit. Mark as absent?',
    },
    guard: (call) => {
      if (!call.record.startsAt || call.record.startsAt > call.ctx.now) throw NOT_YET
      return refuseOnceOut(call)
    },
  }),
  resit: verb({
    label: { fr: 'Accorder un rattrapage', en: 'Grant a resit' },
    from: ['unexcused_absence', 'held'],
    to: null,
    roles: ['internship_officer'],
    needsReason: true,
    guard: async (call) => {
      await refuseOnceOut(call)
      const { placementId } = call.record
      if ((await call.tx.defense.count({ where: { placementId, isResit: true } })) > 0) throw RESIT_EXISTS
    },
    body: async ({ tx, ctx, record, reason }) => {
      const system = { ...ctx, actor: { kind: 'system' as const, reason: reason ?? 'Rattrapage accordé' } }
      const { id } = await createRecord(system, 'Defense', { placementId: record.placementId, isResit: true }, { tx })
      return { redirect: { model: 'Defense', id } }
    },
  }),
})

async function refuseOnceOut({
  tx,
  record,
}: {
  tx: Parameters<typeof gradeIsOut>[0]
  record: { placementId: string }
}) {
  if (await gradeIsOut(tx, record.placementId)) throw OUT
}

const PAST = { fr: 'Choisissez un créneau à venir.', en: 'Choose a slot that is still to come.' }
const NO_SLOT = refuse.conflict('no_slot', {
  fr: 'Choisissez d’abord une salle et une heure.',
  en: 'Choose a room and a time first.',
})
const NOT_YET = refuse.conflict('not_yet', {
  fr: 'La soutenance n’a pas encore commencé.',
  en: 'The defense has not started yet.',
})
const OUT = refuse.conflict('grade_published', {
  fr: 'La note finale est publiée : rectifiez la note.',
  en: 'The final grade is published: correct the grade.',
})
const RESIT_EXISTS = refuse.conflict('resit_exists', {
  fr: 'Un rattrapage existe déjà pour ce stage.',
  en: 'There is already a resit for this internship.',
})
