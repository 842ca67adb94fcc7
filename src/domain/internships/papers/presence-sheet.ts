import { Decimal } from 'decimal.js'
import { DateTime } from 'luxon'
import type { Context } from '../../../access/actor.ts'
import { count, type Row } from '../../../access/select.ts'
import type { Where } from '../../../access/where.ts'
import { asDay, type Day, shownDay } from '../../../kit/calendar.ts'
import type { Held } from '../../../kit/export/paper.ts'
import { renderPdf } from '../../../platform/pdf.ts'
import { render } from '../../../platform/render.ts'
import { HOURS_A_DAY, monthsAndDays } from '../presence.ts'
import { every } from './every.ts'
import { identityOf } from './identity.ts'

export type Stretch = { from?: Day | undefined; until?: Day | undefined }
export type Printed = { name: string; bytes: Buffer; held: Held[] }

/** Days of the logbook that the company, or the school in its place, has approved. */
export const approvedDays = (placementId: string, stretch: Stretch): Where => daysOf(placementId, 'approved', stretch)

const daysOf = (placementId: string, status: string, { from, until }: Stretch): Where => ({
  AND: [
    { placementId, status },
    ...(from ? [{ day: { gte: from } }] : []),
    ...(until ? [{ day: { lte: until } }] : []),
  ],
})

/** The sheet that is signed on paper: approved days with their hours, month by month. */
export async function presenceSheet(ctx: Context, placementId: string, stretch: Stretch = {}): Promise<Printed> {
  const { words, ids } = await presenceWords(ctx, placementId, stretch)
  const bytes = await renderPdf(render('documents/presence', words, 'fr'), {
    footer: `Feuille de présence — ${words.student}`,
  })
  const name = ['feuille-de-presence', words.matricule, stretch.from?.slice(0, 7)].filter(Boolean).join('-')
  return { name: `${name}.pdf`, bytes, held: ids.map((id) => ({ model: 'LogbookEntry', id, column: 'hours' })) }
}

export async function presenceWords(ctx: Context, placementId: string, stretch: Stretch) {
  const { row: _row, student, ...identity } = await identityOf(ctx, placementId)
  const where = approvedDays(placementId, stretch)
  const days = await every(ctx, 'LogbookEntry', { where, sort: { field: 'day', direction: 'asc' } })
  const { from, until } = stretch
  const words = {
    ...identity,
    student: student.name,
    period: { from: from ? shownDay(from) : null, until: until ? shownDay(until) : null },
    ...countedIn(days),
    waiting: await count(ctx, 'LogbookEntry', { where: daysOf(placementId, 'submitted', stretch) }),
  }
  return { words, ids: days.map((day) => day.id) }
}

function countedIn(rows: Row[]) {
  const hours = sumOf(rows)
  const months = Map.groupBy(rows, (row) => dayIn(row).slice(0, 7))
  return {
    months: [...months].map(([month, days]) => ({
      name: french(`${month}-01`, 'LLLL yyyy'),
      hours: shown(sumOf(days)),
      days: days.map((row) => ({
        name: french(dayIn(row), 'cccc d LLLL').replace(' 1 ', ' 1er '),
        hours: row.values.isAbsent === true ? null : shown(new Decimal(String(row.values.hours))),
        approvedOn: row.values.decidedAt ? shownDay(new Date(String(row.values.decidedAt))) : null,
      })),
    })),
    total: {
      hours: shown(hours),
      present: rows.filter((row) => row.values.isAbsent !== true).length,
      absent: rows.filter((row) => row.values.isAbsent === true).length,
      legal: monthsAndDays(hours),
      hoursADay: HOURS_A_DAY,
    },
  }
}

const sumOf = (rows: Row[]): Decimal => Decimal.sum(0, ...rows.map((row) => String(row.values.hours ?? 0)))
const shown = (hours: Decimal): string => hours.toString().replace('.', ',')
const dayIn = ({ values }: Row): Day => asDay(values.day instanceof Date ? values.day : String(values.day))
const french = (day: Day, format: string): string =>
  DateTime.fromISO(day, { zone: 'utc', locale: 'fr' }).toFormat(format)
