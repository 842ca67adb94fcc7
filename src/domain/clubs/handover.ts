import { z } from 'zod'
import { schoolDay } from '../../kit/calendar.ts'
import { defineFlow, verbOf } from '../../kit/flow.ts'
import { createRecord, updateRecord } from '../../kit/record.ts'
import { insistOnProof } from '../../kit/step-up.ts'
import { dateOfDay, later } from '../../platform/clock.ts'
import { refuse } from '../../platform/errors.ts'
import { enter, leave, POSTS } from './handover-roles.ts'
import { yearNow } from './year.ts'

const verb = verbOf('Club')

const joiner = z.object({
  lastName: z.string().trim().min(1).max(80),
  firstName: z.string().trim().min(1).max(80),
  email: z.union([z.email().max(200), z.literal('')]),
  post: z.enum(POSTS),
})

const listed = <T>(of: z.ZodType<T>) =>
  z
    .string()
    .max(20_000)
    .transform((text) => JSON.parse(text) as unknown)
    .pipe(z.array(of).max(40))

/**
 * One bureau leaves, another comes in: terms end and begin, roles move with the posts, whoever leaves loses their sessions
 * and their second factor, and what the club did is printed for the next ones.
 */
export const clubFlow = defineFlow('Club', {
  handOver: verb({
    label: { fr: 'Passer le relais', en: 'Hand over' },
    ...{ from: 'any', to: null, roles: ['union_executive'], inTab: true },
    input: z.object({
      endsOn: z.iso.date().meta({ fr: 'Fin des mandats', en: 'Terms end on', kind: 'date' }),
      leaving: z.string().meta({ kind: 'hidden' }),
      joining: z.string().meta({ kind: 'hidden' }),
    }),
    done: {
      fr: 'Passation faite : les mandats sont à jour, les nouveaux membres reçoivent leur invitation, l’archive s’imprime.',
      en: 'Handed over: terms are up to date, new members receive their invitation, the archive is being printed.',
    },
    guard: ({ ctx }) => insistOnProof(ctx),
    body: async ({ tx, ctx, record: club, input }) => {
      const leaving = listed(z.uuid()).safeParse(input.leaving)
      const joining = listed(joiner).safeParse(input.joining)
      if (!leaving.success) throw refuse.invalid({ leaving: UNREADABLE })
      if (!joining.success) throw refuse.invalid({ joining: UNREADABLE })
      const endsOn = dateOfDay(input.endsOn)
      if (input.endsOn > schoolDay(later(ctx.now, { days: 60 }))) throw refuse.invalid({ endsOn: TOO_FAR })
      const members = await tx.clubMember.findMany({ where: { id: { in: leaving.data }, clubId: club.id } })
      if (members.length !== leaving.data.length) throw refuse.notFound()
      for (const member of members) {
        await updateRecord(ctx, 'ClubMember', member.id, null, { endsOn }, { tx })
        await leave({ tx, ctx }, member, endsOn)
      }
      const startsOn = later(endsOn, { days: 1 })
      for (const { email, ...one } of joining.data) {
        const personId = email ? await enter({ tx, ctx }, { ...one, email: email.toLowerCase() }) : null
        const values = { ...one, email: email || null, clubId: club.id, startsOn, ...(personId && { personId }) }
        await createRecord(ctx, 'ClubMember', values, { tx })
      }
      const year = (await yearNow(ctx.now)).name
      const { id } = await tx.clubArchive.create({ data: { clubId: club.id, year, createdAt: ctx.now } })
      return { note: { archiveId: id, left: members.length, joined: joining.data.length } }
    },
  }),
})

const UNREADABLE = {
  fr: 'Une ligne est incomplète : nom, prénom, poste, et une adresse e-mail juste ou aucune.',
  en: 'A line is incomplete: name, first name, post, and a right e-mail address or none.',
}
const TOO_FAR = {
  fr: 'La passation se fait au plus deux mois à l’avance : choisissez un jour plus proche.',
  en: 'A handover is prepared two months ahead at most: choose a nearer day.',
}
