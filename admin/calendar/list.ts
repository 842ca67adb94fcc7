import type { CalendarAnswer } from '../../components/calendar/state.ts'
import { type Actor, current } from '../../src/access/actor.ts'
import { fieldOf, type ModelName, modelOf } from '../../src/access/model.ts'
import { mayEver, writable } from '../../src/access/rights.ts'
import { localeOf } from '../../src/access/select.ts'
import { type Dates, datedIn, datesOf, MOST_DATED } from '../../src/kit/dated.ts'
import { now } from '../../src/platform/clock.ts'
import { refuse } from '../../src/platform/errors.ts'
import { readQuery } from '../filters.ts'
import { declareAction } from '../verbs.ts'
import { itemOf, wallClock, windowOf } from './items.ts'

/** Every list that has dates can be looked at as a calendar: the same filters, the same rows, one statement a screen. */
export function calendarAction(): void {
  declareAction({
    name: 'calendar',
    routes: ['resource'],
    methods: ['GET'],
    right: (actor, model) => mayEver(actor, model, 'read') && datesOf({ actor }, modelOf(model)).length > 0,
    screen: { label: { fr: 'Calendrier', en: 'Calendar' }, component: 'CalendarScreen', icon: 'Calendar' },
    handle: async ({ model, query }, ctx): Promise<CalendarAnswer> => {
      const known = datesOf(ctx, modelOf(model))
      const dates = known.find(({ start }) => start === query.by) ?? known[0]
      if (!dates) throw refuse.notFound()
      const { where, search } = readQuery(ctx, model, query)
      const found = await datedIn(ctx, model, dates, windowOf(ctx, query), { where, ...(search ? { search } : {}) })
      return {
        items: found.slice(0, MOST_DATED).map((one) => itemOf(one, null)),
        more: found.length > MOST_DATED,
        dates: known.map((one) => choice(ctx.actor, model, one)),
        by: dates.start,
        now: wallClock(now()),
      }
    },
  })
}

/** `add`: the column that a new record of that day is given, for whoever may create one and write it. */
function choice(actor: Actor, name: ModelName, { start, end }: Dates) {
  const locale = localeOf(current().actor)
  const said = (column: string) => fieldOf(modelOf(name), column).label[locale]
  const mayAdd = mayEver(actor, name, 'create') && writable(actor, name, 'create').has(start)
  const isWholeDay = fieldOf(modelOf(name), start).native === 'Date'
  return {
    name: start,
    label: end ? `${said(start)} – ${said(end)}` : said(start),
    add: mayAdd && isWholeDay ? start : null,
  }
}
