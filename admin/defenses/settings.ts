import { DateTime } from 'luxon'
import { z } from 'zod'
import type { DefensesAnswer, Settings } from '../../components/defenses/state.ts'
import type { Context } from '../../src/access/actor.ts'
import type { Row } from '../../src/access/select.ts'
import { daysOf, slotsOf } from '../../src/domain/internships/planning/slots.ts'
import { holidaysIn } from '../../src/domain/internships/proposal.ts'
import { asDay, type Day, type Holidays, schoolDay } from '../../src/kit/calendar.ts'
import { dateOfDay, dayOf, later } from '../../src/platform/clock.ts'
import { config } from '../../src/platform/config.ts'
import { looking } from '../../src/platform/db.ts'

export type Planning = {
  campaigns: Row[]
  campaign: Row | null
  rooms: Row[]
  settings: Settings
  slots: Date[]
}

/** What the address asks for; what it does not say, or says wrong, is what most schools do. */
export async function planningFor(
  ctx: Context,
  query: Record<string, string>,
  campaigns: Row[],
  rooms: Row[],
): Promise<Planning> {
  const campaign = campaigns.find(({ id }) => id === query.campaign) ?? campaigns[0] ?? null
  const from = day(query.from) ?? firstDay(ctx, campaign)
  const to = day(query.to) ?? asDay(later(dateOfDay(from), { days: 4 }))
  const named = (text = '') => text.split(',').filter(Boolean)
  const chosen = named(query.rooms).filter((id) => rooms.some((room) => room.id === id))
  const settings: Settings = {
    ...{ from, to: to < from ? from : to },
    ...{ start: time(query.start, '09:00'), end: time(query.end, '17:00') },
    ...{ pauseFrom: time(query.pauseFrom, '12:30'), pauseTo: time(query.pauseTo, '14:00') },
    ...{ minutes: number(query.minutes, 45, 10, 240), size: number(query.size, 2, 2, 3) },
    ...{ rooms: chosen.length > 0 ? chosen : rooms.map(({ id }) => id), jurors: named(query.jurors) },
  }
  const days = daysOf(settings.from, settings.to, await holidaysOf(campaign))
  return { campaigns, campaign, rooms, settings, slots: days.flatMap((one) => slotsOf(one, settings, config.schoolTz)) }
}

/** The first day of the defenses of the campaign, never one that is over. */
function firstDay(ctx: Context, campaign: Row | null): Day {
  const tomorrow = schoolDay(later(ctx.now, { days: 1 }))
  const planned = campaign?.values.defensesOn
  const first = planned instanceof Date || typeof planned === 'string' ? asDay(planned) : tomorrow
  return first > tomorrow ? first : tomorrow
}

/** Days off of the country whose law the campaign follows, as its deadlines count them. */
const holidaysOf = (campaign: Row | null): Promise<Holidays> =>
  looking(async (tx) => {
    const found = await tx.campaign.findUnique({
      where: { id: campaign?.id ?? NOWHERE },
      include: { legalProfile: true },
    })
    return holidaysIn(tx, found?.legalProfile?.country ?? null)
  })

const NOWHERE = '00000000-0000-0000-0000-000000000000'

/** The slots by day, in words: `lundi 14 septembre`, `09:00`. */
export function slotStates({ slots }: Planning, locale: 'fr' | 'en'): DefensesAnswer['slots'] {
  const byDay = Map.groupBy(slots, (slot) => dayOf(slot, config.schoolTz))
  return [...byDay].map(([one, times]) => ({
    day: one,
    label: DateTime.fromISO(one, { zone: 'utc' }).setLocale(locale).toFormat('cccc d LLLL'),
    times: times.map((slot) => ({
      value: slot.toISOString(),
      label: DateTime.fromJSDate(slot, { zone: config.schoolTz }).setLocale(locale).toFormat('ccc d LLL HH:mm'),
    })),
  }))
}

const day = (text: string | undefined): Day | null => z.iso.date().safeParse(text).data ?? null
const time = (text: string | undefined, usual: string): string =>
  /^([01]\d|2[0-3]):[0-5]\d$/.test(text ?? '') ? String(text) : usual
const number = (text: string | undefined, usual: number, least: number, most: number): number =>
  z.coerce
    .number()
    .int()
    .min(least)
    .max(most)
    .safeParse(text || undefined).data ?? usual
