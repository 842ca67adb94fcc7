import { z } from 'zod'
import { schoolDay, shownDay, shownInstant } from '../../kit/calendar.ts'
import { verbOf } from '../../kit/flow.ts'
import { dateOfDay, later } from '../../platform/clock.ts'
import { refuse } from '../../platform/errors.ts'
import { raiseAlert } from './alert.ts'

const HOURS = 48

/** An accident at work is declared within 48 hours (rule 22): whoever knows first says so, the school is told at once. */
export const accidentVerb = verbOf('Placement')({
  label: { fr: 'Signaler un accident', en: 'Report an accident' },
  from: ['ongoing', 'suspended'],
  to: null,
  roles: ['student', 'company_tutor', 'school_tutor', 'internship_officer'],
  input: z.object({
    occurredOn: z.iso.date().meta({ fr: 'Jour de l’accident', en: 'Day of the accident', kind: 'date' }),
    what: z
      .string()
      .trim()
      .min(5)
      .max(2_000)
      .meta({
        fr: 'Ce qui s’est passé',
        en: 'What happened',
        kind: 'longtext',
        help: {
          fr: 'Lieu, circonstances, témoin. N’écrivez aucun détail médical.',
          en: 'Place, circumstances, witness. Write no medical detail.',
        },
      }),
  }),
  done: {
    fr: 'L’école est prévenue : la déclaration doit partir sous 48 heures. Joignez-la aux pièces du stage.',
    en: 'The school is told: the declaration must leave within 48 hours. Attach it to the supporting documents.',
  },
  guard: ({ ctx, record, input }) => {
    const early = record.startsOn && dateOfDay(input.occurredOn) < record.startsOn
    if (input.occurredOn > schoolDay(ctx.now) || early) throw refuse.invalid({ occurredOn: WITHIN })
  },
  body: async ({ tx, ctx, record, input }) => {
    const { id: placementId } = record
    const { student, campaign } = await tx.placement.findUniqueOrThrow({
      where: { id: placementId },
      include: { student: { include: { person: true } }, campaign: true },
    })
    const before = later(ctx.now, { hours: HOURS })
    const { firstName, lastName } = student.person
    const fresh = await raiseAlert(tx, {
      ...{ key: `accident:${placementId}:${input.occurredOn}`, noun: 'Placement', recordId: placementId, placementId },
      ...{ departmentId: campaign.departmentId, severity: 'critical', dueOn: dateOfDay(schoolDay(before)) },
      title: `Accident de ${firstName} ${lastName} le ${shownDay(input.occurredOn)} : à déclarer avant le ${shownInstant(before)}`,
      advice:
        'L’organisme d’accueil déclare l’accident et en envoie copie à l’école. Joignez la déclaration aux pièces du stage, puis clôturez.',
    })
    // Said twice by two people: one form is awaited, not two
    if (fresh) await tx.supportingDocument.create({ data: { placementId, kind: 'accident', status: 'expected' } })
    return { note: { occurredOn: input.occurredOn, what: input.what } }
  },
})

const WITHIN = {
  fr: 'Choisissez un jour du stage, aujourd’hui au plus tard.',
  en: 'Choose a day of the internship, today at the latest.',
}
