import { z } from 'zod'
import type { Context } from '../../access/actor.ts'
import { hasRole } from '../../access/actor.ts'
import { defineCheck } from '../../kit/check.ts'
import { defineFlow, verbOf } from '../../kit/flow.ts'
import { createRecord } from '../../kit/record.ts'
import type { Text } from '../../platform/catalogue.ts'
import { later } from '../../platform/clock.ts'
import type { Tx } from '../../platform/db.ts'
import { refuse } from '../../platform/errors.ts'
import { inClubs, runBy } from './posts.ts'

const verb = verbOf('Winner')
const DAYS_OPEN = 7

const line = {
  rank: z.coerce.number().int().min(1).max(100).meta({ fr: 'Rang', en: 'Rank', kind: 'number' }),
  participantId: z
    .uuid()
    .optional()
    .meta({ fr: 'Participant', en: 'Participant', kind: 'reference', model: 'Participant' }),
  team: z.string().trim().max(120).optional().meta({ fr: 'Ou équipe', en: 'Or team' }),
  category: z.string().trim().max(120).optional().meta({ fr: 'Catégorie', en: 'Category' }),
  score: z.string().trim().max(60).optional().meta({ fr: 'Score', en: 'Score' }),
  prize: z.string().trim().max(200).optional().meta({ fr: 'Prix', en: 'Prize' }),
}
type Line = { [name in keyof typeof line]?: z.infer<(typeof line)[name]> }

/** After a week the roll is closed: what changes then is changed by the Amicale, with a motive. */
export const winnerFlow = defineFlow('Winner', {
  correct: verb({
    label: { fr: 'Corriger le palmarès', en: 'Correct the roll' },
    ...{ from: 'any', to: null, roles: ['union_executive'], needsReason: true },
    input: z.object({ ...line, rank: line.rank.optional().meta(line.rank.meta() ?? {}) }),
    done: {
      fr: 'Palmarès corrigé : le motif reste à l’historique.',
      en: 'Corrected: the motive stays in the history.',
    },
    body: async ({ tx, record, input }) => {
      const given = Object.fromEntries(Object.entries(input).filter(([, value]) => value !== undefined))
      const errors = await wrongWith(tx, { ...record, ...given })
      if (Object.keys(errors).length > 0) throw refuse.invalid(errors)
      return { data: given }
    },
  }),
})

/** Somebody more on the roll of a competition: by its club for a week, then by the Amicale, who says why. */
export const award = verbOf('Activity')({
  label: { fr: 'Ajouter un vainqueur', en: 'Add a winner' },
  ...{ from: ['running', 'finished'], to: null, shared: true },
  roles: ['club_lead', 'club_member', 'union_executive'],
  rows: (me) => ({ AND: [{ kind: 'competition' }, inClubs(me, runBy(me))] }),
  input: z.object(line),
  done: { fr: 'Ajouté au palmarès.', en: 'Added to the roll.' },
  body: async ({ tx, ctx, record, input, reason }) => {
    const values: Line & { activityId: string } = { ...input, activityId: record.id }
    if (!isLocked(record, ctx.now)) {
      const { id } = await createRecord(ctx, 'Winner', values, { tx })
      return { note: { winnerId: id } }
    }
    if (!isAmicale(ctx)) throw refuse.invalid({ rank: LOCKED })
    if (!reason) throw refuse.invalid({ reason: WHY })
    const errors = await wrongWith(tx, values)
    if (Object.keys(errors).length > 0) throw refuse.invalid(errors)
    const created = await tx.winner.create({ data: { ...input, activityId: record.id } })
    return { note: { winnerId: created.id, rank: input.rank } }
  },
})

defineCheck('Winner', async ({ tx, ctx, before, after }): Promise<Record<string, Text>> => {
  const activity = await tx.activity.findUnique({ where: { id: String((after ?? before)?.activityId) } })
  if (activity && isLocked(activity, ctx.now)) return { rank: isAmicale(ctx) ? WITH_MOTIVE : LOCKED }
  return after ? wrongWith(tx, after) : {}
})

/** Only somebody who was there and counts, or a team; only in a competition that was not cancelled. */
async function wrongWith(tx: Tx, winner: Record<string, unknown>): Promise<Record<string, Text>> {
  const activity = await tx.activity.findUnique({ where: { id: String(winner.activityId) } })
  if (activity?.kind !== 'competition' || activity.status === 'cancelled') return { activityId: NO_COMPETITION }
  const { participantId, team } = winner
  if (typeof participantId !== 'string') return team ? {} : { participantId: WHO }
  const came = await tx.attendance.count({
    where: { activityId: activity.id, participantId, status: 'confirmed', participant: { status: { not: 'merged' } } },
  })
  return came > 0 ? {} : { participantId: NOT_THERE }
}

export const isLocked = ({ finishedAt }: { finishedAt: Date | null }, now: Date): boolean =>
  finishedAt !== null && now >= later(finishedAt, { days: DAYS_OPEN })

const isAmicale = ({ actor }: Context): boolean => actor.kind === 'system' || hasRole(actor, 'admin', 'union_executive')

const LOCKED: Text = {
  fr: 'Le palmarès est figé sept jours après la fin du concours : demandez la correction à l’Amicale.',
  en: 'The roll is frozen seven days after the competition: ask the union to correct it.',
}
const WITH_MOTIVE: Text = {
  fr: 'Le palmarès est figé : utilisez « Corriger le palmarès » ou « Ajouter un vainqueur », avec un motif.',
  en: 'The roll is frozen: use “Correct the roll” or “Add a winner”, with a motive.',
}
const WHY: Text = {
  fr: 'Écrivez le motif : le palmarès est figé depuis une semaine après le concours.',
  en: 'Write the motive: the roll has been frozen since a week after the competition.',
}
const NO_COMPETITION: Text = {
  fr: 'Seul un concours qui n’est pas annulé a des vainqueurs.',
  en: 'Only a competition that is not cancelled has winners.',
}
const WHO: Text = {
  fr: 'Choisissez un participant, ou nommez une équipe.',
  en: 'Choose a participant, or name a team.',
}
const NOT_THERE: Text = {
  fr: 'Sa présence à ce concours n’est pas confirmée : confirmez-la d’abord, ou inscrivez une équipe.',
  en: 'Their attendance is not confirmed: confirm it first, or enter a team.',
}
