import { z } from 'zod'
import { schoolDay } from '../../../kit/calendar.ts'
import { defineFlow, verbOf } from '../../../kit/flow.ts'
import { insistOnProof } from '../../../kit/step-up.ts'
import { dateOfDay } from '../../../platform/clock.ts'
import { refuse } from '../../../platform/errors.ts'
import { eraseStudent } from './erase.ts'

const verb = verbOf('Erasure')

/** What the night found over is looked at by an administrator, then erased or kept longer, with a reason either way. */
export const erasureFlow = defineFlow('Erasure', {
  erase: verb({
    label: { fr: 'Effacer définitivement', en: 'Erase for good' },
    from: ['due', 'kept'],
    to: 'done',
    roles: [],
    needsReason: true,
    // The one thing that is awaited of anybody here; the words above the button say how grave it is
    tone: 'primary',
    confirm: {
      fr: 'Le nom, les coordonnées, les fichiers et les textes de cet étudiant disparaîtront partout, historique compris. Les chiffres de l’école ne changent pas. Rien ne pourra être rétabli. Effacer ?',
      en: 'The name, contact details, files and texts of this student disappear everywhere, history included. The school’s figures do not change. Nothing can be brought back. Erase?',
    },
    done: { fr: 'Effacé : le dossier ne dit plus qui c’était.', en: 'Erased: the record no longer says who it was.' },
    guard: ({ ctx, record }) => {
      insistOnProof(ctx)
      if (record.status === 'kept' && record.keptUntil && record.keptUntil > ctx.now) throw KEPT
    },
    body: async ({ tx, ctx, record, reason }) => {
      const { files, redactions, rows, events } = await eraseStudent(tx, record)
      const doneById = ctx.actor.kind === 'person' ? ctx.actor.personId : null
      return {
        data: { fileIds: files, doneAt: ctx.now, doneById, reason },
        note: { redactions, rows, events, files: files.length },
      }
    },
  }),
  keep: verb({
    label: { fr: 'Conserver plus longtemps', en: 'Keep longer' },
    from: ['due', 'kept'],
    to: 'kept',
    roles: [],
    needsReason: true,
    input: z.object({
      until: z.iso.date().meta({ fr: 'Jusqu’au', en: 'Until', kind: 'date' }),
    }),
    done: { fr: 'Le dossier est conservé jusqu’à cette date.', en: 'The record is kept until that day.' },
    guard: ({ ctx, input }) => {
      if (input.until <= schoolDay(ctx.now)) throw refuse.invalid({ until: TO_COME })
    },
    body: async ({ input, reason }) => ({ data: { keptUntil: dateOfDay(input.until), reason } }),
  }),
})

const KEPT = refuse.conflict('kept_longer', {
  fr: 'Ce dossier est conservé plus longtemps, avec un motif : attendez la date, ou changez-la d’abord.',
  en: 'This record is kept longer, with a reason: wait for the day, or change it first.',
})
const TO_COME = { fr: 'Choisissez une date à venir.', en: 'Choose a day to come.' }
