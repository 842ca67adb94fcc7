import { z } from 'zod'
import type { Me } from '../../access/rights.ts'
import type { Where } from '../../access/where.ts'
import { defineCheck } from '../../kit/check.ts'
import { defineFlow, verbOf } from '../../kit/flow.ts'
import type { Text } from '../../platform/catalogue.ts'
import { refuse } from '../../platform/errors.ts'
import { bureauAt, inTerm, nameOf } from './bureau.ts'
import { correctMark, MARKS, saveMarks } from './meeting-marks.ts'
import { inClubs, ledBy } from './posts.ts'

const verb = verbOf('Meeting')
const lead = { roles: ['club_lead'] as const, rows: (me: Me): Where => inClubs(me, ledBy(me)) }

/** A meeting of the bureau: everybody is marked, then it is closed; afterwards a mark changes with a motive and its history. */
export const meetingFlow = defineFlow('Meeting', {
  mark: verb({
    label: { fr: 'Enregistrer le pointage', en: 'Save the marks' },
    ...{ ...lead, from: ['planned'], to: null, inTab: true },
    input: z.object({ marks: z.string().max(20_000).meta({ kind: 'hidden' }) }),
    done: { fr: 'Pointage enregistré.', en: 'Marks saved.' },
    body: async ({ tx, ctx, record, input }) => ({
      note: { marked: await saveMarks({ tx, ctx }, record, input.marks) },
    }),
  }),
  correct: verb({
    label: { fr: 'Corriger un pointage', en: 'Correct a mark' },
    ...{ ...lead, from: ['closed'], to: null, inTab: true, needsReason: true },
    input: z.object({
      memberId: z.uuid().meta({ kind: 'hidden' }),
      mark: z.enum(MARKS).meta({ kind: 'hidden' }),
      note: z.string().trim().max(400).optional().meta({ fr: 'Note', en: 'Note' }),
    }),
    done: {
      fr: 'Pointage corrigé : l’ancien, le nouveau et le motif restent à l’historique.',
      en: 'Mark corrected: the old one, the new one and the motive stay in the history.',
    },
    body: async ({ tx, ctx, record, input, reason }) => ({
      note: await correctMark({ tx, ctx }, record, input, reason),
    }),
  }),
  close: verb({
    label: { fr: 'Clore la réunion', en: 'Close the meeting' },
    ...{ ...lead, from: ['planned'], to: 'closed', tone: 'primary' },
    confirm: {
      fr: 'Une fois la réunion close, un pointage ne change plus qu’avec un motif. Clore ?',
      en: 'Once closed, a mark only changes with a motive. Close?',
    },
    done: {
      fr: 'Réunion close : elle compte dans l’assiduité du bureau.',
      en: 'Meeting closed: it counts in the attendance of the bureau.',
    },
    guard: async ({ tx, ctx, record }) => {
      if (record.heldAt > ctx.now) throw TOO_EARLY
      const marks = await tx.meetingAttendance.findMany({ where: { meetingId: record.id } })
      const known = new Set(marks.map(({ memberId }) => memberId))
      const missing = (await bureauAt(tx, record.clubId, record.heldAt)).filter(({ id }) => !known.has(id))
      if (missing.length > 0) throw unmarked(missing.map(nameOf))
    },
    body: async ({ ctx }) => ({ data: { closedAt: ctx.now } }),
  }),
  cancel: verb({
    label: { fr: 'Annuler la réunion', en: 'Cancel the meeting' },
    ...{ ...lead, from: ['planned'], to: 'cancelled', needsReason: true, tone: 'danger' },
    done: { fr: 'Réunion annulée : elle ne compte pour personne.', en: 'Meeting cancelled: it counts for nobody.' },
    body: async ({ reason }) => ({ data: { statusReason: reason } }),
  }),
})

// A closed meeting keeps its marks, whatever the door; and a mark is about somebody who was in office
defineCheck('MeetingAttendance', async ({ tx, before, after }): Promise<Record<string, Text>> => {
  const meeting = await tx.meeting.findUnique({ where: { id: String((after ?? before)?.meetingId) } })
  if (!meeting) return {}
  if (meeting.status !== 'planned') return { mark: CLOSED }
  if (!after || after.memberId === before?.memberId) return {}
  const member = await tx.clubMember.findUnique({ where: { id: String(after.memberId) } })
  const isOf = member?.clubId === meeting.clubId && inTerm(member, meeting.heldAt)
  return isOf ? {} : { memberId: NOT_THERE }
})

const CLOSED: Text = {
  fr: 'La réunion est close : corrigez le pointage dans son onglet « Pointage », avec un motif.',
  en: 'The meeting is closed: correct the mark in its “Marks” tab, with a motive.',
}
const NOT_THERE: Text = {
  fr: 'Cette personne n’était pas au bureau du club à cette date.',
  en: 'This person was not in the bureau of the club that day.',
}
const TOO_EARLY = refuse.conflict('too_early', {
  fr: 'Cette réunion n’a pas encore eu lieu : corrigez sa date, ou attendez-la.',
  en: 'This meeting has not taken place yet: correct its date, or wait for it.',
})
const unmarked = (names: string[]) =>
  refuse.conflict('unmarked', {
    fr: `Il manque le pointage de ${names.join(', ')} : complétez-le dans l’onglet « Pointage ».`,
    en: `Nobody marked ${names.join(', ')}: complete the “Marks” tab.`,
  })
