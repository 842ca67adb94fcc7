import type { Context } from '../../access/actor.ts'
import { permitted } from '../../access/select.ts'
import { asDay, type Day } from '../../kit/calendar.ts'
import { perform } from '../../kit/command.ts'
import { createRecord, removeRecord, updateRecord } from '../../kit/record.ts'
import { within } from '../../kit/table.ts'
import type { Text } from '../../platform/catalogue.ts'
import { dateOfDay } from '../../platform/clock.ts'
import { prisma, type Tx, transaction } from '../../platform/db.ts'
import { Refusal, refuse } from '../../platform/errors.ts'
import { weekAround } from './logbook-rules.ts'

/** One line of the week as the page sends it; nothing in it means nothing that day. */
export type Line = { day: Day; hours: string; content: string; isAbsent: boolean }

/** Writes the days that changed and, when asked, hands in the whole week: all of it or nothing. */
export async function saveWeek(
  ctx: Context,
  placementId: string,
  lines: readonly Line[],
  { submit = false } = {},
): Promise<void> {
  await transaction(async (tx) => {
    // Whoever does not read the internship writes nothing in it
    if (!(await permitted(ctx, 'Placement', 'read', [placementId], within(tx))).has(placementId))
      throw refuse.notFound()
    for (const line of lines) await onItsDay(line.day, () => saveLine(tx, ctx, placementId, line))
    const [first] = lines
    if (submit && first) await perform(ctx, 'Placement', 'submitWeek', placementId, { week: first.day }, { tx })
  })
}

type Place = { tx: Tx; ctx: Context }

/** Hands in every day of the week that waits for it; returns how many. */
export async function submitWeek({ tx, ctx }: Place, placementId: string, monday: Day): Promise<number> {
  const waiting = await idsIn(tx, placementId, monday, ['draft', 'rejected'])
  if (waiting.length === 0) throw NOTHING
  for (const { id, day } of waiting)
    await onItsDay(asDay(day), () => perform(ctx, 'LogbookEntry', 'submit', id, {}, { tx }))
  return waiting.length
}

/** A tutor’s answer to a whole week. Two tutors at once: one answers, the other is told. */
export async function answerWeek(
  { tx, ctx }: Place,
  placementId: string,
  monday: Day,
  verb: 'approve' | 'reject',
  reason: string | null = null,
): Promise<number> {
  const waiting = await idsIn(tx, placementId, monday, ['submitted'])
  if (waiting.length === 0) throw ANSWERED
  for (const { id } of waiting) await perform(ctx, 'LogbookEntry', verb, id, {}, { tx, reason })
  return waiting.length
}

const idsIn = (tx: Tx, placementId: string, day: Day, status: ('draft' | 'rejected' | 'submitted')[]) =>
  tx.logbookEntry.findMany({
    where: { placementId, day: weekAround(day), status: { in: status } },
    select: { id: true, day: true },
    orderBy: { day: 'asc' },
  })

async function saveLine(tx: Tx, ctx: Context, placementId: string, line: Line): Promise<void> {
  const day = dateOfDay(line.day)
  const known = await tx.logbookEntry.findUnique({ where: { placementId_day: { placementId, day } } })
  const empty = !line.isAbsent && line.content.trim() === '' && Number(line.hours || 0) === 0
  // Handed in or approved: the page shows it, nobody writes over it
  if (known && known.status !== 'draft' && known.status !== 'rejected') return
  if (empty) {
    if (known) await removeRecord(ctx, 'LogbookEntry', known.id, null, { tx })
    return
  }
  const values = {
    hours: line.isAbsent ? '0' : line.hours || '0',
    content: line.content.trim(),
    isAbsent: line.isAbsent,
  }
  if (values.content === '') throw refuse.invalid({ content: NO_WORDS })
  if (known) await updateRecord(ctx, 'LogbookEntry', known.id, null, values, { tx })
  else await createRecord(ctx, 'LogbookEntry', { ...values, placementId, day: line.day }, { tx })
}

/** What is wrong with a day is said on that day. */
async function onItsDay(day: Day, work: () => Promise<unknown>): Promise<void> {
  try {
    await work()
  } catch (error) {
    const said = error instanceof Refusal ? (Object.values(error.fields ?? {})[0] ?? null) : null
    throw said ? refuse.invalid({ [day]: said }) : error
  }
}

/** The internship a student keeps the logbook of: the one under way, else the last. */
export const currentPlacement = (studentId: string) =>
  prisma().placement.findFirst({
    where: { studentId, status: { in: ['ongoing', 'suspended', 'finished', 'broken'] } },
    orderBy: [{ startsOn: 'desc' }, { id: 'desc' }],
    include: { company: { select: { name: true, country: true } } },
  })

const NOTHING = refuse.conflict('nothing_to_submit', {
  fr: 'Il n’y a rien à soumettre cette semaine : remplissez au moins un jour.',
  en: 'There is nothing to submit this week: fill in at least one day.',
})
const ANSWERED = refuse.conflict('week_answered', {
  fr: 'Cette semaine a déjà reçu une réponse. Rechargez la page.',
  en: 'This week has already been answered. Reload the page.',
})
const NO_WORDS: Text = {
  fr: 'Dites en une ligne ce que vous avez fait, ou pourquoi vous étiez absent.',
  en: 'Say in one line what you did, or why you were absent.',
}
