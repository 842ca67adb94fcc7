import type { Context, PersonActor } from '../../access/actor.ts'
import { linkActor } from '../../access/link-actor.ts'
import { find, isId, list, type Row } from '../../access/select.ts'
import { asDay, type Day } from '../../kit/calendar.ts'
import { legalVerbs, perform } from '../../kit/command.ts'
import { within } from '../../kit/table.ts'
import { transaction } from '../../platform/db.ts'
import { refuse } from '../../platform/errors.ts'
import { noteUse, type OpenedLink } from './access-link.ts'
import { mondayOf, weekAround } from './logbook-rules.ts'

export type WeekAsked = { placementId: string; monday: Day }

/** `<placement>.<monday>`, as an address names a week; null for anything else. */
export function weekAsked(text: string): WeekAsked | null {
  const [placementId = '', monday = ''] = text.split('.')
  const isDay = /^\d{4}-\d\d-\d\d$/.test(monday) && !Number.isNaN(Date.parse(monday)) && mondayOf(monday) === monday
  return isId(placementId) && isDay ? { placementId, monday } : null
}

export type WeekBehind = { placement: Row; days: Row[]; open: boolean; total: number }

/** The days of a week as their trainee handed them in; null when the internship is not one of this contact’s. */
export async function weekBehind(ctx: Context & { actor: PersonActor }, asked: WeekAsked): Promise<WeekBehind | null> {
  const placement = await find(ctx, 'Placement', asked.placementId)
  if (!placement) return null
  const days = await list(ctx, 'LogbookEntry', {
    where: { placementId: asked.placementId, day: weekAround(asked.monday) },
    sort: { field: 'day', direction: 'asc' },
    limit: 7,
  })
  const verbs = (await legalVerbs(ctx, 'Placement', [placement])).get(placement.id) ?? []
  const waits = days.some(({ values }) => values.status === 'submitted')
  const open = waits && verbs.some((verb) => verb.name === 'approveWeek')
  return { placement, days, open, total: days.reduce((sum, { values }) => sum + Number(values.hours), 0) }
}

export const dayOfEntry = ({ values }: Row): Day => asDay(values.day instanceof Date ? values.day : String(values.day))

/** The answer of the company’s tutor to a week, through their link. */
export async function answerByLink(
  ctx: Context,
  link: OpenedLink,
  { placementId, monday }: WeekAsked,
  reason: string | null,
): Promise<void> {
  const { contactId } = link
  if (!contactId) throw refuse.notFound()
  await transaction(async (tx) => {
    const actor = await linkActor(contactId, null, within(tx))
    if (!actor) throw refuse.notFound()
    const verb = reason === null ? 'approveWeek' : 'rejectWeek'
    await perform({ ...ctx, actor }, 'Placement', verb, placementId, { week: monday }, { tx, reason })
    await noteUse(tx, link.id, ctx.now)
  })
}
