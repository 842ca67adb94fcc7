import type { ModelName } from '../../access/model.ts'
import { asDay, type Day, type Holidays, schoolDay } from '../../kit/calendar.ts'
import type { Text } from '../../platform/catalogue.ts'
import { dateOfDay, now } from '../../platform/clock.ts'
import { type Tx, transaction } from '../../platform/db.ts'
import { holidaysIn } from './proposal.ts'
import { manners, morningOf } from './reminder-days.ts'

/** Something that people must have done by a day, as it stands now. */
export type Awaited = {
  recordId: string
  dueOn: Day
  /** What is awaited, in a few words: « Rapport — Teranga Data » */
  what: Text
  /** Person ids; the absent are skipped */
  recipients: readonly (string | null)[]
  /** Why nothing leaves any more; null while it is awaited */
  settled: string | null
  /** Why nothing leaves for now, though it is still awaited */
  paused?: string | null
  /** Before that day comes, not at its end */
  before?: true
  /** Whose holidays: those of the host’s country */
  country?: string | null
  placementId?: string | null
  deliverableId?: string | null
}

export type Reminder = {
  /** Names this reminder in its keys for ever: `deliverable`, `visit` */
  topic: string
  noun: ModelName
  /** Days before, the first reminder first */
  steps?: readonly number[]
  /** These records; without `ids`, every one that may still need a reminder */
  read: (tx: Tx, ids?: readonly string[]) => Promise<Awaited[]>
  /** Where it leads this person when the page of the record is not for them: a path of ours */
  pathFor?: (tx: Tx, recordId: string, personId: string) => Promise<string | null>
  /** What else is written down when it leaves */
  sent?: (tx: Tx, recordId: string) => Promise<unknown>
}

const declared: Reminder[] = []

/** From now on these records are reminded of: D-7, D-3 and D-1 unless `steps` says otherwise, each once. */
export function declareReminder(reminder: Reminder): void {
  if (declared.some((one) => one.topic === reminder.topic)) throw new Error(`Two reminders named ${reminder.topic}`)
  declared.push(reminder)
}

export const reminderOf = (topic: string): Reminder | undefined => declared.find((one) => one.topic === topic)
export const USUAL_STEPS: readonly number[] = [7, 3, 1]

/** One record, one due day, one step, one person: this reminder leaves once, whatever runs twice. */
const keyOf = (topic: string, { recordId, dueOn }: Awaited, step: number, personId: string): string =>
  `${topic}:${recordId}:${dueOn}:J-${step}:${personId}`

/** Plans again what a change moved: stale reminders are dropped, those still to come are written down. */
export async function planReminders(tx: Tx, noun: ModelName, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return
  for (const reminder of declared.filter((one) => one.noun === noun))
    await planAll(tx, reminder, await reminder.read(tx, ids))
}

/** Every night, what was imported, edited by hand or moved by a holiday; safe at any time. */
export async function planEverything(): Promise<void> {
  for (const reminder of declared)
    await transaction(async (tx) => planAll(tx, reminder, await reminder.read(tx)), { long: true })
}

async function planAll(tx: Tx, reminder: Reminder, awaited: Awaited[]): Promise<void> {
  const chosen = await manners()
  const calendars = new Map<string | null, Holidays>()
  for (const one of awaited) {
    const country = one.country ?? null
    const holidays = calendars.get(country) ?? (await holidaysIn(tx, country))
    calendars.set(country, holidays)
    await plan(tx, reminder, one, (step) => morningOf(one.dueOn, step, chosen, holidays))
  }
}

type Planned = { key: string; step: number; personId: string; plannedAt: Date }

async function plan(tx: Tx, reminder: Reminder, one: Awaited, morning: (step: number) => Date): Promise<void> {
  const { topic, noun, steps = USUAL_STEPS } = reminder
  const known = await tx.notificationLog.findMany({
    where: { noun, recordId: one.recordId, key: { startsWith: `${topic}:` }, sentAt: null },
  })
  const people = [...new Set(one.recipients.filter((id): id is string => id !== null))]
  const wanted: Planned[] = one.settled
    ? []
    : people.flatMap((personId) =>
        steps.map((step) => ({ key: keyOf(topic, one, step, personId), step, personId, plannedAt: morning(step) })),
      )
  const keys = new Set(wanted.map((each) => each.key))
  for (const row of known.filter((row) => !row.skippedReason && !keys.has(row.key)))
    await skip(tx, row.id, one.settled ?? (isFor(row.dueOn, one.dueOn) ? REPLACED : POSTPONED))
  // Created late: what should have left is not made up for
  const coming = wanted.filter((each) => each.plannedAt > now())
  await tx.notificationLog.createMany({ data: coming.map((each) => rowOf(noun, one, each)), skipDuplicates: true })
  for (const { key, plannedAt } of coming)
    await tx.notificationLog.updateMany({
      where: { key, sentAt: null, OR: [{ skippedReason: { not: null } }, { plannedAt: { not: plannedAt } }] },
      data: { skippedReason: null, plannedAt },
    })
}

const rowOf = (noun: ModelName, one: Awaited, { key, step, personId, plannedAt }: Planned) => ({
  ...{ key, noun, recordId: one.recordId, personId, plannedAt, createdAt: now() },
  ...{ label: `J-${step} : ${one.what.fr}`, dueOn: dateOfDay(one.dueOn) },
  ...{ placementId: one.placementId ?? null, deliverableId: one.deliverableId ?? null },
})

const isFor = (day: Date | null, dueOn: Day): boolean => day !== null && asDay(day) === dueOn

export const skip = (tx: Tx, id: string, reason: string) =>
  tx.notificationLog.update({ where: { id }, data: { skippedReason: reason } })

export const POSTPONED = 'échéance reportée'
const REPLACED = 'destinataire remplacé'

/** Today at the school, as a day column holds it: what a `read` without ids starts from. */
export const fromToday = (): Date => dateOfDay(schoolDay(now()))
