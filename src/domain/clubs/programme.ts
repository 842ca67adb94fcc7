import { z } from 'zod'
import type { Me } from '../../access/rights.ts'
import type { Where } from '../../access/where.ts'
import { schoolDay } from '../../kit/calendar.ts'
import { record as note } from '../../kit/event.ts'
import { defineFlow, verbOf } from '../../kit/flow.ts'
import { createRecord } from '../../kit/record.ts'
import { atSchool, dateOfDay } from '../../platform/clock.ts'
import { config } from '../../platform/config.ts'
import type { Tx } from '../../platform/db.ts'
import { refuse } from '../../platform/errors.ts'
import { KINDS } from './kinds.ts'
import { inClubs, ledBy } from './posts.ts'
import './programme-frozen.ts'

const verb = verbOf('ActionProgramme')
const lead = { roles: ['club_lead'] as const, rows: (me: Me): Where => inClubs(me, ledBy(me)) }
const above = { roles: ['union_executive'] as const }

/** Drafted by the lead, submitted, validated by the Amicale: from then on its list does not change any more. */
export const programmeFlow = defineFlow('ActionProgramme', {
  plan: verb({
    label: { fr: 'Prévoir une activité', en: 'Plan an activity' },
    ...{ ...lead, from: ['draft'], to: null, inTab: true, shared: true },
    input: z.object({
      theme: z.string().trim().min(3).max(200).meta({ fr: 'Thème', en: 'Theme' }),
      kind: z.enum(KINDS).meta({ fr: 'Type', en: 'Kind' }),
      startsAt: z
        .string()
        .regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d$/)
        .meta({ fr: 'Jour et heure', en: 'Day and time', kind: 'datetime' }),
      place: z.string().trim().max(120).optional().meta({ fr: 'Lieu', en: 'Place' }),
    }),
    done: { fr: 'Activité ajoutée au programme.', en: 'Activity added to the programme.' },
    body: async ({ tx, ctx, record, input }) => {
      const { id } = await createRecord(
        ctx,
        'Activity',
        {
          ...input,
          startsAt: atSchool(input.startsAt, config.schoolTz),
          place: input.place ?? null,
          clubId: record.clubId,
          programmeId: record.id,
        },
        { tx },
      )
      return { note: { activityId: id, theme: input.theme } }
    },
  }),
  drop: verb({
    label: { fr: 'Retirer du programme', en: 'Take off the programme' },
    ...{ ...lead, from: ['draft'], to: null, inTab: true, shared: true },
    input: z.object({ activityId: z.uuid().meta({ kind: 'hidden' }) }),
    done: { fr: 'Activité retirée du programme.', en: 'Activity taken off the programme.' },
    body: async ({ tx, ctx, record, input }) => {
      const activity = await tx.activity.findFirst({ where: { id: input.activityId, programmeId: record.id } })
      if (activity?.status !== 'planned') throw refuse.notFound()
      await tx.task.updateMany({ where: { activityId: activity.id }, data: { activityId: null } })
      await tx.activity.delete({ where: { id: activity.id } })
      await note(tx, ctx, {
        ...{ noun: 'Activity', recordId: activity.id, verb: 'delete', role: 'club_lead' },
        before: { theme: activity.theme, clubId: activity.clubId, programmeId: activity.programmeId },
      })
      return { note: { theme: activity.theme } }
    },
  }),
  submit: verb({
    label: { fr: 'Soumettre à l’Amicale', en: 'Submit to the union' },
    ...{ ...lead, from: ['draft'], to: 'submitted', tone: 'primary' },
    done: {
      fr: 'Programme soumis : l’Amicale le relit et le valide.',
      en: 'Programme submitted: the union reviews and validates it.',
    },
    guard: ({ tx, record }) => insistComplete(tx, record),
    body: async ({ ctx }) => ({ data: { submittedAt: ctx.now, statusReason: null } }),
  }),
  recall: verb({
    label: { fr: 'Reprendre le brouillon', en: 'Take it back' },
    ...{ ...lead, from: ['submitted'], to: 'draft' },
    body: async () => ({ data: { submittedAt: null } }),
  }),
  requestChanges: verb({
    label: { fr: 'Demander des corrections', en: 'Ask for changes' },
    ...{ ...above, from: ['submitted'], to: 'draft', needsReason: true },
    done: { fr: 'Le responsable du club est prévenu.', en: 'The club lead is told.' },
    body: async ({ reason }) => ({ data: { statusReason: reason } }),
  }),
  validate: verb({
    label: { fr: 'Valider le programme', en: 'Validate the programme' },
    ...{ ...above, from: ['submitted'], to: 'validated', tone: 'primary' },
    confirm: {
      fr: 'La liste des activités prévues ne changera plus : c’est sur elle que se compte le taux d’exécution. Valider ?',
      en: 'The list of planned activities will not change any more: the execution rate is counted on it. Validate?',
    },
    done: {
      fr: 'Programme validé et figé. Toute autre activité sera « hors programme ».',
      en: 'Programme validated and frozen. Any other activity is “beside the programme”.',
    },
    guard: async ({ tx, ctx, record }) => {
      // Nobody validates what they lead themselves
      if (ctx.actor.kind === 'person' && ctx.actor.clubs.some(({ clubId }) => clubId === record.clubId)) throw OWN
      await insistComplete(tx, record)
    },
    body: async ({ tx, ctx, record }) => {
      const planned = await tx.activity.findMany({ where: { programmeId: record.id } })
      for (const { id, startsAt } of planned) {
        if (startsAt) await tx.activity.update({ where: { id }, data: { plannedOn: dateOfDay(schoolDay(startsAt)) } })
      }
      const validatedById = ctx.actor.kind === 'person' ? ctx.actor.personId : null
      return { data: { validatedAt: ctx.now, validatedById }, note: { planned: planned.length } }
    },
  }),
})

async function insistComplete(tx: Tx, record: { id: string; year: string }): Promise<void> {
  const [first, second] = record.year.split('-').map(Number)
  if (!first || second !== first + 1) throw refuse.invalid({ year: YEAR })
  const planned = await tx.activity.findMany({ where: { programmeId: record.id }, select: { startsAt: true } })
  if (planned.length === 0) throw EMPTY
  if (planned.some(({ startsAt }) => startsAt === null)) throw UNDATED
}

const YEAR = {
  fr: 'Écrivez l’année ainsi : 2026-2027.',
  en: 'Write the year like this: 2026-2027.',
}
const EMPTY = refuse.conflict('programme_empty', {
  fr: 'Ce programme ne prévoit encore aucune activité : ajoutez-en dans l’onglet « Programme et exécution ».',
  en: 'This programme plans no activity yet: add some in the “Programme and execution” tab.',
})
const UNDATED = refuse.conflict('programme_undated', {
  fr: 'Une activité de ce programme n’a pas de date : complétez-la, le taux « à date » se compte sur elle.',
  en: 'An activity of this programme has no date: fill it in, the rate to date is counted on it.',
})
const OWN = refuse.conflict('own_programme', {
  fr: 'Vous êtes au bureau de ce club : un autre membre de l’Amicale doit valider son programme.',
  en: 'You are part of this club: another member of the union must validate its programme.',
})
