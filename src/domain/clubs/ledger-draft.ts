import { defineCheck } from '../../kit/check.ts'
import type { Text } from '../../platform/catalogue.ts'
import { OTHER_CLUB, todayOf } from './ledger-entry.ts'

// A draft is written by its form: what the verbs of the box check on the way in is checked here
defineCheck('LedgerEntry', async ({ tx, ctx, after }): Promise<Record<string, Text>> => {
  if (!after) return {}
  const errors: Record<string, Text> = {}
  if (!(Number(after.amount) > 0) || Number(after.amount) > 1_000_000_000) errors.amount = POSITIVE
  if (String(after.motive ?? '').trim().length < 5) errors.motive = LONGER
  if (after.occurredOn instanceof Date && after.occurredOn > todayOf(ctx)) errors.occurredOn = FUTURE
  if (typeof after.activityId === 'string') {
    const activity = await tx.activity.findUnique({ where: { id: after.activityId }, select: { clubId: true } })
    if (activity?.clubId !== after.clubId) errors.activityId = OTHER_CLUB
  }
  return errors
})

defineCheck('ActivityBudget', async ({ tx, after }): Promise<Record<string, Text>> => {
  if (!after) return {}
  const errors: Record<string, Text> = {}
  if (!(Number(after.amount) > 0)) errors.amount = POSITIVE
  const activity = await tx.activity.findUnique({ where: { id: String(after.activityId) }, select: { clubId: true } })
  if (activity?.clubId !== after.clubId) errors.activityId = OTHER_CLUB
  return errors
})

const POSITIVE: Text = {
  fr: 'Un montant entier, plus grand que zéro : écrivez par exemple 12 500.',
  en: 'A whole amount above zero: write for example 12500.',
}
const LONGER: Text = {
  fr: 'Écrivez au moins cinq lettres : ce qui a été payé ou reçu.',
  en: 'Write at least five letters: what was paid or received.',
}
export const FUTURE: Text = {
  fr: 'Cette date n’est pas encore venue : écrivez le jour où l’argent a changé de mains.',
  en: 'This day has not come yet: write the day the money changed hands.',
}
