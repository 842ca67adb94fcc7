import type { HolidayAnswer } from '../../components/holiday/state.ts'
import type { Context } from '../../src/access/actor.ts'
import { fieldOf, modelOf } from '../../src/access/model.ts'
import { mayEver, writable } from '../../src/access/rights.ts'
import { list, localeOf } from '../../src/access/select.ts'
import { type Affected, impactOf, type Move } from '../../src/domain/internships/holiday-impact.ts'
import { asDay, shownDay } from '../../src/kit/calendar.ts'
import { parseValue } from '../../src/kit/value.ts'
import { looking, prisma } from '../../src/platform/db.ts'
import { refuse } from '../../src/platform/errors.ts'
import { opened } from '../actions/read.ts'
import { recordJson } from '../record.ts'
import { declareAction } from '../verbs.ts'

/**
 * “What if this feast were on another day?” (`?day=2026-05-28`, on a calendar a day more, on a holiday that day instead):
 * the internships not ended whose hours would change. Nothing is written.
 */
export function holidayAction(): void {
  declareAction(
    {
      name: 'impact',
      routes: ['record'],
      methods: ['GET'],
      right: (actor, model) => mayEver(actor, model, 'update') && mayEver(actor, 'Placement', 'pack'),
      tab: { label: { fr: 'Et si la date change ?', en: 'What if the day changes?' }, component: 'HolidayPanel' },
      handle: async ({ model, row, query }, ctx) => {
        const record = opened(row)
        const asked = query.day?.trim() ? dayOf(query.day) : null
        const holiday =
          model === 'Holiday' ? await prisma().holiday.findUniqueOrThrow({ where: { id: record.id } }) : null
        const calendarId = holiday?.calendarId ?? record.id
        const { country } = await prisma().holidayCalendar.findUniqueOrThrow({ where: { id: calendarId } })
        const move: Move = {
          country,
          freed: holiday && !holiday.isWorked ? [asDay(holiday.day)] : [],
          taken: asked ? [asked] : [],
        }
        const impact: HolidayAnswer = {
          ...{ country, calendarId, asked, day: holiday ? asDay(holiday.day) : null },
          maySave: writable(ctx.actor, 'Holiday', holiday ? 'update' : 'create').has('day'),
          lines: asked ? await shown(ctx, await looking((tx) => impactOf(tx, move))) : [],
        }
        return { record: recordJson(model, record), impact }
      },
    },
    ['Holiday', 'HolidayCalendar'],
  )
}

function dayOf(text: string): string {
  const parsed = parseValue(fieldOf(modelOf('Holiday'), 'day'), text)
  if ('error' in parsed) throw refuse.invalid({ day: parsed.error })
  return asDay(parsed.value as Date)
}

const MOST = 100

/** Those that this person may open; an officer of one department is told of theirs. */
async function shown(ctx: Context, affected: Affected[]): Promise<HolidayAnswer['lines']> {
  const ids = affected.map(({ placementId }) => placementId)
  const rows = ids.length === 0 ? [] : await list(ctx, 'Placement', { where: { id: { in: ids } }, limit: MOST })
  const titles = new Map(rows.map((row) => [row.id, row.title]))
  const number = (hours: string) => Number(hours).toLocaleString(localeOf(ctx.actor) === 'en' ? 'en' : 'fr-FR')
  return affected.flatMap(({ placementId, old, new: next, capOld, capNew, isSigned }) => {
    const title = titles.get(placementId)
    if (title === undefined) return []
    const cap = (day: string | null) => (day ? shownDay(day) : '—')
    return [
      {
        id: placementId,
        title,
        isSigned,
        old: number(old),
        next: number(next),
        capOld: cap(capOld),
        capNew: cap(capNew),
      },
    ]
  })
}
